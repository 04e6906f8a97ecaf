"""The centre's own public documents, found by the address under which others know them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from badges.enums import KeyKind, KeyState
from badges.models import AchievementVersion, Credential, Issuer, SigningKey, StatusList
from badges.openbadges.errors import KeyFormatError
from badges.openbadges.keys import JsonWebKey, VerificationKey, did_key, did_web_url
from badges.selectors import issuers
from badges.selectors.achievements import whole_versions


def own_dids() -> set[str]:
    """Every DID that the centre signed with: under its address now, and under those it had before."""
    keys = [key for key in published_keys() if key.kind == KeyKind.ED25519]
    former = StatusList.objects.values_list("issuer_did", flat=True).distinct()
    bare = {did_key(key.name) for key in keys}
    return bare.union(former, (issuers.did_of(key) for key in keys))


def own_did_at(url: str) -> str | None:
    """The `did:web` of ours whose document lies at a URL, or None."""
    for did in own_dids():
        if did.startswith("did:web:") and _document_url(did) == url:
            return did
    return None


def published_keys() -> list[SigningKey]:
    """Every key that could sign at some time, the compromised ones too: its documents say which."""
    return list(_published())


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
    return versions.values_list("artwork", flat=True).first()


def _published() -> QuerySet[SigningKey]:
    return SigningKey.objects.exclude(state=KeyState.CREATED).order_by("id")


def _document_url(did: str) -> str | None:
    try:
        return did_web_url(did)
    except KeyFormatError:
        return None
