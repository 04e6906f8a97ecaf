"""A framework as a table: CSV (UTF-8 or CP949) or XLSX with the columns code, name, name_en, level, parent, url.

Only code and name are needed. `parent` names the code of another row, before or after. Of NCS, codes and levels have
the form that NCS gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import InvalidInput
from credcenter.kernel.plain_values import narrow
from credcenter.kernel.tables import Row, Table, read_table, require_columns
from programs.enums import FrameworkKind
from programs.services.frameworks.parts import About, FrameworkFile, ItemPart
from programs.services.frameworks.values import LONGEST_NAME, fault, text_of, url_of

COLUMNS = ("code", "name", "name_en", "level", "parent", "url")
_CODE = re.compile(r"[^\s,;]{1,100}")
# Two digits for each of the four classes, two more for a unit, then year and version
# (2001020201_19v4), and of an element of a unit its number.
_NCS_CODE = re.compile(r"\d{2}(\d{2}){0,3}|\d{10}(_\d{2}v\d{1,2}(\.\d{1,2})?)?", re.ASCII)
_NCS_LEVEL = re.compile(r"[1-8]", re.ASCII)
NCS_NAME = Bilingual("NCS 국가직무능력표준", "National Competency Standards")
NCS_URL = "https://www.ncs.go.kr/unity/th03/ncsSearchMain.do"
"""NCS has no stable address for an item: this is the page where people find one by its code."""


def read_sheet(data: bytes, *, file_name: str, about: About, max_items: int) -> FrameworkFile:
    """The framework in a table; InvalidInput with row and column."""
    if about.kind == FrameworkKind.NCS:
        about = replace(
            about,
            name=about.name if about.name.ko or about.name.en else NCS_NAME,
            url=about.url or NCS_URL,
        )
    name = Bilingual(
        *(
            text_of(
                each, longest=LONGEST_NAME, place="name", file_name=file_name, may_be_empty=True
            )
            for each in (about.name.ko, about.name.en)
        )
    )
    if not (name.ko or name.en) or not about.url:
        message = _("A table does not say what framework it is: give its name and its address.")
        raise InvalidInput(message, code="name_missing", file=file_name)
    table = read_table(data, file_name=file_name, max_rows=max_items)
    _check_columns(table, file_name=file_name)
    return FrameworkFile(
        code=about.code,
        kind=about.kind,
        identifier=about.code,
        name=name,
        publisher="",
        version=about.version,
        url=about.url,
        items=tuple(_items(table, kind=about.kind, file_name=file_name)),
    )


def _check_columns(table: Table, *, file_name: str) -> None:
    require_columns(table, names=("code", "name"), file_name=file_name)
    unknown = [each for each in table.header if each not in COLUMNS]
    if unknown:
        message = _("The header has unknown columns: %(unknown)s. Known columns: %(known)s.")
        said = message % {"unknown": ", ".join(unknown), "known": ", ".join(COLUMNS)}
        raise InvalidInput(said, code="unknown_column", file=file_name, columns=unknown)


def _items(table: Table, *, kind: FrameworkKind, file_name: str) -> Iterator[ItemPart]:
    seen: dict[str, int] = {}
    for row in table.rows:
        item = _Cells(row, file_name=file_name).item(kind)
        if item.code in seen:
            message = _("The code %(code)s is in row %(row)d already.")
            named = {"code": item.code, "row": seen[item.code]}
            place = place_of(row.number, "code")
            raise fault(message % named, code="duplicate_code", place=place, file_name=file_name)
        seen[item.code] = row.number
        yield item


def place_of(row: int, column: str) -> str:
    """A cell, in the reader's language."""
    return gettext("row %(row)d, column %(column)s") % {"row": row, "column": column}


class _Cells:
    """One row, cell by cell."""

    def __init__(self, row: Row, *, file_name: str) -> None:
        self._row = row
        self._file_name = file_name

    def item(self, kind: FrameworkKind) -> ItemPart:
        code = self._code(kind)
        url = url_of(
            self._row.cells.get("url", ""),
            place=self._place("url"),
            file_name=self._file_name,
            may_be_empty=True,
        )
        return ItemPart(
            identifier=code,
            code=code,
            name=Bilingual(self._text("name", needed=True), self._text("name_en")),
            level=self._level(kind),
            url=url,
            parent=narrow(self._text("parent", longest=100)),
            place=gettext("row %(row)d") % {"row": self._row.number},
        )

    def _code(self, kind: FrameworkKind) -> str:
        code = narrow(self._text("code", needed=True, longest=100))
        form = _NCS_CODE if kind == FrameworkKind.NCS else _CODE
        if not form.fullmatch(code):
            is_ncs = kind == FrameworkKind.NCS
            message = _("%(code)s is not a code of NCS, such as 20010105 or 2001020201_19v4.")
            message = (
                message if is_ncs else _("%(code)s is not a code: it has no spaces or commas.")
            )
            raise self._fault(message % {"code": code}, "code", "code_bad")
        return code

    def _level(self, kind: FrameworkKind) -> str:
        level = narrow(self._text("level", longest=100))
        if level and kind == FrameworkKind.NCS and not _NCS_LEVEL.fullmatch(level):
            message = _("%(level)s is not a level of NCS: these are 1 to 8.") % {"level": level}
            raise self._fault(message, "level", "level_bad")
        return level

    def _text(self, column: str, *, needed: bool = False, longest: int = LONGEST_NAME) -> str:
        return text_of(
            self._row.cells.get(column, ""),
            longest=longest,
            place=self._place(column),
            file_name=self._file_name,
            may_be_empty=not needed,
        )

    def _place(self, column: str) -> str:
        return place_of(self._row.number, column)

    def _fault(self, message: str, column: str, code: str) -> InvalidInput:
        return fault(message, code=code, place=self._place(column), file_name=self._file_name)
