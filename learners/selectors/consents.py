"""Reads about what learners agreed to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from learners.enums import ConsentPurpose
from learners.models import Consent, Learner


def those_who_keep_their_name_off(learner_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Which of the learners refused to have their name written into credentials.

    The centre names the person it certifies unless the person said no: a certificate without a
    name serves few, and the credential stays private until its holder shares it.
    """
    refusals = Consent.objects.filter(
        learner__in=list(learner_ids),
        purpose=ConsentPurpose.NAME_ON_CREDENTIAL,
        given=False,
        ended_at__isnull=True,
    )
    return frozenset(refusals.values_list("learner_id", flat=True))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a learner chose for a purpose; `at` is None while the default stands."""

    purpose: ConsentPurpose
    given: bool
    at: dt.datetime | None = None


def history_of(learner: Learner) -> list[Consent]:
    """Everything that a learner ever agreed to or refused, the newest first."""
    return list(learner.consents.order_by("-at", "-pk"))


OFFERED = (ConsentPurpose.NAME_ON_CREDENTIAL,)
"""Purposes that a learner decides once for all; sharing a page is decided badge by badge."""


def choices_of(learner: Learner) -> list[Choice]:
    """The current choice for every purpose offered; the name stands unless it was refused."""
    rows = {row.purpose: row for row in learner.consents.filter(ended_at__isnull=True)}
    return [
        Choice(purpose, rows[purpose].given, rows[purpose].at)
        if purpose in rows
        else Choice(purpose, given=True)
        for purpose in OFFERED
    ]
