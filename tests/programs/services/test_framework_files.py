"""What framework files are read as, and where they are refused. No database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import InputTooLarge, InvalidInput
from programs.enums import FrameworkKind
from programs.services.frameworks import About, FrameworkFile, read_framework
from programs.services.frameworks.values import is_web_address, shortened
from tests.factories.frameworks import UNITS, as_json, identifier, item, link, package

NCS = About("NCS", FrameworkKind.NCS)
OWN = About("OWN", FrameworkKind.OTHER, Bilingual("우리 체계", "Ours"), "https://own.example/")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def read_table(text: str, about: About = NCS) -> FrameworkFile:
    return read_framework(text.encode(), file_name="f.csv", about=about)


def read_package(data: Any) -> FrameworkFile:
    return read_framework(as_json(data), file_name="f.json", about=About("DATA"))


def test_a_table_is_read_as_a_tree() -> None:
    file = read_table(UNITS)
    assert (file.code, file.kind, file.name.ko) == ("NCS", "ncs", "NCS 국가직무능력표준")
    assert [(each.code, each.parent, each.level) for each in file.items] == [
        ("20", "", ""),
        ("20010105", "20", ""),
        ("2001010599_26v1", "20010105", "5"),
    ]
    assert file.items[1].name == Bilingual("빅데이터분석", "Big data analysis")
    assert FrameworkFile.from_json(file.to_json()) == file


def test_a_table_may_be_cp949_in_any_order_and_with_full_width_digits() -> None:
    head, top, duty, unit = UNITS.splitlines()
    wide = unit.replace(",5,", ",５,")
    data = f"{head}\n{wide}\n{duty}\n{top}".encode("cp949")
    file = read_framework(data, file_name="f.csv", about=NCS)
    assert file.items == read_table(UNITS).items


def test_a_case_package_is_read_as_a_tree() -> None:
    file = read_package(package())
    assert (file.kind, file.identifier) == ("case", identifier("document"))
    assert (file.name, file.version, file.publisher) == (
        Bilingual("", "Data Competencies"),
        "2026",
        "Example Board",
    )
    assert [(each.code, each.level) for each in file.items] == [
        ("D.1", ""),
        ("D.2", ""),
        ("D.2.1", ""),
        ("D.2.2", "5"),
    ]
    cleaning = file.items[2]
    assert (str(cleaning.name), cleaning.statement) == ("Cleaning data", "Clean a data set.")
    assert cleaning.parent == identifier("D.2")
    assert cleaning.url.endswith(identifier("D.2.1"))


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"CFDocument": {"title": "x"}}, "empty", "CFDocument.identifier"),
        ({"CFDocument": "x"}, "not_a_mapping", "CFDocument"),
        ({"CFItems": "x"}, "not_a_list", "CFItems"),
        ({"CFItems": [1]}, "not_a_mapping", "CFItems[0]"),
        ({"CFItems": [{"identifier": "a"}]}, "empty", "CFItems[0].fullStatement"),
        ({"CFItems": [item("A", "a", uri="javascript:alert(1)")]}, "url_bad", "CFItems[0].uri"),
        ({"CFItems": [item("A", "a", uri="https://x@evil.example/")]}, "url_bad", "CFItems[0].uri"),
        ({"CFItems": [item("A", "a\u202eb")]}, "control_character", "CFItems[0].fullStatement"),
        ({"CFItems": [item("A", "a\ud800")]}, "control_character", "CFItems[0].fullStatement"),
        ({"CFItems": [item("A", 7)]}, "not_a_text", "CFItems[0].fullStatement"),
        ({"CFItems": [item("A", "a" * 4001)]}, "too_long", "CFItems[0].fullStatement"),
        (
            {"CFItems": [item("A", "a"), item("A", "b")], "CFAssociations": []},
            "duplicate_code",
            "CFItems[1].identifier",
        ),
        (
            {"CFItems": [item("A", "a")], "CFAssociations": [link("A", "isChildOf", "B")]},
            "parent_unknown",
            "CFItems[0]",
        ),
        (
            {"CFAssociations": [link("D.1", "isChildOf", "D.2", sequenceNumber="1")]},
            "number_bad",
            "CFAssociations[0].sequenceNumber",
        ),
    ],
)  # fmt: skip
def test_a_bad_package_is_refused_with_the_place(change: Any, code: str, place: str) -> None:
    data = package() | change
    with pytest.raises(InvalidInput) as refused:
        read_framework(as_json(data), file_name="f.json", about=About("DATA"))
    assert (refused.value.code, refused.value.details["place"]) == (code, place)
    assert str(refused.value).startswith(f"f.json, {place}: ")


@pytest.mark.parametrize(
    "data",
    [
        b'{"CFDocument": ',
        b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b"{" + b'"a":[' * 100_000,
        b'{"a": "\xff"}',
        b'{"a": ' + b"9" * 5000 + b"}",
    ],
    ids=["cut", "twice", "nan", "deep", "not-utf-8", "digits"],
)
def test_what_is_no_sound_json_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_framework(data, file_name="f.json", about=About("DATA"))
    assert refused.value.code in {"not_json", "wrong_encoding"}


def test_items_above_each_other_are_refused_and_named() -> None:
    round_trip = [
        link("D.1", "isChildOf", "D.2"),
        link("D.2", "isChildOf", "D.2.1"),
        link("D.2.1", "isChildOf", "D.1"),
    ]
    with pytest.raises(InvalidInput, match=r"D\.\S+ → D\.\S+ → D\.\S+ → D\.") as refused:
        read_package(package(CFAssociations=round_trip))
    assert refused.value.code == "cycle"


def test_a_tree_deeper_than_the_limit_is_refused() -> None:
    rows = "".join(f"c{n},이름,{'' if n == 0 else f'c{n - 1}'}\n" for n in range(13))
    with pytest.raises(InvalidInput) as refused:
        read_table("code,name,parent\n" + rows, OWN)
    assert refused.value.code == "too_deep"
    assert len(read_table("code,name,parent\n" + rows[: rows.index("c12")], OWN).items) == 12


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        ("2001,이름,,9,,", "level_bad", "row 2, column level"),
        ("2001,이름,,0,,", "level_bad", "row 2, column level"),
        ("abc,이름,,,,", "code_bad", "row 2, column code"),
        ("200,이름,,,,", "code_bad", "row 2, column code"),
        ("2001,,,,,", "empty", "row 2, column name"),
        ("2001,이름,,,20,", "parent_unknown", "row 2"),
        ("2001,이름,,,2001,", "cycle", "row 2"),
        ("2001,이름,,,,javascript:alert(1)", "url_bad", "row 2, column url"),
        ("2001,이름,,,,https://a b/", "url_bad", "row 2, column url"),
        ("2001,이름,,,,\n2001,이름,,,,", "duplicate_code", "row 3, column code"),
    ],
)
def test_a_bad_row_is_refused_with_row_and_column(row: str, code: str, place: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_table(f"code,name,name_en,level,parent,url\n{row}\n")
    assert (refused.value.code, refused.value.details["place"]) == (code, place)


@pytest.mark.parametrize(
    ("text", "about", "code"),
    [
        ("code,title\n1,a\n", OWN, "missing_column"),
        ("code,name,colour\n1,a,b\n", OWN, "unknown_column"),
        ("code,name\n1,=1+1\n", OWN, "formula"),
        ("code,name\n", OWN, "no_rows"),
        ("", OWN, "empty_file"),
        ("code,name\n1,a\n", About("OWN"), "name_missing"),
        ("code,name\n1,a\n", About("a b"), "code_bad"),
        ("code,name\n1,a\n", About("OWN", url="ftp://x/"), "url_bad"),
    ],
)
def test_a_table_that_is_wrong_as_a_whole_is_refused(text: str, about: About, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_table(text, about)
    assert refused.value.code == code


def test_more_items_than_the_limit_are_refused() -> None:
    rows = "".join(f"{n},n\n" for n in range(20_001))
    with pytest.raises(InputTooLarge):
        read_table("code,name\n" + rows, OWN)
    with pytest.raises(InputTooLarge):
        read_package(package(CFItems=[{}] * 20_001))


@pytest.mark.parametrize(
    "url", ["https://a.example/b?c=d#e", "http://a.example:8080/", "https://한글.example/"]
)
def test_web_addresses(url: str) -> None:
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "https:///x",
        "https://a.example\\@evil/",
        "https://[::1",
        "https://a.example:99999/",
        'https://a.example/"><script>',
        "data:text/html,x",
        "//a.example/",
    ],
)
def test_what_is_no_web_address(url: str) -> None:
    assert not is_web_address(url)


def test_a_long_statement_becomes_a_name_at_a_space() -> None:
    assert shortened("one two\nthree") == "one two three"
    assert shortened("x" * 300) == "x" * 199 + "…"
    long = shortened("word " * 60)
    assert (len(long) <= 200, long[-5:]) == (True, "word…")
