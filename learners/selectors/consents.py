"""Reads about what learners agreed to."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from learners.enums import ConsentPurpose
from learners.models import Consent


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
