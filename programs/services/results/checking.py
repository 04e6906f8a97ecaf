"""Reads a results file and says what applying it would do. Changes nothing but its own record of the file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import RuleRefused
from credcenter.kernel.progress import Tick, untold
from credcenter.kernel.refusals import Refusal
from credcenter.kernel.tables import Table, read_table, require_columns
from learners.models import Learner
from learners.selectors.profiles import by_student_numbers
from learners.services.row_check import people_check
from programs.models import MicroDegree, ResultImport
from programs.selectors.lookup import courses_by_code, curricula_of
from programs.services.results.merging import merge
from programs.services.results.preview import count_newly_eligible, entry_terms, states_of
from programs.services.results.rows import (
    COLUMNS,
    REQUIRED_COLUMNS,
    ResultRow,
    RowReader,
    course_code,
)

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 300_000
"""A university's whole term: 20,000 learners with a dozen results each."""


def check_results(
    data: bytes,
    *,
    file_name: str,
    micro_degree: MicroDegree,
    actor: Actor,
    tick: Tick = untold,
) -> ResultImport:
    """Read a results file (CSV or XLSX): the stored preview with sound rows, refused rows and a summary.

    `tick` is told of every row.

    Raises InvalidInput for a file that as a whole cannot be read, RuleRefused for a micro-degree without rules.
    """
    checked = read_results(data, file_name=file_name, micro_degree=micro_degree, tick=tick)
    return keep_results(checked, actor=actor)


def read_results(
    data: bytes, *, file_name: str, micro_degree: MicroDegree, tick: Tick = untold
) -> ResultImport:
    """What `check_results` does, without storing the preview. A large file takes a minute: no transaction is open."""
    if not curricula_of(micro_degree):
        raise RuleRefused(_("The micro-degree has no curriculum yet."), code="no_curriculum")
    table = read_table(data, file_name=file_name, max_bytes=MAX_BYTES, max_rows=MAX_ROWS)
    require_columns(table, names=REQUIRED_COLUMNS, file_name=file_name)
    rows, refusals = _read_rows(table, tick=tick)
    return ResultImport(
        micro_degree=micro_degree,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        rows=[row.to_json() for row in rows],
        refusals=[refusal.to_json() for refusal in refusals],
        summary=_summary(rows, refusals, table=table, micro_degree=micro_degree),
        uploaded_at=clock.now(),
    )


@transaction.atomic
def keep_results(checked: ResultImport, *, actor: Actor) -> ResultImport:
    """Store a preview that was read, naming who handed the file in."""
    checked.uploaded_by_id = actor.user_id
    checked.save(force_insert=True)
    details = {
        "rows": len(checked.rows),
        "refused": len(checked.refusals),
        "sha256": checked.sha256,
    }
    audit.record("results.checked", subject=checked, actor=actor, details=details)
    return checked


def _read_rows(table: Table, *, tick: Tick) -> tuple[list[ResultRow], list[Refusal]]:
    reader = RowReader(
        courses=courses_by_code({course_code(row) for row in table.rows}),
        people=people_check(table.rows),
        last_year=clock.today().year + 1,
    )
    rows, refusals = [], []
    for row in table.rows:
        outcome = reader.read(row)
        tick(1)
        if isinstance(outcome, Refusal):
            refusals.append(outcome)
        else:
            rows.append(outcome)
    return rows, refusals


def _summary(
    rows: Sequence[ResultRow],
    refusals: Sequence[Refusal],
    *,
    table: Table,
    micro_degree: MicroDegree,
) -> dict[str, Any]:
    """What applying would change, in numbers: see the keys."""
    known = by_student_numbers({row.person.student_number for row in rows})
    outcome = merge(rows, known=known)
    return {
        "rows": len(rows),
        "refused": len(refusals),
        "unknown_columns": [name for name in table.header if name not in COLUMNS],
        **_people(rows, known=known, micro_degree=micro_degree),
        **outcome.counts(),
        "newly_eligible": count_newly_eligible(rows, known=known, micro_degree=micro_degree),
    }


def _people(
    rows: Sequence[ResultRow], *, known: Mapping[str, Learner], micro_degree: MicroDegree
) -> dict[str, int]:
    numbers = entry_terms(rows)
    states = states_of(known.values(), micro_degree=micro_degree)
    return {
        "learners_new": sum(number not in known for number in numbers),
        "enrolments_new": sum(number not in states for number in numbers),
        "withdrawn": sum(state.is_withdrawn for state in states.values()),
    }
