"""The centre's own public documents, found by the address under which others know them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from badges.enums import KeyKind, KeyState
from badges.models import (
    AchievementVersion,
    Credential,
    Issuer,
    LearnerRecord,
    SigningKey,
    StatusList,
)
from badges.openbadges.errors import KeyFormatError
from badges.openbadges.keys import JsonWebKey, VerificationKey, did_key, did_web_url
from badges.selectors import hosting, issuers
from badges.selectors.achievements import whole_versions


class OwnDid(NamedTuple):
    """A DID under which is signed here, and the id of the issuer that it names."""

    did: str
    issuer_id: int


def own_dids() -> dict[str, int]:
    """Every DID that the centre or a partner signed with here, and the id of the issuer whose it is.

    Those under the centre's address now, and those under the addresses it had before.
    """
    published = (key for key in published_keys() if key.kind == KeyKind.ED25519)
    keys = [key for key in published if key.state != KeyState.CREATED]
    former = dict(StatusList.objects.values_list("issuer_did", "issuer").distinct())
    bare = {did_key(key.name): key.issuer_id for key in keys}
    return former | bare | {issuers.did_of(key): key.issuer_id for key in keys}


def known_dids() -> set[str]:
    """The DIDs of those whom the centre knows: its own, and those of partners with own software."""
    outside = Issuer.objects.exclude(outside_did="").values_list("outside_did", flat=True)
    return set(own_dids()).union(outside)


def registered(issuer_id: str) -> Issuer | None:
    """Whom the centre knows by the id that a credential names as its issuer: itself, or a partner."""
    key = own_dids().get(issuer_id)
    if key is not None:
        return Issuer.objects.filter(pk=key).first()
    outside = Issuer.objects.exclude(outside_did="").filter(outside_did=issuer_id).first()
    # Open Badges 2.0 names an issuer by the address of its profile.
    by_address = (
        each for each in Issuer.objects.all() if hosting.issuer_address(each.slug) == issuer_id
    )
    return outside or next(by_address, None)


def own_did_at(url: str) -> OwnDid | None:
    """The `did:web` of ours whose document lies at a URL, or None."""
    for did, issuer_id in own_dids().items():
        if did.startswith("did:web:") and _document_url(did) == url:
            return OwnDid(did, issuer_id)
    return None


def published_keys(*, issuer_id: int | None = None) -> list[SigningKey]:
    """Every key, of one issuer or of all: the next one too, and the compromised, which the issuer's documents name."""
    rows = _published()
    return list(rows if issuer_id is None else rows.filter(issuer=issuer_id))


def key_by_name(name: str) -> SigningKey | None:
    """One of the published keys."""
    return _published().filter(name=name).first()


def verification_key(key: SigningKey) -> VerificationKey | JsonWebKey:
    """A key as a DID document lists it: a compromised one as revoked, a retired one as before."""
    revoked = key.retired_at if key.state == KeyState.COMPROMISED else None
    if key.kind == KeyKind.RSA:
        return JsonWebKey(name=key.name, public_jwk=key.public_jwk, revoked=revoked)
    return VerificationKey(public_key_multibase=key.name, revoked=revoked)


def status_list_at(url: str) -> UUID | None:
    """The id of the status list that our credentials name by this URL."""
    return StatusList.objects.filter(url=url).values_list("pk", flat=True).first()


def credential_document(credential_id: UUID, *, shared_only: bool) -> bytes | None:
    """The signed bytes of a credential, or None."""
    rows = Credential.objects.filter(pk=credential_id).exclude(document_sha256="")
    if shared_only:
        rows = rows.filter(shared_at__isnull=False)
    document = rows.values_list("document", flat=True).first()
    return None if document is None else bytes(document)


def newest_version(achievement_id: UUID) -> AchievementVersion | None:
    """The current wording of an achievement, whole."""
    return whole_versions().filter(achievement_id=achievement_id).order_by("-number").first()


def issuer_by_slug(slug: str) -> Issuer | None:
    return Issuer.objects.filter(slug=slug).first()


def artwork_name(sha256: str) -> str | None:
    """Where the storage keeps a published badge image."""
    versions = AchievementVersion.objects.filter(artwork_sha256=sha256)
    records = LearnerRecord.objects.filter(artwork_sha256=sha256)
    kept: Iterable[QuerySet[Any]] = (versions, records)
    names = (rows.values_list("artwork", flat=True).first() for rows in kept)
    return next((name for name in names if name), None)


def _published() -> QuerySet[SigningKey]:
    return SigningKey.objects.select_related("issuer").order_by("id")


def _document_url(did: str) -> str | None:
    try:
        return did_web_url(did)
    except KeyFormatError:
        return None
