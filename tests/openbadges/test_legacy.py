"""Open Badges 2.0: our export verifies, hosted, signed and baked; what others would fake does not."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from badges.openbadges import (
    ImageError,
    InvalidCredential,
    SignedCredential,
    bake,
    legacy_assertion,
    legacy_badge_class,
    legacy_issuer,
    unbake,
)
from tests.openbadges import samples
from tests.openbadges.bad_tokens import write
from tests.openbadges.samples import BASE, Library, report_on

ASSERTION_URL, BADGE_URL = f"{BASE}/ob2/assertions/1", f"{BASE}/ob2/badges/7"
ISSUER_URL, KEY_URL, LIST_URL = f"{BASE}/ob2/issuer", f"{BASE}/ob2/key", f"{BASE}/ob2/revoked"
MAIL = "kim@example.ac.kr"
WHOLE = samples.credential()
ASSERTION = legacy_assertion(WHOLE, url=ASSERTION_URL, badge_url=BADGE_URL)
BADGE = legacy_badge_class(WHOLE.subject.achievement, url=BADGE_URL, issuer_url=ISSUER_URL)
ISSUER = legacy_issuer(WHOLE.issuer, url=ISSUER_URL)
SIGNED = ASSERTION | {
    "id": "urn:uuid:88888888-8888-4888-8888-888888888888",
    "verification": {"type": "SignedBadge", "creator": KEY_URL},
}
PEM = (
    load_pem_private_key((samples.VECTORS / "keys" / "rs256.pem").read_bytes(), None)
    .public_key()
    .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    .decode()
)
CURVE_PEM = (
    ec.derive_private_key(7, ec.SECP256R1())
    .public_key()
    .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    .decode()
)
KEY = {"type": "CryptographicKey", "id": KEY_URL, "owner": ISSUER_URL, "publicKeyPem": PEM}


def _library(**changes: Any) -> Library:
    """What the issuer serves; a change of None makes it unreachable."""
    documents = {
        ASSERTION_URL: ASSERTION,
        BADGE_URL: BADGE,
        ISSUER_URL: ISSUER | {"publicKey": KEY_URL, "revocationList": LIST_URL},
        KEY_URL: KEY,
        LIST_URL: {"type": "RevocationList", "id": LIST_URL, "revokedAssertions": []},
    }
    names = {
        "assertion": ASSERTION_URL, "badge": BADGE_URL, "issuer": ISSUER_URL, "key": KEY_URL,
        "revoked": LIST_URL,
    }  # fmt: skip
    library = Library()
    for url, document in (documents | {names[name]: new for name, new in changes.items()}).items():
        if document is not None:
            library.holding(url, document)
    return library


def _token(assertion: dict[str, Any] = SIGNED, **header: Any) -> bytes:
    return write({"alg": "RS256"} | header, assertion)


def test_our_export_is_verified_where_it_is_hosted() -> None:
    report = report_on(ASSERTION, resolver=_library(), recipient=MAIL)
    assert report.verdict == "verified"
    assert {check.outcome for check in report.checks} == {"passed", "warning"}
    assert report.check("proof").code == "legacy.hosted"
    assert report.check("recipient").outcome == "passed"


def test_a_signed_one_is_verified_by_the_issuers_key() -> None:
    report = report_on(_token(), resolver=_library())
    assert (report.verdict, report.check("proof").params["suite"]) == ("verified", "RS256")
    assert report.check("status").code == "status.clear"


@pytest.mark.parametrize(
    ("known", "outcome"), [(lambda _: True, "passed"), (lambda _: False, "warning")]
)
def test_the_issuer_may_be_known_or_not(known: Any, outcome: str) -> None:
    report = report_on(ASSERTION, resolver=_library(), known_issuers=known)
    assert (report.verdict, report.check("issuer").outcome) == ("verified", outcome)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def _png(*chunks: bytes) -> bytes:
    art = samples.png()
    return art[:33] + b"".join(chunks) + art[33:]


def _svg(verify: str, body: bytes = b"") -> bytes:
    return (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org">'
        b'<openbadges:assertion verify="' + verify.encode() + b'">' + body
        + b"</openbadges:assertion></svg>"
    )  # fmt: skip


JSON = json.dumps(ASSERTION).encode()
BAKED = {
    "iTXt with JSON": _png(_chunk(b"iTXt", b"openbadges\0\0\0\0\0" + JSON)),
    "iTXt with JWS": _png(_chunk(b"iTXt", b"openbadges\0\0\0\0\0" + _token())),
    "tEXt with JSON": _png(_chunk(b"tEXt", b"openbadges\0" + JSON)),
    "tEXt with address": _png(_chunk(b"tEXt", b"openbadges\0" + ASSERTION_URL.encode())),
    "SVG with JSON": _svg(ASSERTION_URL, b"<![CDATA[" + JSON + b"]]>"),
    "SVG with address": _svg(ASSERTION_URL),
    "SVG with JWS": _svg(_token().decode()),
}


@pytest.mark.parametrize("case", BAKED)
def test_each_way_to_bake_is_read(case: str) -> None:
    assert report_on(BAKED[case], resolver=_library()).verdict == "verified"


def test_what_we_bake_is_read_as_an_older_badge() -> None:
    baked = bake(samples.png(), SignedCredential(ASSERTION, JSON, "")).data
    assert unbake(baked) == JSON
    assert report_on(baked, resolver=_library()).verdict == "verified"


def test_an_address_that_does_not_answer_leaves_it_open() -> None:
    report = report_on(BAKED["tEXt with address"], resolver=_library(assertion=None))
    assert (report.verdict, report.check("json").code) == ("unverifiable", "legacy.unresolvable")


def test_the_newer_badge_of_a_picture_comes_first() -> None:
    newer = _chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0" + samples.signed().data)
    older = _chunk(b"iTXt", b"openbadges\0\0\0\0\0" + JSON)
    assert unbake(_png(older, newer)) == samples.signed().data
    with pytest.raises(ImageError) as refused:
        unbake(_png(older, older))
    assert refused.value.code == "png.two_credentials"


@pytest.mark.parametrize(
    ("changes", "verdict", "check", "code"),
    [
        ({"assertion": None}, "unverifiable", "proof", "legacy.unresolvable"),
        ({"assertion": b"<html>"}, "unverifiable", "proof", "legacy.unreadable"),
        (
            {"assertion": {"id": ASSERTION_URL, "revoked": True}},
            "invalid", "status", "status.revoked",
        ),
        (
            {"assertion": ASSERTION | {"issuedOn": "2020-01-01T00:00:00Z"}},
            "invalid", "proof", "legacy.differs",
        ),
        ({"badge": None}, "unverifiable", "issuer", "legacy.unresolvable"),
        ({"issuer": None}, "unverifiable", "issuer", "legacy.unresolvable"),
        ({"issuer": ISSUER | {"id": "urn:x"}}, "invalid", "issuer", "issuer.no_profile"),
        ({"badge": BADGE | {"type": "Other"}}, "invalid", "schema", "structure.missing_type"),
        ({"badge": {"id": BADGE_URL}}, "invalid", "schema", "structure.required"),
        (
            {"badge": {name: BADGE[name] for name in BADGE if name != "criteria"}},
            "invalid", "schema", "structure.required",
        ),
        ({"badge": BADGE | {"issuer": "urn:x"}}, "unverifiable", "issuer", "legacy.not_web"),
        (
            {"issuer": ISSUER | {"verification": {"startsWith": f"{BASE}/other/"}}},
            "invalid", "proof", "legacy.other_host",
        ),
        (
            {"issuer": ISSUER | {"verification": {"allowedOrigins": "badges.other.kr"}}},
            "invalid", "proof", "legacy.other_host",
        ),
        (
            {"issuer": ISSUER | {"verification": {"startsWith": [f"{BASE}/ob2/", ""]}}},
            "verified", "proof", "legacy.hosted",
        ),
    ],
)  # fmt: skip
def test_a_hosted_one(changes: dict[str, Any], verdict: str, check: str, code: str) -> None:
    report = report_on(ASSERTION, resolver=_library(**changes))
    assert (report.verdict, report.check(check).code) == (verdict, code)


def test_an_address_without_a_proper_host_is_nobodys() -> None:
    report = report_on(ASSERTION | {"id": "https://[1"}, resolver=_library())
    assert (report.verdict, report.check("proof").code) == ("invalid", "legacy.other_host")


def test_another_host_cannot_speak_for_the_issuer() -> None:
    elsewhere = "https://evil.example.org/1"
    forged = ASSERTION | {"id": elsewhere, "badge": BADGE | {"issuer": ISSUER}}
    policy = {"allowedOrigins": ["evil.example.org"]}
    forged["badge"]["issuer"] = ISSUER | {"verification": policy}
    report = report_on(forged, resolver=_library().holding(elsewhere, forged))
    assert (report.verdict, report.check("proof").code) == ("invalid", "legacy.other_host")


OTHER_KEY = f"{BASE}/ob2/other-key"
WITH_KEY = ISSUER | {"publicKey": KEY_URL}


@pytest.mark.parametrize(
    ("token", "changes", "verdict", "check", "code"),
    [
        (_token(alg="none"), {}, "invalid", "proof", "proof.algorithm"),
        (_token(alg="HS256"), {}, "invalid", "proof", "proof.algorithm"),
        (_token()[:-4] + b"AAAA", {}, "invalid", "proof", "proof.broken"),
        (
            _token(SIGNED | {"verification": {"creator": OTHER_KEY}}),
            {}, "invalid", "key", "key.not_listed",
        ),
        (_token(), {"issuer": ISSUER}, "invalid", "key", "key.not_listed"),
        (
            _token(), {"key": KEY | {"owner": "https://x.kr"}},
            "invalid", "key", "key.other_controller",
        ),
        (_token(), {"key": KEY | {"publicKeyPem": "x"}}, "unverifiable", "key", "key.jwk"),
        (_token(), {"key": None}, "unverifiable", "key", "legacy.unresolvable"),
        (_token(), {"revoked": None}, "unverifiable", "status", "legacy.unresolvable"),
        (
            _token(), {"revoked": {"revokedAssertions": [{"id": SIGNED["id"]}]}},
            "invalid", "status", "status.revoked",
        ),
        (
            _token(), {"revoked": {"revokedAssertions": SIGNED["id"]}},
            "invalid", "status", "status.revoked",
        ),
        (_token(), {"issuer": WITH_KEY}, "verified", "status", "status.none"),
        (
            _token(SIGNED | {"verification": {}}), {"issuer": ISSUER | {"publicKey": []}},
            "invalid", "key", "key.not_listed",
        ),
        (_token(), {"key": KEY | {"publicKeyPem": CURVE_PEM}}, "unverifiable", "key", "key.jwk"),
        (_token(), {"issuer": ISSUER | {"publicKey": KEY}}, "verified", "key", "key.found"),
    ],
)  # fmt: skip
def test_a_signed_one(
    token: bytes, changes: dict[str, Any], verdict: str, check: str, code: str
) -> None:
    report = report_on(token, resolver=_library(**changes))
    assert (report.verdict, report.check(check).code) == (verdict, code)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"expires": "2026-11-23T08:59:59Z"}, "dates.expired"),
        ({"issuedOn": "2026-11-23T09:00:01Z"}, "dates.not_yet"),
        ({"issuedOn": 1262304000}, "dates.malformed"),
    ],
)
def test_dates(change: dict[str, Any], code: str) -> None:
    changed = ASSERTION | change
    report = report_on(changed, resolver=_library(assertion=changed))
    assert (report.verdict, report.check("dates").code) == ("invalid", code)


@pytest.mark.parametrize(
    ("recipient", "identity", "code"),
    [
        ("lee@example.ac.kr", ASSERTION["recipient"], "recipient.other"),
        (MAIL, MAIL, "recipient.not_comparable"),
        (MAIL, {"type": "email", "hashed": False, "identity": MAIL}, "recipient.matches"),
    ],
)
def test_recipients(recipient: str, identity: Any, code: str) -> None:
    changed = ASSERTION | {"recipient": identity}
    report = report_on(changed, resolver=_library(assertion=changed), recipient=recipient)
    assert report.check("recipient").code == code


def test_an_assertion_of_nothing_is_invalid() -> None:
    report = report_on(ASSERTION | {"badge": 7}, resolver=_library())
    assert (report.verdict, report.check("schema").code) == ("invalid", "structure.required")


def test_the_export_says_what_the_credential_says() -> None:
    assert ASSERTION["issuedOn"] == "2026-11-21T09:00:00Z"
    assert ASSERTION["expires"] == "2027-11-23T09:00:00Z"
    assert ASSERTION["recipient"]["identity"].startswith("sha256$")
    assert (BADGE["name"], BADGE["tags"]) == (WHOLE.name, ["data", "AI", "복지"])
    assert BADGE["alignment"][0]["targetCode"] == "2001020201_19v4"
    assert (ISSUER["email"], ISSUER["telephone"]) == ("badges@example.ac.kr", "+82-2-1234-5678")


def test_what_2_0_requires_has_to_be_there() -> None:
    numbered = samples.subject().identifier[1:]
    unnamed = replace(WHOLE, subject=samples.subject(identifier=numbered))
    refusals = {
        "structure.required": lambda: legacy_issuer(samples.simple().issuer, url=ISSUER_URL),
        "build.legacy_address": lambda: legacy_issuer(WHOLE.issuer, url="http://a.kr/1"),
        "build.legacy_recipient": lambda: legacy_assertion(
            unnamed, url=ASSERTION_URL, badge_url=BADGE_URL
        ),
    }
    for code, attempt in refusals.items():
        with pytest.raises(InvalidCredential) as refused:
            attempt()
        assert refused.value.code == code
