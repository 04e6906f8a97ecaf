"""Who waits for whom. Always in this order: learner, enrolments by key, completion."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from learners.models import Learner
from programs.models import Completion, Enrolment, ResultImport


def lock_learner(learner_id: UUID) -> None:
    """Awards to one learner happen one after another: each changes what the next may count."""
    Learner.objects.select_for_update().get(pk=learner_id)


def lock_enrolments(enrolment_ids: Iterable[int]) -> list[Enrolment]:
    """Enrolments whose cases are about to be evaluated, with their curriculum, in the order of their keys."""
    rows = Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=list(enrolment_ids))
    return list(rows.select_related("micro_degree", "curriculum__micro_degree").order_by("pk"))


def lock_completion(completion_id: int) -> Completion | None:
    """One case, with everything that a decision on it needs."""
    rows = Completion.objects.select_for_update(of=("self",)).select_related(
        "enrolment__learner",
        "enrolment__micro_degree__program",
        "enrolment__micro_degree__achievement",
        "enrolment__curriculum__micro_degree",
    )
    return rows.filter(pk=completion_id).first()


def lock_import(import_id: UUID) -> ResultImport | None:
    """One results file, so that it is applied once."""
    rows = ResultImport.objects.select_for_update(of=("self",)).select_related("micro_degree")
    return rows.filter(pk=import_id).first()
