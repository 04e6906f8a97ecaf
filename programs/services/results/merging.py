"""What a file's rows would change: compared with the records, a chunk of learners at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from credcenter.kernel.bulk import insert_all, update_each
from learners.models import Learner
from learners.selectors.profiles import chunks
from programs.models import Course, CourseResult, ResultImport
from programs.services.results.rows import ResultRow

BATCH = 10_000
"""Results in one statement."""

_COMPARED = ("score", "grade", "credits", "status")
WRITTEN = (*_COMPARED, "counts_for_major", "source", "recorded_at")
"""What applying a file changes of a result."""


@dataclass
class Merge:
    """Results to add and to change; `unchanged` rows say what the records say already."""

    new: list[ResultRow] = field(default_factory=list)
    changed: list[tuple[CourseResult, ResultRow]] = field(default_factory=list)
    unchanged: list[ResultRow] = field(default_factory=list)

    def counts(self) -> Counter[str]:
        """For the summary."""
        return Counter(
            results_new=len(self.new),
            results_changed=len(self.changed),
            results_unchanged=len(self.unchanged),
        )

    def outcomes(self) -> dict[int, dict[str, Any]]:
        """By the row's number: `outcome` (created, changed, unchanged) and, of what is changed, what stood `before`."""
        found: dict[int, dict[str, Any]] = {row.row: {"outcome": "created"} for row in self.new}
        found |= {row.row: {"outcome": "unchanged"} for row in self.unchanged}
        for record, row in self.changed:
            found[row.row] = {"outcome": "changed", "before": _former(record)}
        return found

    def touched(self) -> set[str]:
        """Student numbers of those whose results change."""
        rows = [*self.new, *(row for _result, row in self.changed)]
        return {row.person.student_number for row in rows}


def merge(rows: Sequence[ResultRow], *, known: Mapping[str, Learner]) -> Merge:
    """Compare rows with the records of the known learners; the others' rows are all new."""
    outcome = Merge()
    existing = _existing([known[n] for n in _numbers(rows) if n in known], rows=rows)
    for row in rows:
        record = existing.get(row.key)
        if record is None:
            outcome.new.append(row)
        elif _differs(record, row):
            outcome.changed.append((record, row))
        else:
            outcome.unchanged.append(row)
    return outcome


def write(
    outcome: Merge,
    *,
    learners: Mapping[str, Learner],
    courses: Mapping[str, Course],
    source: ResultImport,
) -> None:
    """Add and change the results, naming the file they come from; it keeps what stood there before."""
    source.former["results"] = [_former(record) for record, _row in outcome.changed]
    rows = [
        CourseResult(
            learner_id=learners[row.person.student_number].pk,
            course_id=courses[row.course].pk,
            term=row.term,
            **_values(row),
            counts_for_major=bool(row.counts_for_major),
            source_id=source.pk,
        )
        for row in outcome.new
    ]
    for part in chunks(rows, size=BATCH):
        insert_all(part)
    for record, row in outcome.changed:
        for name, value in _values(row).items():
            setattr(record, name, value)
        if row.counts_for_major is not None:
            record.counts_for_major = row.counts_for_major
        record.source, record.recorded_at = source, source.applied_at or record.recorded_at
    records = [record for record, _row in outcome.changed]
    for part in chunks(records, size=BATCH):
        update_each(part, fields=WRITTEN)


def _differs(record: CourseResult, row: ResultRow) -> bool:
    if row.counts_for_major not in (None, record.counts_for_major):
        return True
    return any(getattr(record, name) != getattr(row, name) for name in _COMPARED)


def _former(record: CourseResult) -> dict[str, Any]:
    return {
        "id": record.pk,
        "score": None if record.score is None else str(record.score),
        "grade": record.grade,
        "credits": str(record.credits),
        "status": record.status,
        "counts_for_major": record.counts_for_major,
        "source": record.source_id and str(record.source_id),
        "badge": record.badge_id and str(record.badge_id),
        "recorded_at": record.recorded_at.isoformat(),
    }


def _existing(
    learners: Collection[Learner], *, rows: Sequence[ResultRow]
) -> dict[tuple[str, str, str], CourseResult]:
    codes = {row.course for row in rows}
    found: dict[tuple[str, str, str], CourseResult] = {}
    for chunk in chunks([learner.pk for learner in learners]):
        results = CourseResult.objects.filter(learner__in=chunk, course__code__in=codes)
        for each in results.select_related("learner", "course"):
            found[each.learner.student_number, each.course.code, each.term] = each
    return found


def _values(row: ResultRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in _COMPARED}


def _numbers(rows: Sequence[ResultRow]) -> list[str]:
    return list(dict.fromkeys(row.person.student_number for row in rows))
