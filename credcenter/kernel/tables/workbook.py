"""XLSX workbooks: the first sheet, cell by cell, without formulas and without trust in what the file says of itself."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from credcenter.kernel.errors import InputTooLarge, InvalidInput
from credcenter.kernel.tables.shape import MAX_COLUMNS

MAX_UNPACKED = 64 * 1024 * 1024
"""Bytes of all parts together: a zip bomb is small only while it is packed."""

RATIO, RATIO_FROM = 100, 1024 * 1024
"""A part above 1 MB that packs better than 1 : 100 repeats itself: real rosters reach 1 : 30."""

MAX_PARTS = 500

MAX_GAP = 1000
"""Empty rows in a row: a file that says its next row is the thousand-millionth is filled up to it."""

SECONDS = 20
"""Reading takes no longer, whatever the file does; 50,000 rows take five."""

# What openpyxl lets out on files that are damaged on purpose.
_DAMAGE = (
    InvalidFileException, zipfile.BadZipFile, ParseError, DefusedXmlException, KeyError, ValueError, TypeError,
    IndexError, AttributeError, OSError, EOFError, NotImplementedError, OverflowError, RuntimeError,
)  # fmt: skip


def rows_of_workbook(
    data: bytes, *, file_name: str, max_rows: int
) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows of the first sheet; InvalidInput for what is no workbook or holds a formula."""
    _refuse_bomb(data, file_name=file_name)
    try:
        # Rows and columns one beyond the limits are enough to tell that they are exceeded; a sheet may claim
        # to have a thousand million.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        last = 2 * max_rows + 2
        rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1, max_row=last)
        patience = _Patience(file_name=file_name)
        for number, row in enumerate(rows, start=1):
            if number == last:
                raise _too_long(max_rows, file_name=file_name)
            cells = [_text(cell, file_name=file_name) for cell in row]
            patience.see(number, is_empty=not any(cells))
            yield number, cells
    except InvalidInput:
        raise
    except _DAMAGE as exc:
        raise InvalidInput(
            _("The file is not a readable Excel workbook (.xlsx)."),
            code="not_a_table",
            file=file_name,
        ) from exc


def _refuse_bomb(data: bytes, *, file_name: str) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as exc:
        raise InvalidInput(
            _("The file is not a readable Excel workbook (.xlsx)."),
            code="not_a_table",
            file=file_name,
        ) from exc
    if any(part.file_size > max(RATIO_FROM, RATIO * part.compress_size) for part in parts):
        raise InputTooLarge(
            _("The workbook unpacks to far more than its size. Save it again as .xlsx or as CSV."),
            code="too_large", file=file_name,
        )  # fmt: skip
    # zipfile never hands out more than the directory says, so the sum is a bound.
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise InputTooLarge(
            _("The workbook unpacks to more than %(limit)d MB.") % {"limit": MAX_UNPACKED // 2**20},
            code="too_large", file=file_name,
        )  # fmt: skip


class _Patience:
    """How long a file may keep us, and with how little."""

    def __init__(self, *, file_name: str) -> None:
        self._file_name = file_name
        self._gap = 0
        self._end = time.monotonic() + SECONDS

    def see(self, number: int, *, is_empty: bool) -> None:
        """InputTooLarge after a long gap, or when the time is up."""
        self._gap = self._gap + 1 if is_empty else 0
        if self._gap > MAX_GAP:
            message = _("More than %(limit)d rows before row %(row)d are empty. Delete them.")
            raise InputTooLarge(
                message % {"limit": MAX_GAP, "row": number},
                code="too_many_rows", file=self._file_name, row=number,
            )  # fmt: skip
        if time.monotonic() > self._end:
            raise InputTooLarge(
                _("Reading the file takes too long. Save it as CSV, or split it."),
                code="too_large", file=self._file_name,
            )  # fmt: skip


def _too_long(max_rows: int, *, file_name: str) -> InputTooLarge:
    return InputTooLarge(
        _("The file has more than %(limit)d rows. Split it and load the parts one after another.")
        % {"limit": max_rows},
        code="too_many_rows", file=file_name,
    )  # fmt: skip


def _text(cell: Any, *, file_name: str) -> str:
    """A cell as it would stand in a CSV file."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise InvalidInput(
            _("The cell %(cell)s holds a formula. Paste the values in its place.") % {"cell": cell.coordinate},
            code="formula", file=file_name, row=cell.row, column=cell.column,
        )  # fmt: skip
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float):
        # Excel keeps 15 digits; the sixteenth is an artefact (0.1 + 0.2).
        return f"{value:.15g}"
    return str(value)
