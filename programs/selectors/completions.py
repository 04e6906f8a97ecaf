"""Reads about cases: the queue of somebody who decides, one case as a whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel.errors import NotFound
from programs.enums import CompletionState
from programs.models import Approval, Completion, CourseResult, Reopening
from programs.selectors.bench import Bench
from programs.selectors.deciders import waiting_step


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the chain in the current round: decided, waiting, or still to come."""

    name: str
    approval: Approval | None
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One learner's case with all that a person needs to decide on it.

    `reopening` is the one that is open, `settled` are those before it. `explanation` is what the evaluator said (`programs.evaluator.Explanation.to_json`), `results` are all results of
    the learner in the rules' courses with the files they came from, `history` every decision of earlier rounds.
    """

    completion: Completion
    explanation: dict[str, Any]
    steps: tuple[Step, ...]
    history: tuple[Approval, ...]
    results: tuple[CourseResult, ...]
    reopening: Reopening | None
    settled: tuple[Reopening, ...]

    @property
    def waiting_step(self) -> str | None:
        return next((step.name for step in self.steps if step.is_waiting), None)


@dataclass(frozen=True, slots=True)
class Place:
    """A case's place in a queue of `waiting` cases, from 1; 0 for one that is not in it."""

    previous: int | None
    next: int | None
    number: int
    waiting: int


def queue(user: User, roles: Collection[Role]) -> QuerySet[Completion]:
    """The cases that this person may decide now, in their own right or for somebody else, longest waiting first."""
    return Bench(user, roles).decidable()


def place_of(completion_id: int, *, user: User, roles: Collection[Role]) -> Place:
    """Where a case stands in somebody's queue, and what is before and after it; keys alone are read."""
    keys = list(queue(user, roles).values_list("pk", flat=True))
    if completion_id not in keys:
        return Place(None, keys[0] if keys else None, 0, len(keys))
    at = keys.index(completion_id)
    return Place(
        previous=keys[at - 1] if at else None,
        next=keys[at + 1] if at + 1 < len(keys) else None,
        number=at + 1,
        waiting=len(keys),
    )


def case(completion_id: int) -> Case:
    """One case, in a constant number of queries; NotFound."""
    completion = _with_people().filter(pk=completion_id).first()
    if completion is None:
        raise NotFound(_("There is no such case."), code="completion_unknown")
    approvals = list(completion.approvals.select_related("decided_by", "delegation__principal"))
    reopenings = list(completion.reopenings.select_related("closed_by"))
    return Case(
        completion=completion,
        explanation=completion.explanation,
        steps=_steps(completion, approvals),
        history=tuple(each for each in approvals if each.round != completion.round),
        results=_results(completion),
        reopening=next((each for each in reopenings if each.closed_at is None), None),
        settled=tuple(each for each in reopenings if each.closed_at is not None),
    )


def _with_people() -> QuerySet[Completion]:
    return Completion.objects.select_related(
        "enrolment__learner__user",
        "enrolment__micro_degree__program",
        "enrolment__curriculum",
        "request__credential",
    )


def _steps(completion: Completion, approvals: list[Approval]) -> tuple[Step, ...]:
    current = {each.position: each for each in approvals if each.round == completion.round}
    in_review = completion.state == CompletionState.IN_REVIEW
    names = completion.enrolment.micro_degree.approval_steps
    waiting = waiting_step(completion) if in_review else None
    return tuple(
        Step(
            name,
            current.get(position),
            is_waiting=waiting is not None and position == completion.step,
        )
        for position, name in enumerate(names)
    )


def _results(completion: Completion) -> tuple[CourseResult, ...]:
    explanation = completion.explanation
    courses = {each["course"] for each in explanation.get("counted", ())}
    courses |= {each["course"] for each in explanation.get("left_out", ())}
    rows = CourseResult.objects.filter(
        learner=completion.enrolment.learner_id, course__code__in=courses
    )
    return tuple(rows.select_related("course", "source__uploaded_by"))
