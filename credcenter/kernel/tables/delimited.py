"""CSV text: UTF-8 with or without a byte order mark, or CP949; commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import InvalidInput
from credcenter.kernel.tables.shape import MAX_CELL

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = ",;\t"


def rows_of_text(data: bytes, *, file_name: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows of a CSV file; InvalidInput when it is not text or breaks off inside quotes."""
    text = _decode(data, file_name=file_name)
    # A comma inside a quoted cell may exceed the csv module's own limit only in a hostile file.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL * 8))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as exc:
            raise InvalidInput(
                _("Row %(row)d cannot be read as CSV: a quotation mark is open, or stands where it cannot.")
                % {"row": number},
                code="not_a_table", file=file_name, row=number,
            ) from exc  # fmt: skip
        if row is None:
            return
        yield number, row


def _decode(data: bytes, *, file_name: str) -> str:
    looks_wide = data.startswith(_UTF16_MARKS) or _looks_two_bytes_wide(data[:4096])
    if looks_wide:
        raise InvalidInput(
            _("The file is UTF-16, which Excel calls Unicode Text. Save it as CSV UTF-8."),
            code="wrong_encoding", file=file_name,
        )  # fmt: skip
    if b"\0" in data:
        raise InvalidInput(
            _("The file holds NUL bytes: it is not a table of text."),
            code="not_a_table", file=file_name, row=1 + data[: data.index(b"\0")].count(b"\n"),
        )  # fmt: skip
    try:
        return data.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError:
        return _decode_korean(data, file_name=file_name)


def _decode_korean(data: bytes, *, file_name: str) -> str:
    """CP949, what Excel on Korean Windows writes; a file that says it is UTF-8 gets no second guess."""
    try:
        if data.startswith(_UTF8_MARK):
            return data.decode("utf-8")
        return data.decode("cp949")
    except UnicodeDecodeError as exc:
        row = 1 + data[: exc.start].count(b"\n")
        raise InvalidInput(
            _("The file is neither UTF-8 nor CP949: row %(row)d holds bytes that are not text. Save it as CSV UTF-8.")
            % {"row": row},
            code="wrong_encoding", file=file_name, row=row,
        ) from exc  # fmt: skip


def _looks_two_bytes_wide(start: bytes) -> bool:
    """In UTF-16 every Latin letter, comma and line end has a NUL, always on the same side of it."""
    sides = [position % 2 for position, byte in enumerate(start) if byte == 0]
    return len(sides) > 1 and len(set(sides)) == 1


def _delimiter(text: str) -> str:
    """The sign that the header is divided by, counted outside quotes."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)
