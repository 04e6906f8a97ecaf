"""Reads about issued credentials."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from badges.enums import CredentialState, KeyState, RequestState, RevocationReason
from badges.models import Credential, IssuanceRequest, LearnerRecord, ShareLink
from badges.selectors.succession import latest_of
from credcenter.kernel import clock
from credcenter.kernel.errors import NotFound
from learners.models import Learner
from learners.selectors.profiles import chunks


def stored() -> QuerySet[Credential]:
    """Credentials with signed bytes, and what a page names about them; the bytes themselves stay behind."""
    return (
        Credential.objects.exclude(state=CredentialState.MINTED)
        .select_related("learner", "achievement", "version", "issuer")
        .defer("document", "frozen")
    )


def of_learner(learner: Learner) -> QuerySet[Credential]:
    """A learner's wallet, newest award first."""
    return stored().filter(learner=learner).order_by("-awarded_on", "-minted_at")


def in_force(learner: Learner) -> QuerySet[Credential]:
    """What a learner holds that is good now, bytes included, oldest award first.

    Not revoked, not past its end, not replaced by a newer one, not signed with a compromised key.
    """
    is_current = Q(superseded_by__isnull=True) | Q(superseded_by__state=CredentialState.MINTED)
    is_lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=clock.now())
    rows = stored().defer(None).select_related("signing_key", "supersedes")
    rows = rows.filter(is_current, is_lasting, learner=learner, state=CredentialState.ISSUED)
    rows = rows.exclude(signing_key__state=KeyState.COMPROMISED)
    return rows.order_by("awarded_on", "minted_at", "pk")


def every_document(*, sample: int | None = None) -> Iterator[tuple[UUID, bytes, bool]]:
    """Id, signed bytes, and whether it is good now, of every stored credential; or of a sample spread over them."""
    rows = Credential.objects.exclude(state=CredentialState.MINTED).order_by("pk")
    rows = rows.annotate(
        is_good=ExpressionWrapper(
            Q(state=CredentialState.ISSUED)
            & (Q(valid_until__isnull=True) | Q(valid_until__gt=clock.now()))
            & ~Q(signing_key__state=KeyState.COMPROMISED),
            output_field=BooleanField(),
        )
    )
    count = rows.count()
    step = max(1, count // sample) if sample else 1
    found = rows.values_list("pk", "document", "is_good").iterator(chunk_size=500)
    for credential_id, document, is_good in islice(found, 0, None, step):
        yield credential_id, bytes(document), is_good


def by_id(credential_id: UUID) -> Credential:
    """One stored credential, bytes included; NotFound."""
    credential = stored().defer(None).filter(pk=credential_id).first()
    if credential is None:
        raise NotFound(_("There is no such credential."), code="credential_unknown")
    return credential


def shared_by_id(credential_id: UUID) -> Credential:
    """One stored credential whose page is open to anyone; NotFound for any other."""
    credential = by_id(credential_id)
    if credential.shared_at is None:
        raise NotFound(_("There is no such credential."), code="credential_unknown")
    return credential


def of_requests(request_ids: Iterable[UUID]) -> dict[UUID, Credential]:
    """The issued credentials of requests by request, with bytes and artefacts, some hundreds at once."""
    rows = stored().defer(None).filter(request__in=list(request_ids), state=CredentialState.ISSUED)
    return {each.request_id: each for each in rows.prefetch_related("artefacts")}


def of_user(user_id: int) -> QuerySet[Credential]:
    """The wallet of the learner who signs in as this user; empty for anybody else."""
    return stored().filter(learner__user_id=user_id).order_by("-awarded_on", "-minted_at")


def on_the_way(user_id: int) -> list[IssuanceRequest]:
    """What this user was awarded and will hold as soon as it is signed."""
    rows = IssuanceRequest.objects.filter(
        learner__user_id=user_id, state__in=(RequestState.REQUESTED, RequestState.CLAIMED)
    )
    return list(rows.select_related("version", "achievement"))


def share_link_of(shown: Credential | LearnerRecord, link_id: int) -> ShareLink:
    """One share link of a credential or record; NotFound, also for a link of another one."""
    link: ShareLink | None = shown.share_links.filter(pk=link_id).first()
    if link is None:
        raise NotFound(_("There is no such link."), code="share_link_unknown")
    return link


def valid_among(ids: Iterable[UUID]) -> list[Credential]:
    """Those of the credentials that can be revoked, by student number."""
    rows = stored().filter(pk__in=list(ids), state=CredentialState.ISSUED)
    return list(rows.order_by("learner__student_number"))


def valid_of_batch(batch_id: UUID) -> list[Credential]:
    """What a batch issued and can be revoked, with id and list alone: it may be a hundred thousand.

    What replaced one of its badges stands for it: a correction does not save a badge that was issued in error.
    """
    own = Credential.objects.filter(request__batch=batch_id)
    replaced = own.filter(
        state=CredentialState.REVOKED, revocation_reason=RevocationReason.SUPERSEDED
    )
    newest = sorted(set(latest_of(replaced.values_list("pk", flat=True)).values()))
    found = list(own.filter(state=CredentialState.ISSUED).only("id", "status_list_id"))
    for chunk in chunks(newest):
        rows = Credential.objects.filter(pk__in=chunk, state=CredentialState.ISSUED)
        found += rows.only("id", "status_list_id")
    return found
