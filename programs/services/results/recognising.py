"""Which kind of export a file is, told by what it looks like, and the table in it.

The header of Moodle's gradebook export names people by `First name`, `Last name` (or `Surname`) and `Email address`,
and grade items with their display, such as `Course total (Real)`; Canvas's begins with `Student`, `ID` and the
identifiers of the student information system, and has rows above the students that are none. In Korean Moodle writes
its names in Korean: then the file is a table whose columns are suggested one by one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from credcenter.kernel.plain_values import narrow
from credcenter.kernel.tables import Row, Table, read_table
from programs.enums import ImportFormat
from programs.services.results.headers import REASON, suggest
from programs.services.results.mapping import BY_SCORE, ColumnMapping
from programs.services.results.oneroster import looks_like_one, read_oneroster

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 300_000
"""A university's whole term: 20,000 learners with a dozen results each."""

_MOODLE = frozenset({"first name", "email address"})
_MOODLE_DISPLAYS = ("(real)", "(percentage)", "(letter)")
_MOODLE_ENDS = "last downloaded from this course"
_CANVAS = frozenset({"student", "id", "section"})
_CANVAS_IDS = frozenset({"sis user id", "sis login id", "integration id"})
_CANVAS_NOBODY = ("points possible", "student, test", "manual posting", "")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file's kind, and its table or the first rows of it."""

    kind: ImportFormat
    table: Table


def recognise(data: bytes, *, file_name: str, first: int | None = None) -> Recognised:
    """The table of a file and its kind; with `first` only so many rows of a CSV or XLSX.

    Raises what `read_table` and `read_oneroster` do.
    """
    if looks_like_one(data):
        table = read_oneroster(data, file_name=file_name, max_rows=MAX_ROWS)
        return Recognised(ImportFormat.ONEROSTER, table)
    table = read_table(
        data, file_name=file_name, max_bytes=MAX_BYTES, max_rows=MAX_ROWS, first=first
    )
    kind = _kind(table.header)
    if kind is ImportFormat.CANVAS:
        table = Table(table.header, tuple(row for row in table.rows if _is_student(row)))
    return Recognised(kind, table)


def source_key(found: Recognised) -> str:
    """Under which key the mapping of such files is remembered: the kind, or the names of a table's columns."""
    if found.kind is not ImportFormat.TABLE:
        return found.kind.value
    names = sorted(narrow(name).casefold() for name in found.table.header if name not in REASON)
    return "table:" + hashlib.sha256("\n".join(names).encode()).hexdigest()


def suggestion(found: Recognised) -> ColumnMapping:
    """What the columns of a file most likely mean, where nobody has chosen yet."""
    columns = suggest(found.table.header)
    if found.kind is ImportFormat.CANVAS:
        # The section is that of the class, not of the catalogue.
        columns |= {"name": "Student"}
    if found.kind is ImportFormat.TABLE:
        return ColumnMapping(columns)
    # Gradebooks say how many points there are, and never whether that is enough.
    columns.pop("status", None)
    return ColumnMapping(columns, {"status": BY_SCORE, "pass_score": "60"})


def _kind(header: Sequence[str]) -> ImportFormat:
    names = {narrow(name).casefold() for name in header}
    if names >= _CANVAS and names & _CANVAS_IDS:
        return ImportFormat.CANVAS
    has_grades = any(name.endswith(_MOODLE_DISPLAYS) for name in names) or _MOODLE_ENDS in names
    if names >= _MOODLE and names & {"last name", "surname"} and has_grades:
        return ImportFormat.MOODLE
    return ImportFormat.TABLE


def _is_student(row: Row) -> bool:
    """Canvas writes possible points and posting rules between header and students, and its test student among them."""
    name = narrow(row.cells.get("Student", "")).casefold()
    return not any(name == each or (each and name.startswith(each)) for each in _CANVAS_NOBODY)
