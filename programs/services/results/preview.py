"""Who would become eligible, before anything is written: the evaluator over records and file together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from learners.models import Learner
from learners.selectors.profiles import chunks
from programs.enums import EnrolmentState
from programs.evaluator import Attempt, evaluate
from programs.models import CurriculumVersion, Enrolment, MicroDegree
from programs.selectors.facts import Curricula, Holdings, attempts_of, grade_score, holdings_of
from programs.selectors.lookup import curricula_of, curriculum_for
from programs.services.results.rows import ResultRow
from programs.validators import term_key


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a learner stands in the micro-degree: withdrawn only when there is no later enrolment."""

    curriculum: CurriculumVersion
    entry: str
    is_withdrawn: bool
    is_completed: bool
    was_eligible: bool


def entry_terms(rows: Iterable[ResultRow]) -> dict[str, str]:
    """The first term of each student number's rows: the term of entry of those who are not enrolled yet."""
    first: dict[str, str] = {}
    for row in rows:
        number = row.person.student_number
        if number not in first or term_key(row.term) < term_key(first[number]):
            first[number] = row.term
    return first


def states_of(learners: Iterable[Learner], *, micro_degree: MicroDegree) -> dict[str, Standing]:
    """By student number, for those who are or were enrolled."""
    found: dict[str, Standing] = {}
    for chunk in chunks([learner.pk for learner in learners]):
        rows = Enrolment.objects.filter(micro_degree=micro_degree, learner__in=chunk)
        related = rows.select_related("learner", "completion", "curriculum__micro_degree")
        # Withdrawn ones first, so that a later enrolment stands.
        for each in sorted(related, key=lambda row: row.state != EnrolmentState.WITHDRAWN):
            completion = getattr(each, "completion", None)
            found[each.learner.student_number] = Standing(
                curriculum=each.curriculum,
                entry=each.term,
                is_withdrawn=each.state == EnrolmentState.WITHDRAWN,
                is_completed=each.state == EnrolmentState.COMPLETED,
                was_eligible=completion is not None and completion.is_eligible,
            )
    return found


def count_newly_eligible(
    rows: Sequence[ResultRow], *, known: Mapping[str, Learner], micro_degree: MicroDegree
) -> int:
    """How many cases the rows would make eligible that are not so now."""
    terms = entry_terms(rows)
    by_number: defaultdict[str, list[ResultRow]] = defaultdict(list)
    for row in rows:
        by_number[row.person.student_number].append(row)
    preview = _Preview(micro_degree)
    return sum(
        preview.is_newly_eligible(by_number[number], facts=facts, term=terms[number])
        for chunk in chunks(list(terms))
        for number, facts in _gather(chunk, known=known, micro_degree=micro_degree).items()
    )


@dataclass(frozen=True, slots=True)
class _Gathered:
    standing: Standing | None
    attempts: Sequence[Attempt]
    holdings: Holdings


def _gather(
    numbers: Sequence[str], *, known: Mapping[str, Learner], micro_degree: MicroDegree
) -> dict[str, _Gathered]:
    learners = {number: known[number] for number in numbers if number in known}
    ids = [learner.pk for learner in learners.values()]
    attempts, holdings = attempts_of(ids), holdings_of(ids)
    standings = states_of(learners.values(), micro_degree=micro_degree)
    gathered = {number: _Gathered(None, (), {}) for number in numbers}
    for number, learner in learners.items():
        gathered[number] = _Gathered(
            standings.get(number), attempts[learner.pk], holdings[learner.pk]
        )
    return gathered


class _Preview:
    """Evaluates learners as they would stand after the file."""

    def __init__(self, micro_degree: MicroDegree) -> None:
        self._versions = curricula_of(micro_degree)
        self._curricula = Curricula()

    def is_newly_eligible(self, rows: Sequence[ResultRow], *, facts: _Gathered, term: str) -> bool:
        standing = facts.standing
        if standing and (standing.is_withdrawn or standing.is_completed or standing.was_eligible):
            return False
        version = standing.curriculum if standing else curriculum_for(self._versions, term=term)
        taken: dict[Any, Attempt] = {(each.course, each.term): each for each in facts.attempts}
        for row in rows:
            before = taken.get((row.course, row.term))
            taken[row.course, row.term] = _attempt(row, before=before)
        case = self._curricula.of(version).facts(
            taken.values(), holdings=facts.holdings, entry=standing.entry if standing else term
        )
        return evaluate(
            case.rules, attempts=case.attempts, catalogue=case.catalogue, standing=case.standing
        ).is_eligible


def _attempt(row: ResultRow, *, before: Attempt | None) -> Attempt:
    is_for_major = row.counts_for_major
    if is_for_major is None:
        is_for_major = before is not None and before.is_for_major
    return Attempt(
        *(row.course, row.term, row.score, row.credits, row.status),
        is_for_major=is_for_major,
        grade_score=grade_score(row.grade),
    )
