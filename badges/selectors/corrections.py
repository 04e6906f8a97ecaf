"""Reads about wishes to have a credential corrected."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from badges.award import Award
from badges.enums import CorrectionState
from badges.models import CorrectionRequest, Credential
from credcenter.kernel.errors import NotFound


def listed(*, state: str = "") -> QuerySet[CorrectionRequest]:
    """The wishes in a state, or all, the longest waiting first where they wait and the newest first elsewhere."""
    rows = _whole()
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("asked_at" if state == CorrectionState.OPEN else "-asked_at", "pk")


def by_id(correction_id: UUID) -> CorrectionRequest:
    """One wish with its credential, its people and what came of it; NotFound."""
    correction = _whole().filter(pk=correction_id).first()
    if correction is None:
        raise NotFound(_("There is no such correction."), code="correction_unknown")
    return correction


def of_credential(credential: Credential) -> list[CorrectionRequest]:
    """All wishes about a credential, the newest first."""
    rows = CorrectionRequest.objects.filter(credential=credential)
    return list(rows.order_by("-asked_at", "pk"))


def rests_on_facts(award: Award) -> bool:
    """Whether the award's scores follow from facts that somebody approved and that its evidence carries."""
    return any(each.sha256 for each in award.evidence)


def _whole() -> QuerySet[CorrectionRequest]:
    rows = CorrectionRequest.objects.select_related(
        "credential__learner",
        "credential__achievement",
        "credential__version",
        "credential__request",
        "asked_by",
        "decided_by",
        "request__credential",
    )
    return rows.defer(
        "credential__document", "request__credential__document", "request__credential__frozen"
    )
