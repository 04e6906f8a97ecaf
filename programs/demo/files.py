"""What the demo's staff hand in: result files, one a term, and the roster of earlier graduates."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable

from programs.demo.calendar import graduation_before, term_before
from programs.demo.people import DemoLearner

RESULT_COLUMNS = ("student_number", "name", "name_en", "email", "course", "term", "score", "status")
COMPETENCIES = ("data-literacy", "statistics", "data-operations", "ai-application", "data-ethics")


def results_file(
    learners: Iterable[DemoLearner], *, terms_ago: int, today: dt.date
) -> tuple[str, bytes]:
    """The term, and the results of that term as CSV."""
    term = term_before(today, terms=terms_ago)
    rows = [
        (*_person(learner), result.course, term, result.score, result.status)
        for learner in learners
        for result in learner.results
        if result.terms_ago == terms_ago
    ]
    return term, _csv(RESULT_COLUMNS, rows)


def roster_file(learners: Iterable[DemoLearner], *, today: dt.date) -> bytes:
    """Graduates of the last two graduation days, with the scores of their competencies."""
    rows = [
        (
            *_person(learner),
            graduation_before(today, graduations=place % 2).isoformat(),
            *(str(68 + (place * 11 + column * 7) % 30) for column in range(len(COMPETENCIES))),
        )
        for place, learner in enumerate(learners)
    ]
    return _csv(("student_number", "name", "name_en", "email", "awarded_on", *COMPETENCIES), rows)


def _person(learner: DemoLearner) -> tuple[str, ...]:
    return learner.student_number, learner.name, learner.name_en, learner.email


def _csv(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
