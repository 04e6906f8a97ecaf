"""Open Badges 2.0: a hosted or signed Assertion with its BadgeClass and its issuer.

Open Badges 2.0, "Verification". What the issuer serves at its own address is the truth for a hosted
badge; for a signed one, a key that the issuer lists. The issuer's profile is always asked for at its
own address: a copy inside of a badge could name any origin or key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from badges.openbadges import jwt, strict_json
from badges.openbadges.checks.document import objects
from badges.openbadges.checks.signature import Bearings
from badges.openbadges.datetimes import format_time, parse_time
from badges.openbadges.errors import AmbiguousDocument, KeyFormatError, Unreadable, Unresolvable
from badges.openbadges.identity import matches
from badges.openbadges.json_web_key import public_key_of, rsa_jwk
from badges.openbadges.keys import PublicKey
from badges.openbadges.report import Check, failed, not_checked, passed, warned
from badges.openbadges.structure import type_names

Known = Callable[[str], bool] | None
_REQUIRED = {
    "Assertion": ("id", "recipient", "badge", "verification", "issuedOn"),
    "BadgeClass": ("id", "name", "description", "image", "criteria", "issuer"),
    "Profile": ("id", "name"),
}
_TYPES = {
    "Assertion": frozenset({"Assertion"}),
    "BadgeClass": frozenset({"BadgeClass"}),
    "Profile": frozenset({"Profile", "Issuer"}),
}
# A copy may name them otherwise than the original without saying anything else.
_FREE = frozenset({"@context", "image"})


@dataclass(frozen=True, slots=True)
class _Chain:
    """An assertion, what it is for and who says so."""

    assertion: Mapping[str, Any]
    badge: Mapping[str, Any]
    issuer: Mapping[str, Any]


def check_legacy(
    document: Mapping[str, Any], token: jwt.Token | None, *, bearings: Bearings, known: Known
) -> list[Check]:
    """The checks of an Open Badges 2.0 Assertion, hosted or (with ``token``) signed."""
    checks = [
        warned("context", "context.open_badges_2"),
        passed("types", "types.assertion"),
    ]
    chain = _chain(document, bearings)
    if isinstance(chain, Check):
        return [*checks, chain]
    fault = next(_faults(chain), None)
    checks.append(fault or passed("schema", "schema.fits"))
    checks.append(_check_issuer(chain.issuer, known))
    if token is None:
        checks.append(_check_hosted(chain, bearings))
    else:
        checks += _check_signed(chain, token, bearings)
    checks.append(_check_dates(chain.assertion, bearings))
    checks.append(_check_status(chain, token, bearings))
    return checks


def check_legacy_recipient(document: Mapping[str, Any], *, recipient: str) -> Check:
    """Whether the assertion's IdentityObject names ``recipient`` (Open Badges 2.0, "Recipient")."""
    identity = document.get("recipient")
    if not isinstance(identity, Mapping):
        return not_checked("recipient", "recipient.not_comparable")
    named = {
        "identityHash": identity.get("identity"),
        "hashed": identity.get("hashed"),
        "salt": identity.get("salt", ""),
    }
    if matches(named, recipient):
        return passed("recipient", "recipient.matches")
    return failed("recipient", "recipient.other")


def _chain(document: Mapping[str, Any], bearings: Bearings) -> _Chain | Check:
    badge = document.get("badge")
    if isinstance(badge, str):
        badge = fetch(badge, bearings)
    if isinstance(badge, Check):
        return badge
    issuer = badge.get("issuer") if isinstance(badge, Mapping) else None
    address = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    if not isinstance(badge, Mapping) or not isinstance(address, str):
        return failed("schema", "structure.required", path="badge.issuer")
    profile = fetch(address, bearings)
    if isinstance(profile, Check):
        return profile
    if profile.get("id") != address:
        return failed("issuer", "issuer.no_profile")
    return _Chain(document, badge, profile)


def fetch(url: str, bearings: Bearings, id_: str = "issuer") -> Mapping[str, Any] | Check:
    """The JSON object at a web address, or why it could not be had."""
    if not url.startswith(("https://", "http://")):
        return not_checked(id_, "legacy.not_web", url=url)
    try:
        return strict_json.loads_object(bearings.resolver.resolve(url))
    except Unresolvable as error:
        return not_checked(id_, "legacy.unresolvable", url=url, reason=error.params["reason"])
    except (Unreadable, AmbiguousDocument):
        return not_checked(id_, "legacy.unreadable", url=url)


def _faults(chain: _Chain) -> Iterator[Check]:
    parts = (("Assertion", chain.assertion), ("BadgeClass", chain.badge), ("Profile", chain.issuer))
    for kind, part in parts:
        if not _TYPES[kind].intersection(type_names(part.get("type"))):
            yield failed("schema", "structure.missing_type", path=f"{kind}.type", value=kind)
        for name in _REQUIRED[kind]:
            if name not in part:
                yield failed("schema", "structure.required", path=f"{kind}.{name}")


def _check_issuer(issuer: Mapping[str, Any], known: Known) -> Check:
    name, id_ = str(issuer.get("name", "-")), str(issuer["id"])
    if known is None:
        return passed("issuer", "issuer.profile", issuer=name, id=id_)
    if known(id_):
        return passed("issuer", "issuer.known", issuer=name, id=id_)
    return warned("issuer", "issuer.unknown", issuer=name, id=id_)


def _check_hosted(chain: _Chain, bearings: Bearings) -> Check:
    url = chain.assertion.get("id")
    if not isinstance(url, str) or not _may_host(chain.issuer, url):
        return failed("proof", "legacy.other_host", url=url)
    hosted = fetch(url, bearings, "proof")
    if isinstance(hosted, Check):
        return hosted
    if hosted.get("revoked") is True:
        return passed("proof", "legacy.hosted", url=url)
    for name, value in chain.assertion.items():
        if name not in _FREE and hosted.get(name) != value:
            return failed("proof", "legacy.differs", field=name[:40])
    return passed("proof", "legacy.hosted", url=url)


def _may_host(issuer: Mapping[str, Any], url: str) -> bool:
    """Whether the issuer's verification policy covers this address; by default its own origin."""
    policy = next(iter(objects(issuer.get("verification"))), {})
    starts, origins = _texts(policy.get("startsWith")), _texts(policy.get("allowedOrigins"))
    if starts and not url.startswith(tuple(starts)):
        return False
    host = _host(url)
    if origins:
        return host in [origin.lower() for origin in origins]
    return bool(starts) or (host is not None and host == _host(str(issuer["id"])))


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        # "https://[" and the like.
        return None


def _texts(value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    # An empty prefix would cover the whole web.
    return [text for text in listed if isinstance(text, str) and text]


def _check_signed(chain: _Chain, token: jwt.Token, bearings: Bearings) -> list[Check]:
    if token.header.get("alg") != "RS256":
        algorithm = str(token.header.get("alg"))[:40]
        refused = failed("proof", "proof.algorithm", algorithm=algorithm)
        return [refused, not_checked("key", "key.no_proof")]
    key = _key(chain, bearings)
    if isinstance(key, Check):
        return [not_checked("proof", "proof.no_key"), key]
    found = passed("key", "key.found")
    if not jwt.holds(token.signature, token.signed, algorithm="RS256", key=key):
        return [failed("proof", "proof.broken"), found]
    return [passed("proof", "proof.holds", suite="RS256"), found]


def _key(chain: _Chain, bearings: Bearings) -> PublicKey | Check:
    """The key that the assertion names, if the issuer lists it and it is the issuer's."""
    verification = next(iter(objects(chain.assertion.get("verification"))), {})
    listed = chain.issuer.get("publicKey")
    entries = {
        str(entry.get("id") if isinstance(entry, Mapping) else entry): entry
        for entry in (listed if isinstance(listed, list) else [listed])
    }
    name = str(verification.get("creator", next(iter(entries), "-")))
    if name not in entries:
        return failed("key", "key.not_listed", method=name)
    entry = entries[name]
    document = entry if isinstance(entry, Mapping) else fetch(name, bearings, "key")
    if isinstance(document, Check):
        return document
    owner = str(document.get("owner"))
    if owner != chain.issuer["id"]:
        return failed("key", "key.other_controller", controller=owner, issuer=chain.issuer["id"])
    return _of_pem(document.get("publicKeyPem"))


def _of_pem(text: Any) -> PublicKey | Check:
    try:
        public = load_pem_public_key(str(text).encode("ascii", "replace"))
        return public_key_of(rsa_jwk(public) if isinstance(public, rsa.RSAPublicKey) else None)
    except (ValueError, KeyFormatError):
        return not_checked("key", "key.jwk")


def _check_dates(assertion: Mapping[str, Any], bearings: Bearings) -> Check:
    for name in ("issuedOn", "expires"):
        if name in assertion and parse_time(assertion[name]) is None:
            return failed("dates", "dates.malformed", field=name)
    start, end = parse_time(assertion.get("issuedOn")), parse_time(assertion.get("expires"))
    if start is not None and start > bearings.now:
        return failed("dates", "dates.not_yet", at=format_time(start))
    if end is not None and end < bearings.now:
        return failed("dates", "dates.expired", at=format_time(end))
    return passed("dates", "dates.valid")


def _check_status(chain: _Chain, token: jwt.Token | None, bearings: Bearings) -> Check:
    if token is None:
        # A revoked badge answers so at its own address; what cannot be had is the proof's trouble.
        hosted = fetch(str(chain.assertion.get("id")), bearings, "status")
        revoked = not isinstance(hosted, Check) and hosted.get("revoked") is True
        return failed("status", "status.revoked") if revoked else passed("status", "status.none")
    address = chain.issuer.get("revocationList")
    if address is None:
        return passed("status", "status.none")
    listed = fetch(str(address), bearings, "status")
    if isinstance(listed, Check):
        return listed
    entries = listed.get("revokedAssertions", [])
    names = [entry.get("id") if isinstance(entry, Mapping) else entry for entry in _list(entries)]
    if chain.assertion.get("id") in names:
        return failed("status", "status.revoked")
    return passed("status", "status.clear")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
