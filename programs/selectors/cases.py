"""Completions as lists: for the staff, and for the learner they are about."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from learners.models import Learner
from learners.selectors.profiles import MAX_WORDS
from programs.models import Completion, MicroDegree


def listed(
    *, state: str = "", words: str = "", micro_degree: MicroDegree | None = None
) -> QuerySet[Completion]:
    """Completions of a state, of learners whose number or name has every word, of one micro-degree."""
    rows = _with_people()
    if state:
        rows = rows.filter(state=state)
    if micro_degree is not None:
        rows = rows.filter(enrolment__micro_degree=micro_degree)
    for word in words.split()[:MAX_WORDS]:
        rows = rows.filter(
            Q(enrolment__learner__student_number__icontains=word)
            | Q(enrolment__learner__name__icontains=word)
            | Q(enrolment__learner__name_en__icontains=word)
        )
    return rows


def of_learner(learner: Learner) -> list[Completion]:
    """A learner's cases, in the order of the programs."""
    rows = _with_people().select_related("request").filter(enrolment__learner=learner)
    rows = rows.prefetch_related("approvals")
    return list(rows.order_by("enrolment__micro_degree__program", "enrolment__micro_degree"))


def _with_people() -> QuerySet[Completion]:
    return Completion.objects.select_related(
        "enrolment__learner", "enrolment__micro_degree__program", "enrolment__curriculum"
    )
