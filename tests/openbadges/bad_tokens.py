"""Bad JWTs for ``bad_files``: (how it is made, verdict, check, code)."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from badges.openbadges import build
from badges.openbadges.json_web_key import encode
from badges.openbadges.jwt import RsaSigner, claims_of
from tests.openbadges import samples
from tests.openbadges.samples import BASE, RSA_METHOD, RSA_SIGNER

Entry = tuple[Callable[[], bytes], str, str, str]
HEADER = {"alg": "RS256", "kid": RSA_METHOD, "typ": "JWT"}


def _document() -> dict[str, Any]:
    subject = samples.subject(id=f"{BASE}/people/42")
    return dict(build(samples.credential(subject=subject)).document)


def _part(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return encode(text.encode("utf-8", "surrogatepass"))


def write(
    header: Mapping[str, Any], payload: Mapping[str, Any], signer: RsaSigner | None = RSA_SIGNER
) -> bytes:
    """A compact JWS of whatever header and payload, properly signed if there is a signer."""
    signed = f"{_part(header)}.{_part(payload)}".encode()
    signature = signer.sign(signed) if signer else b"\0"
    return signed + b"." + encode(signature).encode()


def _whole() -> dict[str, Any]:
    document = _document()
    return claims_of(document) | document


def header(**changes: Any) -> Callable[[], bytes]:
    def make() -> bytes:
        changed = {**HEADER, **changes}
        return write({key: value for key, value in changed.items() if value is not None}, _whole())

    return make


def _claims(**changes: Any) -> Callable[[], bytes]:
    return lambda: write(HEADER, _whole() | changes)


def _with_public_key_as_secret() -> bytes:
    """What a library would accept that lets the header choose the algorithm."""
    signed = f"{_part({**HEADER, 'alg': 'HS256'})}.{_part(_whole())}".encode()
    secret = json.dumps(dict(RSA_SIGNER.public_jwk)).encode()
    return signed + b"." + encode(hmac.new(secret, signed, hashlib.sha256).digest()).encode()


def _unsigned() -> bytes:
    signed = f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(_whole())}"
    return f"{signed}.AA".encode()


def _changed() -> bytes:
    head, _, signature = samples.token().data.split(b".")
    return head + b"." + _part(_whole() | {"name": "심화"}).encode() + b"." + signature


def _twice() -> bytes:
    return write(HEADER, _whole() | {"vc": _document() | {"name": "심화"}})


TOKENS: dict[str, Entry] = {
    "jwt_alg_none.jwt": (_unsigned, "invalid", "proof", "proof.algorithm"),
    "jwt_alg_hs256.jwt": (_with_public_key_as_secret, "invalid", "proof", "proof.algorithm"),
    "jwt_alg_of_other_key.jwt": (header(alg="ES256"), "invalid", "key", "key.kind"),
    "jwt_alg_unsupported.jwt": (
        header(alg="ES512"), "unverifiable", "proof", "proof.unsupported",
    ),
    "jwt_header_crit.jwt": (
        header(crit=["b64"], b64=False), "invalid", "proof", "proof.header",
    ),
    "jwt_header_jku.jwt": (header(jku=f"{BASE}/jwks"), "invalid", "proof", "proof.header"),
    "jwt_header_typ.jwt": (header(typ="at+jwt"), "invalid", "proof", "proof.header"),
    "jwt_key_only_in_header.jwt": (
        header(kid=None, jwk=dict(RSA_SIGNER.public_jwk)), "unverifiable", "key", "key.embedded",
    ),
    "jwt_key_in_header_differs.jwt": (
        header(jwk={"kty": "RSA", "n": "AQAB", "e": "AQAB"}),
        "invalid", "key", "key.embedded_other",
    ),
    "jwt_key_unnamed.jwt": (header(kid=None), "invalid", "key", "key.unnamed"),
    "jwt_key_of_somebody_else.jwt": (
        header(kid="did:web:other.example.org#rsa-1"), "invalid", "key", "key.other_controller",
    ),
    "jwt_key_at_other_host.jwt": (
        header(kid="https://other.example.org/keys/1"), "invalid", "key", "key.other_controller",
    ),
    "jwt_key_not_listed.jwt": (
        header(kid=f"{samples.DID}#rsa-2"), "invalid", "key", "key.not_listed",
    ),
    "jwt_changed.jwt": (_changed, "invalid", "proof", "proof.broken"),
    "jwt_claim_of_other_issuer.jwt": (
        _claims(iss="did:web:other.example.org"), "invalid", "claims", "claims.differ",
    ),
    "jwt_claim_of_other_time.jwt": (_claims(nbf=0), "invalid", "claims", "claims.differ"),
    "jwt_two_credentials.jwt": (_twice, "invalid", "json", "jwt.two_credentials"),
    "jwt_padded.jwt": (
        lambda: samples.token().data[:-1] + b"_", "", "", "jwt.encoding",
    ),
}  # fmt: skip
