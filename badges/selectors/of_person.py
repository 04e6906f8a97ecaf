"""Everything about one person's badges, as the staff looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from badges.enums import CorrectionState, RequestState
from badges.models import (
    CorrectionRequest,
    Credential,
    CredentialFlag,
    IssuanceRequest,
    LearnerRecord,
    Notice,
)
from badges.selectors.credentials import of_learner
from learners.models import Learner


@dataclass(frozen=True, slots=True)
class PersonsBadges:
    """What somebody holds and held, what is on its way or failed, what they wished corrected, what they were told."""

    credentials: list[Credential]
    requests: list[IssuanceRequest]
    corrections: list[CorrectionRequest]
    flags: list[CredentialFlag]
    notices: list[Notice]
    records: list[LearnerRecord]

    @property
    def open_corrections(self) -> int:
        return sum(each.state == CorrectionState.OPEN for each in self.corrections)


def badges_of(learner: Learner) -> PersonsBadges:
    """One query for each of the six lists; no signed bytes are read."""
    unfinished = (RequestState.REQUESTED, RequestState.CLAIMED, RequestState.FAILED)
    requests = IssuanceRequest.objects.filter(learner=learner, state__in=unfinished)
    return PersonsBadges(
        credentials=list(of_learner(learner)),
        requests=list(requests.select_related("achievement", "version")),
        corrections=list(_about(CorrectionRequest, learner).order_by("-asked_at", "pk")),
        flags=list(_about(CredentialFlag, learner).filter(cleared_at__isnull=True)),
        notices=list(_about(Notice, learner).order_by("-created_at", "-pk")),
        records=list(
            LearnerRecord.objects.filter(learner=learner).defer("document").order_by("pk")
        ),
    )


def _about(model: type[Any], learner: Learner) -> QuerySet[Any]:
    """Rows of a model with a credential."""
    rows = model.objects.filter(credential__learner=learner)
    rows = rows.select_related("credential__achievement", "credential__version")
    return rows.defer("credential__document", "credential__frozen")
