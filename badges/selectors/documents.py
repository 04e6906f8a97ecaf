"""The centre's own public documents, found by the address under which others know them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from badges.enums import KeyState
from badges.models import AchievementVersion, Credential, Issuer, SigningKey, StatusList
from badges.openbadges.errors import KeyFormatError
from badges.openbadges.keys import VerificationKey, did_key, did_web_url
from badges.selectors import issuers
from badges.selectors.achievements import whole_versions


def own_dids() -> set[str]:
    """Every DID that the centre signed with: under its address now, and under those it had before."""
    keys = list(_keys_that_signed())
    former = StatusList.objects.values_list("issuer_did", flat=True).distinct()
    bare = {did_key(key.public_key_multibase) for key in keys}
    return bare.union(former, (issuers.did_of(key) for key in keys))


def own_did_at(url: str) -> str | None:
    """The `did:web` of ours whose document lies at a URL, or None."""
    for did in own_dids():
        if did.startswith("did:web:") and _document_url(did) == url:
            return did
    return None


def published_keys() -> list[VerificationKey]:
    """The keys of our DID documents. A compromised one stays listed, as revoked."""
    return [_published(key) for key in _keys_that_signed()]


def key_by_name(public_key_multibase: str) -> SigningKey | None:
    """A key that ever signed, by its public half."""
    return _keys_that_signed().filter(public_key_multibase=public_key_multibase).first()


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


def _keys_that_signed() -> QuerySet[SigningKey]:
    return SigningKey.objects.exclude(state=KeyState.CREATED)


def _published(key: SigningKey) -> VerificationKey:
    is_compromised = key.state == KeyState.COMPROMISED
    return VerificationKey(
        public_key_multibase=key.public_key_multibase,
        revoked=key.retired_at if is_compromised else None,
    )


def _document_url(did: str) -> str | None:
    try:
        return did_web_url(did)
    except KeyFormatError:
        return None
