"""Reads about endorsements."""

from __future__ import annotations

from typing import TypeAlias
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from badges.enums import EndorsementState
from badges.models import Achievement, Credential, Endorsement, Issuer
from credcenter.kernel import clock
from credcenter.kernel.errors import NotFound

Target: TypeAlias = Issuer | Achievement | Credential
"""What can be endorsed."""

_COLUMNS = {Issuer: "issuer", Achievement: "achievement", Credential: "credential"}

_FOR_ANYONE = Q(credential=None) | Q(credential__shared_at__isnull=False)

MOST_EMBEDDED = 20
"""Endorsements inside one document, the newest: a verifier follows so many and no more."""


def stored() -> QuerySet[Endorsement]:
    """Endorsements with what a page names about them; the bytes stay behind."""
    return Endorsement.objects.select_related(
        "endorser", "issuer", "achievement", "version", "credential__version"
    ).defer("document", "credential__document", "credential__frozen")


def by_id(endorsement_id: UUID) -> Endorsement:
    """One endorsement, bytes included; NotFound."""
    found = stored().defer(None).filter(pk=endorsement_id).first()
    if found is None:
        raise NotFound(_("There is no such endorsement."), code="endorsement_unknown")
    return found


def standing_of(target: Target) -> list[Endorsement]:
    """The endorsements of something that were neither withdrawn nor have expired, newest first."""
    return list(_standing(stored()).filter(**_about(target)))


def around(credential: Credential) -> list[Endorsement]:
    """What stands about a credential, its achievement and its issuer: for whoever may read it."""
    about = Q(achievement=credential.achievement_id) | Q(issuer=credential.issuer_id)
    return list(_standing(stored()).filter(about | Q(credential=credential)))


def achievements_endorsed_by(endorser: Issuer) -> set[UUID]:
    """The ids of the achievements that the partner's live endorsements are about."""
    live = Endorsement.objects.filter(endorser=endorser, state=EndorsementState.SIGNED)
    found = live.filter(achievement__isnull=False).values_list("achievement", flat=True)
    return {each for each in found if each is not None}


def documents_for(target: Target, *, endorsed_id: str) -> list[bytes]:
    """The signed bytes of those that name the target by this very id, newest first."""
    rows = _standing(Endorsement.objects.all())
    rows = rows.filter(**_about(target), endorsed_id=endorsed_id)
    documents = rows.values_list("document", flat=True)[:MOST_EMBEDDED]
    return [bytes(document) for document in documents]


def given_by(endorser: Issuer) -> QuerySet[Endorsement]:
    """All that a partner ever signed, newest first."""
    return stored().filter(endorser=endorser)


def given_one(endorser: Issuer, endorsement_id: UUID) -> Endorsement:
    """One of a partner's own endorsements that was not withdrawn; NotFound for any other."""
    found = given_by(endorser).filter(pk=endorsement_id, state=EndorsementState.SIGNED).first()
    if found is None:
        raise NotFound(_("There is no such endorsement."), code="endorsement_unknown")
    return found


def public_of(endorser: Issuer) -> list[Endorsement]:
    """What stands of a partner's endorsements and anyone may read, newest first."""
    rows = _standing(stored()).filter(_FOR_ANYONE, endorser=endorser)
    return list(rows)


def public_document(endorsement_id: UUID) -> bytes | None:
    """The signed bytes that anyone may read: not those about a credential that is not shared."""
    rows = Endorsement.objects.filter(_FOR_ANYONE, pk=endorsement_id)
    document = rows.values_list("document", flat=True).first()
    return None if document is None else bytes(document)


def is_endorsed(target: Target, *, by: Issuer) -> bool:
    """Whether the partner's endorsement of something stands, expired or not."""
    live = Endorsement.objects.filter(endorser=by, state=EndorsementState.SIGNED)
    return live.filter(**_about(target)).exists()


def is_known(sha256: str) -> bool:
    """Whether these very bytes are stored already, withdrawn or not."""
    return Endorsement.objects.filter(document_sha256=sha256).exists()


def _about(target: Target) -> dict[str, Target]:
    return {_COLUMNS[type(target)]: target}


def _standing(rows: QuerySet[Endorsement]) -> QuerySet[Endorsement]:
    in_force = Q(valid_until=None) | Q(valid_until__gt=clock.now())
    return rows.filter(in_force, state=EndorsementState.SIGNED)
