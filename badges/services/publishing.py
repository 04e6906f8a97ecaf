"""The centre's public documents: DID document, keys, issuer profile, achievements.

What it serves to others and what its own verifier reads are the same bytes: a document of ours is
never fetched from ourselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from badges.adapters import keystore
from badges.enums import KeyKind, KeyState, TokenAlgorithm
from badges.models import AchievementVersion, Issuer, SigningKey
from badges.openbadges import keys
from badges.openbadges.contexts import ISSUED
from badges.openbadges.credential import achievement_members
from badges.selectors import documents, endorsements, issuers, records, tokens
from badges.selectors.endorsements import Target
from badges.services import building, hosting, minting, sharing
from badges.services.status_publishing import current_document
from credcenter.kernel.errors import NotFound, PermissionRefused

# RFC 8037 section 3.1, RFC 7518 section 3.1.
_ALGORITHMS = {KeyKind.ED25519: "EdDSA", KeyKind.P256: "ES256", KeyKind.RSA: "RS256"}
_UUID = r"(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"


def did_document() -> dict[str, Any]:
    """The DID document of the centre's current DID, with all keys that it ever signed with."""
    return _current_did_document(issuers.the_issuer())


def partner_did_document(slug: str) -> dict[str, Any]:
    """The same of a partner; NotFound, for the centre's own slug too: its DID lies at the root."""
    issuer = documents.issuer_by_slug(slug)
    if issuer is None or not issuer.is_partner:
        raise NotFound(_("There is no such issuer."), code="issuer_unknown")
    return _current_did_document(issuer)


def key_set() -> dict[str, Any]:
    """The centre's keys that can be relied on as a JWK set (RFC 7517 section 5), for verifiers of JWTs."""
    published = documents.published_keys(issuer_id=issuers.the_issuer().pk)
    return {"keys": [_jwk(key) for key in published if _is_trusted(key)]}


def bare_key(name: str) -> dict[str, str]:
    """One JWK by its name; NotFound. 1EdTech's validator reads `kty` at the top level.

    A JWK has no word for "revoked" that verifiers know, so a compromised key is not given out.
    """
    # PostgreSQL would stumble over a NUL.
    key = documents.key_by_name(name) if keystore.is_name(name) else None
    if key is None:
        raise NotFound(_("There is no such key."), code="key_unknown")
    if not _is_trusted(key):
        message = _("This key was compromised. Nothing that it signed can be relied on.")
        raise NotFound(message, code="key_compromised")
    return _jwk(key)


def issuer_profile(issuer: Issuer) -> dict[str, Any]:
    """The issuer as an OB 3.0 Profile, with the endorsements that stand."""
    profile: dict[str, Any] = {
        "@context": list(ISSUED),
        "id": issuers.did_of(issuers.active_key(issuer)),
        "type": ["Profile"],
        "name": issuer.name.both(),
        "url": issuer.url or f"{settings.CREDCENTER_BASE_URL}/issuers/{issuer.slug}",
        "email": issuer.email,
        "description": issuer.description.both(),
    }
    said = {name: value for name, value in profile.items() if value}
    return said | _endorsed(issuer, endorsed_id=profile["id"])


def achievement_document(version: AchievementVersion) -> dict[str, Any]:
    """An achievement's current wording as an OB 3.0 Achievement, with the endorsements that stand."""
    published = building.achievement(
        version,
        url=minting.address_of("achievements", str(version.achievement_id)),
        artwork_url=minting.artwork_address(version.artwork_sha256),
    )
    document = {"@context": list(ISSUED), **achievement_members(published)}
    return document | _endorsed(version.achievement, endorsed_id=published.id)


def own_document(url: str) -> bytes | None:
    """The document of ours at a URL, as anyone would get it; None when there is none for anyone."""
    list_id = documents.status_list_at(url)
    if list_id is not None:
        return current_document(list_id)[0]
    own = documents.own_did_at(url)
    if own is not None:
        return _bytes(_did_document(own.did, issuer_id=own.issuer_id))
    base = f"{settings.CREDCENTER_BASE_URL}/"
    return _at_path(url.removeprefix(base)) if url.startswith(base) else None


def is_own_address(url: str) -> bool:
    """Whether a URL leads to this centre, where there is nothing to fetch but what we hold."""
    return f"{url}/".startswith(f"{settings.CREDCENTER_BASE_URL}/")


def _at_path(path: str) -> bytes | None:
    for pattern, find in _PATHS:
        match = re.fullmatch(pattern, path)
        if match is not None:
            return find(match)
    return None


def _shared_credential(match: re.Match[str]) -> bytes | None:
    credential_id = UUID(match["id"])
    document = documents.credential_document(credential_id, shared_only=True)
    return None if document is None else _in_form(credential_id, document, match)


def _shared_record(match: re.Match[str]) -> bytes | None:
    record_id = UUID(match["id"])
    document = records.shared_document(record_id)
    asked = _algorithm_asked_for(match)
    if document is None or asked is None:
        return document
    return records.token_bytes(record_id, algorithm=asked) or document


def _assertion(match: re.Match[str]) -> bytes | None:
    # A revoked one is served with 410, and says by itself that it is.
    return _hosted(lambda: hosting.assertion(UUID(match["id"])).document)


def _badge_class(match: re.Match[str]) -> bytes | None:
    return _hosted(lambda: hosting.badge_class(UUID(match["id"]), int(match["number"])))


def _legacy_issuer(match: re.Match[str]) -> bytes | None:
    return _hosted(lambda: hosting.issuer(match["id"]))


def _hosted(find: Callable[[], dict[str, Any]]) -> bytes | None:
    try:
        return _bytes(find())
    except NotFound:
        return None


def _linked(match: re.Match[str]) -> bytes | None:
    try:
        opened = sharing.open_whole(match["id"])
    except (NotFound, PermissionRefused):
        return None
    if isinstance(opened, sharing.OpenedRecord):
        return bytes(opened.record.document)
    credential = opened.credential
    return _in_form(credential.pk, bytes(credential.document), match)


def _in_form(credential_id: UUID, document: bytes, match: re.Match[str]) -> bytes:
    """The stored token at the address of a JWT, else the signed bytes, which every image carries.

    No token is signed for a verification: what nobody has fetched yet is the credential itself.
    """
    asked = _algorithm_asked_for(match)
    if asked is None:
        return document
    return tokens.token_bytes(credential_id, algorithm=asked) or document


def _algorithm_asked_for(match: re.Match[str]) -> TokenAlgorithm | None:
    """Which token lies at the address; None when it is another form, or asks for what nobody knows."""
    if not (match["form"] or "").endswith("jwt"):
        return None
    asked = parse_qs(match["query"] or "").get("alg", [TokenAlgorithm.RS256])[0]
    return TokenAlgorithm(asked) if asked in TokenAlgorithm.values else None


def _achievement(match: re.Match[str]) -> bytes | None:
    version = documents.newest_version(UUID(match["id"]))
    return None if version is None else _bytes(achievement_document(version))


def _endorsement(match: re.Match[str]) -> bytes | None:
    return endorsements.public_document(UUID(match["id"]))


def _issuer(match: re.Match[str]) -> bytes | None:
    issuer = documents.issuer_by_slug(match["id"])
    return None if issuer is None else _bytes(issuer_profile(issuer))


def _key(match: re.Match[str]) -> bytes | None:
    try:
        return _bytes(bare_key(match["id"]))
    except NotFound:
        return None


_LINK = r"(?P<id>[A-Za-z0-9_-]{16,64})"
_QUERY = r"(?:\?(?P<query>.*))?"
_PATHS: tuple[tuple[str, Callable[[re.Match[str]], bytes | None]], ...] = (
    (rf"credentials/{_UUID}(?P<form>\.(?:json|jwt|png|svg))?{_QUERY}", _shared_credential),
    (rf"records/{_UUID}(?P<form>\.(?:json|jwt|png|svg))?{_QUERY}", _shared_record),
    (
        rf"s/{_LINK}(?P<form>/credential\.(?:json|jwt)|/badge\.(?:png|svg))?{_QUERY}",
        _linked,
    ),
    (rf"achievements/{_UUID}", _achievement),
    (rf"ob2/assertions/{_UUID}\.json", _assertion),
    (rf"ob2/badges/{_UUID}/(?P<number>[1-9][0-9]{{0,8}})\.json", _badge_class),
    (r"ob2/issuers/(?P<id>[A-Za-z0-9_-]+)\.json", _legacy_issuer),
    (rf"endorsements/{_UUID}(?:\.json)?", _endorsement),
    (r"issuers/(?P<id>[A-Za-z0-9_-]+)", _issuer),
    (r"keys/(?P<id>[A-Za-z0-9_-]+)", _key),
)


def _endorsed(target: Target, *, endorsed_id: str) -> dict[str, Any]:
    """The signed endorsements of something under the id that it has in the same document."""
    signed = endorsements.documents_for(target, endorsed_id=endorsed_id)
    return {"endorsement": [json.loads(each) for each in signed]} if signed else {}


def _current_did_document(issuer: Issuer) -> dict[str, Any]:
    return _did_document(issuers.did_of(issuers.active_key(issuer)), issuer_id=issuer.pk)


def _did_document(did: str, *, issuer_id: int) -> dict[str, Any]:
    """A `did:web` lists all keys of its issuer, past and present, and nobody else's.

    A `did:key` is one key and can have no other.
    """
    published = documents.published_keys(issuer_id=issuer_id)
    if did.startswith("did:key:"):
        published = [key for key in published if did == f"did:key:{key.name}"]
    return keys.did_document(did, map(documents.verification_key, published))


def _is_trusted(key: SigningKey) -> bool:
    return key.state != KeyState.COMPROMISED


def _jwk(key: SigningKey) -> dict[str, str]:
    """With `iss`, 1EdTech's way to say whose key it is where a host has several issuers."""
    jwk = {
        **key.public_jwk,
        "kid": f"{settings.CREDCENTER_BASE_URL}/keys/{key.name}",
        "alg": _ALGORITHMS[KeyKind(key.kind)],
        "use": "sig",
    }
    return jwk | ({"iss": issuers.did_of(key)} if issuers.signs_as_did_web() else {})


def _bytes(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()
