"""Which column of a table means what, and what holds for all of its rows: from another's table to ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import InvalidInput
from credcenter.kernel.plain_values import narrow, read_number
from credcenter.kernel.tables import Row, Table
from programs.enums import ImportFormat
from programs.services.results import values
from programs.services.results.headers import FIELDS

BY_SCORE = "by_score"
"""In place of a status: the score tells whether the course is completed."""

_CONSTANTS = ("course", "term", "status", "pass_score", "full_marks")
_NEEDED = ("student_number", "course", "term", "status")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """`columns` has a column's name by field; `constants` what stands in no column: course, term, status (or
    `by_score` with `pass_score`), and `full_marks` where they are not 100.
    """

    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {"columns": dict(self.columns), "constants": dict(self.constants)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ColumnMapping:
        """What `to_json` wrote; a mapping of nothing for `{}`."""
        return cls(data.get("columns", {}), data.get("constants", {}))

    @property
    def missing(self) -> list[str]:
        """Fields that neither a column nor a constant gives."""
        return [
            name for name in _NEEDED if not (self.columns.get(name) or self.constants.get(name))
        ]

    @property
    def is_own(self) -> bool:
        """Whether every column stands under our own name, so that rows go on as they are."""
        return not self.constants and all(name == column for name, column in self.columns.items())

    def unused(self, header: Sequence[str]) -> list[str]:
        """Columns that mean nothing here."""
        return [name for name in header if name not in self.columns.values()]


def sound(mapping: ColumnMapping, *, header: Sequence[str]) -> ColumnMapping:
    """The mapping without what is empty. InvalidInput (`mapping_bad`, `mapping_incomplete`) with the field."""
    columns = {name: column for name, column in mapping.columns.items() if column}
    constants = {name: narrow(text) for name, text in mapping.constants.items() if text.strip()}
    if not set(columns) <= set(FIELDS) or not set(constants) <= set(_CONSTANTS):
        raise InvalidInput(_("The choice of columns cannot be read."), code="mapping_bad")
    for name, column in columns.items():
        if column not in header:
            absent = _("The file has no column %(column)s.") % {"column": column[:100]}
            raise InvalidInput(absent, code="mapping_bad", field=name)
    cleaned = ColumnMapping(columns, constants)
    if cleaned.missing:
        message = _("Choose a column, or say what holds for all rows.")
        raise InvalidInput(message, code="mapping_incomplete", fields=cleaned.missing)
    for name, low in (("pass_score", 0), ("full_marks", 1)):
        number = read_number(constants.get(name, "100"))
        if number is None or not low <= number <= 1000:
            outside = _("Write a number from %(low)d to 1000.") % {"low": low}
            raise InvalidInput(outside, code="mapping_bad", field=name)
    return cleaned


def map_table(table: Table, *, mapping: ColumnMapping, kind: ImportFormat) -> Table:
    """The table with our own columns: cells brought to our words, constants in every row."""
    if mapping.is_own:
        return table
    reader = _Reader(mapping, kind)
    rows = tuple(Row(row.number, reader.cells(row.cells)) for row in table.rows)
    return Table(header=FIELDS, rows=rows)


class _Reader:
    def __init__(self, mapping: ColumnMapping, kind: ImportFormat) -> None:
        self._columns, self._constants, self._kind = mapping.columns, mapping.constants, kind
        self._full = Decimal(mapping.constants.get("full_marks", "100"))
        self._least = Decimal(mapping.constants.get("pass_score", "60"))

    def cells(self, raw: Mapping[str, str]) -> dict[str, str]:
        """One row's cells under our names."""
        cells = {name: raw[column] for name, column in self._columns.items()}
        if self._kind is not ImportFormat.TABLE:
            cells = {k: "" if v in values.NO_VALUE else v for k, v in cells.items()}
        self._name(cells)
        if "term" in cells or "year" in cells:
            cells["term"] = values.term(cells.get("term", ""), year=cells.get("year", ""))
        if "status" in cells:
            cells["status"] = values.status(cells["status"])
        if "score" in cells:
            cells["score"] = self._score(cells["score"])
        for name in ("course", "term", "status"):
            if not cells.get(name):
                cells[name] = self._constants.get(name, "")
        if cells["status"] == BY_SCORE:
            cells["status"] = values.status_by_score(
                cells.get("score", ""), grade=cells.get("grade", ""), least=self._least
            )
        return cells

    def _name(self, cells: dict[str, str]) -> None:
        if self._kind is ImportFormat.CANVAS and "name" in cells:
            cells["name"] = values.sorted_name(cells["name"])
        if not cells.get("name") and ("family_name" in cells or "given_name" in cells):
            cells["name"] = values.name(
                family=cells.get("family_name", ""), given=cells.get("given_name", "")
            )

    def _score(self, text: str) -> str:
        if self._kind is not ImportFormat.TABLE:
            # Moodle writes its percentages as "85.00 %".
            text = text.removesuffix("%").strip()
        return values.score(text, full_marks=self._full)
