"""Who waits for whom. Always in this order: learners by key, enrolments by key, completions, the audit chain.

Keys stay free (`no_key`): rows that refer to a locked one can be written meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from learners.locks import lock_learners
from learners.selectors.profiles import chunks
from programs.models import Completion, Enrolment, ResultImport


def lock_learners_with_enrolments(learner_ids: Iterable[UUID]) -> None:
    """Learners and all their enrolments: an award or a result changes what every case of theirs may count."""
    ids = sorted(set(learner_ids))
    lock_learners(ids)
    enrolment_ids: list[int] = []
    for chunk in chunks(ids):
        enrolment_ids += Enrolment.objects.filter(learner__in=chunk).values_list("pk", flat=True)
    lock_all_enrolments(enrolment_ids)


def lock_all_enrolments(enrolment_ids: Iterable[int]) -> None:
    """Any number of enrolments, before the first of them is changed."""
    for chunk in chunks(sorted(enrolment_ids)):
        rows = Enrolment.objects.select_for_update(no_key=True).filter(pk__in=chunk)
        list(rows.order_by("pk").values_list("pk"))


def lock_enrolments(enrolment_ids: Iterable[int]) -> list[Enrolment]:
    """Enrolments whose cases are about to be evaluated, with their curriculum, in the order of their keys."""
    rows = Enrolment.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.filter(pk__in=list(enrolment_ids))
    return list(rows.select_related("micro_degree", "curriculum__micro_degree").order_by("pk"))


def lock_completion(completion_id: int) -> Completion | None:
    """One case, with everything that a decision on it needs."""
    rows = Completion.objects.select_for_update(of=("self",), no_key=True).select_related(
        "enrolment__learner",
        "enrolment__micro_degree__program",
        "enrolment__micro_degree__achievement",
        "enrolment__curriculum__micro_degree",
    )
    return rows.filter(pk=completion_id).first()


def lock_import(import_id: UUID) -> ResultImport | None:
    """One results file, so that it is applied once."""
    rows = ResultImport.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("micro_degree")
    return rows.filter(pk=import_id).first()
