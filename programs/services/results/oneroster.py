"""OneRoster 1.2 CSV (1EdTech): a zip of tables that name each other by `sourcedId`, read as one table of results.

Joined are results with their line items, classes, courses, terms and users; what is marked `tobedeleted` is left out.
A score is brought to 100 by its line item's `resultValueMin` and `resultValueMax`. A class whose results stand in
several line items has one that is the final one, told by its title; the others are left out, and a class without such
a title gives no rows that could be used. Refuses a zip without manifest, of another version, or with tables missing.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import InputTooLarge, InvalidInput
from credcenter.kernel.plain_values import read_number
from credcenter.kernel.tables import Row, Table, read_table
from programs.services.results import values

MANIFEST = "manifest.csv"
VERSIONS = ("1.1", "1.2")
NEEDED = ("users", "courses", "classes", "enrollments", "lineItems", "results")
MAX_UNPACKED = 256 * 1024 * 1024

HEADER = (
    *("user.identifier", "user.username", "user.sourcedId", "user.familyName", "user.givenName"),
    *("user.email", "course.courseCode", "class.classCode", "class.title", "session.title"),
    *("lineItem.title", "result.score", "result.scoreStatus"),
)
"""Of the joined table: file and column that a value comes from."""

_FINAL = re.compile(r"final|total|overall|course grade|최종|총점|총계|성적", re.IGNORECASE)
_NOT_GRADED = frozenset({"exempt", "not submitted", "submitted"})

Rows = Mapping[str, Mapping[str, str]]
"""The rows of one file by `sourcedId`."""


def looks_like_one(data: bytes) -> bool:
    """Whether a file is a zip with a manifest, as no workbook has."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    return any(PurePosixPath(name).name == MANIFEST for name in names)


def pack(folder: Path) -> bytes:
    """A folder of the tables as the zip that it could have come as."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.glob("*.csv")):
            archive.write(file, file.name)
    return out.getvalue()


def read_oneroster(data: bytes, *, file_name: str, max_rows: int) -> Table:
    """The joined table, a row a result, numbered as in `results.csv`. Raises InvalidInput or InputTooLarge."""
    files = _Files(data, file_name=file_name, max_rows=max_rows)
    files.require()
    people, classes, courses = (files.rows(name) for name in ("users", "classes", "courses"))
    items, sessions = files.rows("lineItems"), files.rows("academicSessions")
    enrolled = {
        (each["classSourcedId"], each["userSourcedId"])
        for each in files.rows("enrollments").values()
        if each.get("role", "student") == "student"
    }
    final = _final_items(items)
    rows = []
    for number, result in files.numbered("results"):
        item = items.get(result.get("lineItemSourcedId", ""), {})
        one = classes.get(item.get("classSourcedId", ""), {})
        user = people.get(result.get("studentSourcedId", ""), {})
        if item and item["sourcedId"] not in final:
            continue
        if (one.get("sourcedId"), user.get("sourcedId")) not in enrolled:
            # Who is not in the class is named by nothing, and refused as a row without a student number.
            user = {}
        course = courses.get(one.get("courseSourcedId", ""), {})
        term = sessions.get(one.get("termSourcedIds", "").partition(",")[0].strip(), {})
        values_ = (
            *(user.get(name, "") for name in ("identifier", "username", "sourcedId")),
            *(user.get(name, "") for name in ("familyName", "givenName", "email")),
            course.get("courseCode", ""),
            *(one.get(name, "") for name in ("classCode", "title")),
            term.get("title", ""),
            item.get("title", ""),
            _score(result, item),
            result.get("scoreStatus", ""),
        )
        rows.append(Row(number, dict(zip(HEADER, values_, strict=True))))
    if not rows:
        message = _("The package holds no results that count for a course.")
        raise InvalidInput(message, code="no_rows", file=file_name)
    return Table(header=HEADER, rows=tuple(rows))


def _final_items(items: Rows) -> set[str]:
    """The line items that are a class's result: its only one, or the one whose title says so."""
    by_class: defaultdict[str, list[Mapping[str, str]]] = defaultdict(list)
    for item in items.values():
        by_class[item.get("classSourcedId", "")].append(item)
    final: set[str] = set()
    for several in by_class.values():
        named = [item for item in several if _FINAL.search(item.get("title", ""))]
        chosen = several if len(several) == 1 else named
        if len(chosen) == 1:
            final.add(chosen[0]["sourcedId"])
    return final


def _score(result: Mapping[str, str], item: Mapping[str, str]) -> str:
    text = result.get("score", "")
    if result.get("scoreStatus", "") in _NOT_GRADED or not text:
        return ""
    low, high = (read_number(item.get(f"resultValue{end}", "")) for end in ("Min", "Max"))
    low, high, score = low or Decimal(0), high or Decimal(100), read_number(text)
    if score is None or high <= low:
        return text
    return values.score(str(score - low), full_marks=high - low)


class _Files:
    """The tables of a package, each read when it is asked for."""

    def __init__(self, data: bytes, *, file_name: str, max_rows: int) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._file_name, self._max_rows = file_name, max_rows
        entries = self._archive.infolist()
        if sum(each.file_size for each in entries) > MAX_UNPACKED:
            message = _("The package unpacks to more than %(limit)d MB.")
            raise InputTooLarge(message % {"limit": MAX_UNPACKED >> 20}, code="too_large")
        self._entries = {PurePosixPath(each.filename).name: each for each in entries}

    def require(self) -> None:
        """Refuse another version, and a package in which a table is absent."""
        said = {row.cells["propertyName"]: row.cells["value"] for row in self._manifest().rows}
        version = said.get("oneroster.version", "")
        if version not in VERSIONS:
            refusal = _("This is OneRoster %(version)s; 1.2 is read.") % {"version": version or "?"}
            raise InvalidInput(refusal, code="oneroster_version", file=self._file_name)
        missing = [name for name in NEEDED if f"{name}.csv" not in self._entries]
        if missing:
            message = _("The package lacks these tables: %(names)s.")
            names = {"names": ", ".join(f"{name}.csv" for name in missing)}
            raise InvalidInput(message % names, code="oneroster_incomplete", file=self._file_name)

    def rows(self, name: str) -> dict[str, dict[str, str]]:
        """The active rows of a table by `sourcedId`; none of a table that is not there."""
        return {row["sourcedId"]: row for _number, row in self.numbered(name)}

    def numbered(self, name: str) -> list[tuple[int, dict[str, str]]]:
        """The active rows of a table with their numbers in it."""
        if f"{name}.csv" not in self._entries:
            return []
        table = self._table(f"{name}.csv", needed=("sourcedId",))
        return [
            (row.number, row.cells)
            for row in table.rows
            if row.cells.get("status", "").lower() != "tobedeleted"
        ]

    def _manifest(self) -> Table:
        return self._table(MANIFEST, needed=("propertyName", "value"))

    def _table(self, name: str, *, needed: tuple[str, ...]) -> Table:
        try:
            data = self._archive.read(self._entries[name])
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as exc:
            message = _("The table %(name)s of the package cannot be read.") % {"name": name}
            raise InvalidInput(message, code="not_a_table", file=self._file_name) from exc
        table = read_table(data, file_name=name, max_bytes=MAX_UNPACKED, max_rows=self._max_rows)
        if not set(needed) <= set(table.header):
            message = _("The table %(name)s of the package cannot be read.") % {"name": name}
            raise InvalidInput(message, code="not_a_table", file=self._file_name)
        return table
