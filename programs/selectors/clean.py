"""Which cases are clean: nothing in them asks for a second look, so that they may be approved together.

A warning is: a result entered without a file, a result written after the review began, a badge of the learner with an
open flag, a wish of theirs for a correction that is open, an earlier round in which the case was returned or denied,
a grade that changed after an approval.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from badges.enums import CorrectionState
from badges.models import CorrectionRequest, CredentialFlag
from programs.enums import Decision
from programs.models import Approval, Completion, CourseResult, Reopening
from programs.selectors.bench import Bench

MOST_TOGETHER = 100
"""One page that somebody can read, and some seconds of work."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Cases of one curriculum that wait at one step: they were judged by the same rules."""

    curriculum: int
    step: int

    @classmethod
    def of(cls, completion: Completion) -> Kind:
        return cls(completion.enrolment.curriculum_id, completion.step)


def kinds(bench: Bench) -> list[tuple[Completion, int]]:
    """One case of each kind that a person may decide, and how many there are; the largest first."""
    rows = bench.decidable().order_by().values("enrolment__curriculum", "step")
    counts = list(rows.annotate(number=Count("pk")))
    found = []
    for each in sorted(counts, key=lambda row: -row["number"]):
        kind = Kind(each["enrolment__curriculum"], each["step"])
        first = of_kind(bench, kind).first()
        if first is not None:
            found.append((first, int(each["number"])))
    return found


def of_kind(bench: Bench, kind: Kind) -> QuerySet[Completion]:
    """The cases of a kind that a person may decide, the longest waiting first."""
    return bench.decidable().filter(enrolment__curriculum=kind.curriculum, step=kind.step)


def warnings_of(completions: Sequence[Completion]) -> dict[int, list[str]]:
    """What asks for a second look, by case; a clean one has none. Five queries for any number of cases."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for case_id in _reopened(completions):
        found[case_id].append(_("Results changed after an approval."))
    for case_id in _questioned(completions):
        found[case_id].append(_("It was returned or denied before."))
    flagged, wished = _learners_with_flags(completions), _learners_with_wishes(completions)
    for case in completions:
        if case.enrolment.learner_id in flagged:
            found[case.pk].append(_("A badge of the learner is flagged."))
        if case.enrolment.learner_id in wished:
            found[case.pk].append(_("The learner has asked for a correction."))
    for case_id, said in _results(completions).items():
        found[case_id] += said
    return {each.pk: found[each.pk] for each in completions}


def _reopened(completions: Sequence[Completion]) -> set[int]:
    rows = Reopening.objects.filter(completion__in=completions, closed_at__isnull=True)
    return set(rows.values_list("completion_id", flat=True))


def _questioned(completions: Sequence[Completion]) -> set[int]:
    rows = Approval.objects.filter(completion__in=completions).exclude(decision=Decision.APPROVED)
    return set(rows.values_list("completion_id", flat=True))


def _learners_with_flags(completions: Iterable[Completion]) -> set[Any]:
    rows = CredentialFlag.objects.filter(
        cleared_at__isnull=True, credential__learner__in=_learners(completions)
    )
    return set(rows.values_list("credential__learner_id", flat=True))


def _learners_with_wishes(completions: Iterable[Completion]) -> set[Any]:
    rows = CorrectionRequest.objects.filter(
        state=CorrectionState.OPEN, credential__learner__in=_learners(completions)
    )
    return set(rows.values_list("credential__learner_id", flat=True))


def _learners(completions: Iterable[Completion]) -> set[Any]:
    return {each.enrolment.learner_id for each in completions}


def _results(completions: Sequence[Completion]) -> dict[int, list[str]]:
    """What is odd about the results that count."""
    counted = {case.pk: _counted(case) for case in completions}
    wanted = {one for ids in counted.values() for one in ids}
    rows = CourseResult.objects.filter(pk__in=wanted)
    began = {case.pk: case.review_began_at or case.waiting_since for case in completions}
    columns = rows.values_list("pk", "source_id", "recorded_at")
    known = {pk: (source, moment) for pk, source, moment in columns}
    found: defaultdict[int, list[str]] = defaultdict(list)
    for case_id, ids in counted.items():
        results = [known[each] for each in ids if each in known]
        start = began[case_id]
        if any(source is None for source, _moment in results):
            found[case_id].append(_("A result was entered without a file."))
        if len(results) < len(ids) or any(start and moment > start for _source, moment in results):
            found[case_id].append(_("Results changed since the review began."))
    return found


def _counted(completion: Completion) -> list[int]:
    return [each["result"] for each in completion.explanation.get("counted", ())]
