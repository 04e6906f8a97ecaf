"""Reads about wishes to have a credential corrected."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from badges.award import Award
from badges.enums import CorrectionState, CredentialState
from badges.models import CorrectionRequest, Credential
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Score:
    """One result as it stands on a badge."""

    code: str
    name: Bilingual
    value: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """What a credential says of its holder; `name` is empty where they keep it off."""

    name: str
    awarded_on: dt.date
    results: tuple[Score, ...]
    rests_on_facts: bool


def standing_of(credential: Credential) -> Standing:
    """What a credential with its request says, in the order of its wording."""
    award = Award.from_json(credential.request.award)
    values = {each.code: each.value for each in award.results}
    return Standing(
        name=credential.frozen["name"],
        awarded_on=award.awarded_on,
        results=tuple(
            Score(row.code, row.name, values[row.code])
            for row in credential.version.result_descriptions.all()
            if row.code in values
        ),
        rests_on_facts=rests_on_facts(award),
    )


def listed(*, state: str = "") -> QuerySet[CorrectionRequest]:
    """The wishes in a state, or all, the longest waiting first where they wait and the newest first elsewhere."""
    rows = _whole()
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("asked_at" if state == CorrectionState.OPEN else "-asked_at", "pk")


def waiting_count() -> int:
    """How many wait for a decision."""
    return CorrectionRequest.objects.filter(state=CorrectionState.OPEN).count()


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


def outcome_of(correction: CorrectionRequest) -> Credential | None:
    """The new credential of an accepted wish, once it is stored."""
    if correction.request_id is None:
        return None
    rows = Credential.objects.filter(request=correction.request_id).defer("document", "frozen")
    return rows.exclude(state=CredentialState.MINTED).first()


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
        "request",
    )
    return rows.defer("credential__document")
