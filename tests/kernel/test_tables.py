"""Tables from anybody: what is read, and what is refused with its place."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from credcenter.kernel.errors import InputTooLarge, InvalidInput
from credcenter.kernel.tables import MAX_BYTES, Table, read_table, require_columns

KOREAN = "학번,이름\n20260001,홍길동\n20260002,김서연\n"


def read(data: bytes, **limits: int) -> Table:
    return read_table(data, file_name="roster.csv", **limits)


def refusal(data: bytes, **limits: int) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        read(data, **limits)
    assert caught.value.details["file"] == "roster.csv"
    return caught.value


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """A workbook with some of its parts replaced: sheet="…" for xl/worksheets/sheet1.xml."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "extra": "xl/media/extra.bin"}
    replaced = {names[key]: value for key, value in parts.items()}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, replaced.pop(name, old.read(name)))
        for name, value in replaced.items():
            new.writestr(name, value)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        KOREAN.encode("utf-8"),
        KOREAN.encode("utf-8-sig"),
        KOREAN.encode("cp949"),
        KOREAN.replace(",", ";").encode("cp949"),
        KOREAN.replace(",", "\t").encode(),
        KOREAN.replace("\n", "\r\n").encode(),
        KOREAN.replace("\n", "\r").encode(),
        workbook(["학번", "이름"], [20260001, "홍길동"], [20260002.0, "김서연"]),
    ],
    ids=["utf-8", "utf-8 with mark", "cp949", "semicolons", "tabs", "windows", "old mac", "xlsx"],
)
def test_the_same_table_in_every_form(data: bytes) -> None:
    table = read(data)
    assert table.header == ("학번", "이름")
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, {"학번": "20260001", "이름": "홍길동"}),
        (3, {"학번": "20260002", "이름": "김서연"}),
    ]


def test_cells_are_stripped_and_composed() -> None:
    decomposed = "name\n  \u1112\u1169\u11bc  \n".encode()
    assert read(decomposed).rows[0].cells == {"name": "홍"}


def test_blank_rows_are_left_out_and_still_counted() -> None:
    table = read(b"\n a , b \n1,2\n,\n\n3,4\n")
    assert [(row.number, row.cells["b"]) for row in table.rows] == [(3, "2"), (6, "4")]


def test_a_short_row_is_filled_and_a_quoted_cell_may_hold_anything() -> None:
    table = read(b'name,note,more\n"Kim, ""A""\nB",x\n')
    assert table.rows[0].cells == {"name": 'Kim, "A"\nB', "note": "x", "more": ""}


def test_values_of_a_workbook_read_as_text() -> None:
    row = [dt.date(2026, 2, 20), dt.datetime(2026, 2, 20), 0.1 + 0.2, True, None, 85.0]  # noqa: DTZ001  (Excel knows no zones)
    cells = list(read(workbook(list("abcdef"), row)).rows[0].cells.values())
    assert cells == ["2026-02-20", "2026-02-20", "0.3", "True", "", "85"]


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"", "empty_file", {}),
        (b" \r\n\r\n ", "empty_file", {}),
        (b"\xef\xbb\xbf,,\n,,\n", "empty_file", {}),
        (b"student_number,name\n", "no_rows", {}),
        (KOREAN.encode("utf-16"), "wrong_encoding", {}),
        (KOREAN.encode("utf-16-le"), "wrong_encoding", {}),
        ("a,b\n1,2\n".encode("utf-16-be"), "wrong_encoding", {}),
        (b"a,b\n1,\xff\xff\xff\n", "wrong_encoding", {"row": 2}),
        (b"\xef\xbb\xbfa,b\n" + "홍길동".encode("cp949"), "wrong_encoding", {"row": 2}),
        (b"a,b\n1,2\n3,\0\n", "not_a_table", {"row": 3}),
        (b"a,b\n1,\x07\n", "not_a_table", {"row": 2, "column": 2}),
        (b'a,b\n1,"2\n3,4\n', "not_a_table", {"row": 2}),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "not_a_table", {}),
        (b"%PDF-1.7\n", "not_a_table", {}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "not_a_table", {}),
        (b"PK\x03\x04 broken", "not_a_table", {}),
        (b"a,b,a\n1,2,3\n", "duplicate_column", {"row": 1, "column": 3}),
        (b"a,,c\n1,2,3\n", "unnamed_column", {"row": 1, "column": 2}),
        (b"a,b\n1,2\n1,2,3\n", "ragged_row", {"row": 3, "column": 3}),
        (b"a,b\n1,=1+1\n", "formula", {"row": 2, "column": 2}),
        (b'a,b\n1,"=HYPERLINK(""x"")"\n', "formula", {"row": 2, "column": 2}),
        (b"a\n" + b"x" * 2001, "cell_too_long", {"row": 2, "column": 1}),
        (b",".join(b"c%d" % n for n in range(65)) + b"\n1\n", "too_many_columns", {"row": 1}),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(
    data: bytes, code: str, place: dict[str, int]
) -> None:
    error = refusal(data)
    assert (error.code, {k: v for k, v in error.details.items() if k != "file"}) == (code, place)


def test_fifty_megabytes_are_refused_before_they_are_read() -> None:
    error = refusal(b"a,b\n" + b"1,2\n" * (50 * 1024 * 1024 // 4))
    assert isinstance(error, InputTooLarge)
    assert error.code == "too_large"
    assert str(MAX_BYTES // 2**20) in str(error)


def test_rows_beyond_the_limit_are_refused() -> None:
    error = refusal(b"a\n" + b"1\n" * 11, max_rows=10)
    assert (error.code, error.details["row"]) == ("too_many_rows", 12)
    assert len(read(b"a\n" + b"1\n" * 10, max_rows=10).rows) == 10


def test_a_formula_in_a_workbook_is_refused_by_its_cell() -> None:
    error = refusal(workbook(["name", "score"], ["홍길동", "=SUM(A1:A9)"]))
    assert (error.code, error.details["row"], error.details["column"]) == ("formula", 2, 2)
    assert "B2" in str(error)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(workbook(["a"], ["1"]), extra=bytes(80 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert refusal(bomb).code == "too_large"


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="999999999"><c r="A999999999"><v>1</v></c></row>',
            "too_many_rows",
        ),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>', "no_rows"),
        ('<row r="1"><c r="A1"><v>a</v></c></row><row', "not_a_table"),
        ('<row r="x"><c r="??"><v>1</v></c></row>', "not_a_table"),
    ],
    ids=["a row far away", "a column far away", "broken off", "no coordinates"],
)
def test_a_sheet_that_lies_costs_nothing(sheet: str, code: str) -> None:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{namespace}"><sheetData>{sheet}</sheetData></worksheet>'
    data = repacked(workbook(["a"], ["1"]), sheet=xml.encode())
    assert refusal(data, max_rows=1000).code == code


@pytest.mark.parametrize(
    "sheet",
    ["<row/>" * 900_000, "<row>" + "<c><v>1</v></c>" * 400_000 + "</row>"],
    ids=["empty rows", "cells"],
)
def test_a_sheet_that_repeats_itself_is_refused_before_it_is_parsed(sheet: str) -> None:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{namespace}"><sheetData>{sheet}</sheetData></worksheet>'
    assert refusal(repacked(workbook(["a"], ["1"]), sheet=xml.encode())).code == "too_large"


def test_a_long_gap_between_rows_is_refused_by_its_row() -> None:
    rows = [["a"], ["1"], *[[None]] * 1001, ["2"]]
    error = refusal(workbook(*rows))
    assert (error.code, error.details["row"]) == ("too_many_rows", 1003)


def test_an_entity_bomb_in_a_workbook_is_refused() -> None:
    xml = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert refusal(repacked(workbook(["a"], ["1"]), sheet=xml)).code == "not_a_table"


def test_missing_columns_are_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        require_columns(read(b"a,b\n1,2\n"), names=("a", "c", "d"), file_name="roster.csv")
    assert (caught.value.code, caught.value.details["columns"]) == ("missing_column", ["c", "d"])
