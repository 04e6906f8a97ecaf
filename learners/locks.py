"""Who waits for whom: learners come before anything that is theirs, and in the order of their keys."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from learners.models import Learner
from learners.selectors.profiles import chunks


def lock_learners(learner_ids: Iterable[UUID]) -> None:
    """Changes to what a learner has happen one after another.

    Others may still write rows that refer to a learner, such as a credential: the key itself stays free.
    """
    for chunk in chunks(sorted(set(learner_ids))):
        rows = Learner.objects.select_for_update(no_key=True).filter(pk__in=chunk)
        list(rows.order_by("pk").values_list("pk"))
