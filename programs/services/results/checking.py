"""Reads a results file and says what applying it would do. Changes nothing but its own record of the file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import RuleRefused
from credcenter.kernel.progress import Tick, untold
from credcenter.kernel.refusals import Refusal
from credcenter.kernel.tables import Table, require_columns
from learners.models import Learner
from learners.selectors.profiles import by_student_numbers
from learners.services.row_check import people_check
from programs.models import MicroDegree, ResultImport
from programs.selectors.lookup import courses_by_code, curricula_of
from programs.services.results.headers import REASON
from programs.services.results.mapping import ColumnMapping, map_table
from programs.services.results.merging import merge
from programs.services.results.preview import count_newly_eligible, entry_terms, states_of
from programs.services.results.recognising import Recognised, recognise
from programs.services.results.refused_rows import as_they_stood
from programs.services.results.rows import REQUIRED_COLUMNS, ResultRow, RowReader, course_code
from programs.services.results.sources import mapping_of


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
    require_curriculum(micro_degree)
    checked = ResultImport(
        micro_degree=micro_degree,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_at=clock.now(),
    )
    found = recognise(data, file_name=file_name)
    fill(checked, found=found, mapping=mapping_of(found), tick=tick)
    return checked


def require_curriculum(micro_degree: MicroDegree) -> None:
    """Raise RuleRefused for a micro-degree without rules: nobody could be enrolled in it."""
    if not curricula_of(micro_degree):
        raise RuleRefused(_("The micro-degree has no curriculum yet."), code="no_curriculum")


def fill(
    checked: ResultImport, *, found: Recognised, mapping: ColumnMapping, tick: Tick = untold
) -> None:
    """Read a file's table into its import: sound rows, refused ones as they stood, and what applying would do.

    Raises InvalidInput (`missing_column`) when the mapping lacks what every row needs. Stores nothing.
    """
    degree = checked.micro_degree
    if degree is None:
        raise RuleRefused(_("A results file is for a micro-degree."), code="no_micro_degree")
    require_columns(found.table, names=_absent(mapping), file_name=checked.file_name)
    table = map_table(found.table, mapping=mapping, kind=found.kind)
    rows, refusals = _read_rows(table, tick=tick)
    unused = mapping.unused(found.table.header)
    checked.format, checked.mapping = found.kind, mapping.to_json()
    known = by_student_numbers({row.person.student_number for row in rows})
    outcome = merge(rows, known=known)
    said = outcome.outcomes()
    checked.rows = [row.to_json() | said[row.row] for row in rows]
    checked.refusals = [_named(refusal, mapping).to_json() for refusal in refusals]
    checked.refused = as_they_stood(found.table, numbers={each.row for each in refusals})
    checked.summary = {
        "rows": len(rows),
        "refused": len(refusals),
        "unknown_columns": [name for name in unused if name not in REASON],
        **_people(rows, known=known, micro_degree=degree),
        **outcome.counts(),
        "newly_eligible": count_newly_eligible(rows, known=known, micro_degree=degree),
    }


def _absent(mapping: ColumnMapping) -> list[str]:
    """Our names of what is given nowhere, in the order of the file that we document."""
    return [name for name in REQUIRED_COLUMNS if name in mapping.missing]


def _named(refusal: Refusal, mapping: ColumnMapping) -> Refusal:
    """The refusal under the column's own name."""
    return replace(refusal, column=mapping.columns.get(refusal.column, refusal.column))


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
