"""Which kind of file it is, told by its first bytes: names lie."""

from __future__ import annotations

from itertools import islice

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import InputTooLarge, InvalidInput
from credcenter.kernel.tables.delimited import rows_of_text
from credcenter.kernel.tables.shape import MAX_BYTES, MAX_ROWS, Table, shape_table
from credcenter.kernel.tables.workbook import rows_of_workbook

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TABLES = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
}


def read_table(
    data: bytes,
    *,
    file_name: str,
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
    first: int | None = None,
) -> Table:
    """The table in a CSV or XLSX file; with `first` no more than the header and what stands in so many lines.

    Raises InputTooLarge or InvalidInput with a code (`empty_file`, `not_a_table`, `wrong_encoding`, `formula`,
    `duplicate_column`, `unnamed_column`, `ragged_row`, `no_rows`, `too_large`, `too_many_rows`,
    `too_many_columns`, `cell_too_long`) and, in `details`, the file, row and column.
    """
    if len(data) > max_bytes:
        raise InputTooLarge(
            _("The file has %(size)d MB; at most %(limit)d MB are read.")
            % {"size": -(-len(data) // 2**20), "limit": max_bytes // 2**20},
            code="too_large", file=file_name,
        )  # fmt: skip
    if not data.strip():
        raise InvalidInput(_("The file is empty."), code="empty_file", file=file_name)
    _refuse_known_formats(data, file_name=file_name)
    if data.startswith(_ZIP):
        rows = rows_of_workbook(data, file_name=file_name, max_rows=max_rows)
    else:
        rows = rows_of_text(data, file_name=file_name)
    if first is not None:
        rows = islice(rows, first)
    return shape_table(rows, file_name=file_name, max_rows=max_rows)


def _refuse_known_formats(data: bytes, *, file_name: str) -> None:
    if data.startswith(_OLE):
        raise InvalidInput(
            _("This is an old Excel file (.xls) or one with a password. Save it as .xlsx or as CSV UTF-8."),
            code="not_a_table", file=file_name,
        )  # fmt: skip
    for signature, kind in _NO_TABLES.items():
        if data.startswith(signature):
            raise InvalidInput(
                _("This is a %(kind)s file, not a table. Upload a CSV or XLSX file.") % {"kind": kind},
                code="not_a_table", file=file_name,
            )  # fmt: skip
