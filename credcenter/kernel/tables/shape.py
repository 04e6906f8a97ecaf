"""From rows of cells to a table: the header names the columns, and every limit is checked on the way."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import InputTooLarge, InvalidInput

MAX_BYTES = 10 * 1024 * 1024
"""A roster of a whole university is a few megabytes."""

MAX_ROWS = 50_000
MAX_COLUMNS = 64
MAX_CELL = 2_000
"""Characters in one cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `number` as a person counts in the file (the header is usually 1), `cells` by column name."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows; every cell is stripped text in Unicode's composed form (NFC), blank rows left out."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def shape_table(
    raw: Iterable[tuple[int, Sequence[str]]], *, file_name: str, max_rows: int
) -> Table:
    """The table of numbered raw rows; raises InvalidInput naming the row and the column."""
    rows = _sound_rows(raw, file_name=file_name)
    number, first = next(rows, (0, []))
    if not first:
        raise InvalidInput(_("The file is empty."), code="empty_file", file=file_name)
    header = _header(first, row=number, file_name=file_name)
    body: list[Row] = []
    for number, cells in rows:
        if len(body) >= max_rows:
            raise InputTooLarge(
                _("The file has more than %(limit)d rows. Split it and load the parts one after another.")
                % {"limit": max_rows},
                code="too_many_rows", file=file_name, row=number,
            )  # fmt: skip
        body.append(_row(cells, header=header, number=number, file_name=file_name))
    if not body:
        raise InvalidInput(
            _("The file has a header but no rows below it."), code="no_rows", file=file_name
        )
    return Table(header=header, rows=tuple(body))


def require_columns(table: Table, *, names: Iterable[str], file_name: str) -> None:
    """Raise InvalidInput (`missing_column`) when the header lacks one of the names."""
    missing = [name for name in names if name not in table.header]
    if missing:
        raise InvalidInput(
            _("The header lacks these columns: %(columns)s.") % {"columns": ", ".join(missing)},
            code="missing_column", file=file_name, columns=missing,
        )  # fmt: skip


def _sound_rows(
    raw: Iterable[tuple[int, Sequence[str]]], *, file_name: str
) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, cleaned, without the empty cells at their end."""
    for number, cells in raw:
        clean = [unicodedata.normalize("NFC", cell).strip() for cell in cells]
        while clean and not clean[-1]:
            clean.pop()
        if not clean:
            continue
        if len(clean) > MAX_COLUMNS:
            raise InputTooLarge(
                _("Row %(row)d has more than %(limit)d columns.") % {"row": number, "limit": MAX_COLUMNS},
                code="too_many_columns", file=file_name, row=number,
            )  # fmt: skip
        _refuse_odd_cells(clean, row=number, file_name=file_name)
        yield number, clean


def _refuse_odd_cells(cells: list[str], *, row: int, file_name: str) -> None:
    for position, cell in enumerate(cells, start=1):
        if len(cell) > MAX_CELL:
            raise InputTooLarge(
                _("The cell in row %(row)d, column %(column)d is longer than %(limit)d characters.")
                % {"row": row, "column": position, "limit": MAX_CELL},
                code="cell_too_long", file=file_name, row=row, column=position,
            )  # fmt: skip
        # A formula's value depends on who opens the file, and may run something there.
        if cell.startswith("="):
            raise InvalidInput(
                _("The cell in row %(row)d, column %(column)d holds a formula. Paste the values in its place.")
                % {"row": row, "column": position},
                code="formula", file=file_name, row=row, column=position,
            )  # fmt: skip
        if not cell.isprintable() and any(
            unicodedata.category(sign) == "Cc" and sign not in "\t\r\n" for sign in cell
        ):
            raise InvalidInput(
                _("The cell in row %(row)d, column %(column)d holds a control character. This is not a table of text.")
                % {"row": row, "column": position},
                code="not_a_table", file=file_name, row=row, column=position,
            )  # fmt: skip


def _header(cells: list[str], *, row: int, file_name: str) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    for position, name in enumerate(cells, start=1):
        if not name:
            raise InvalidInput(
                _("Column %(column)d of the header has no name.") % {"column": position},
                code="unnamed_column", file=file_name, row=row, column=position,
            )  # fmt: skip
        if name in seen:
            raise InvalidInput(
                _("The column %(name)s is in the header twice, as column %(first)d and column %(column)d.")
                % {"name": name, "first": seen[name], "column": position},
                code="duplicate_column", file=file_name, row=row, column=position,
            )  # fmt: skip
        seen[name] = position
    return tuple(cells)


def _row(cells: list[str], *, header: tuple[str, ...], number: int, file_name: str) -> Row:
    if len(cells) > len(header):
        raise InvalidInput(
            _("Row %(row)d has %(cells)d cells, but the header has %(columns)d columns.")
            % {"row": number, "cells": len(cells), "columns": len(header)},
            code="ragged_row", file=file_name, row=number, column=len(header) + 1,
        )  # fmt: skip
    padded = cells + [""] * (len(header) - len(cells))
    return Row(number=number, cells=dict(zip(header, padded, strict=True)))
