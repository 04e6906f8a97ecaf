"""A framework as a CASE 1.1 package: CFDocument, CFItems, CFAssociations (1EdTech CASE 1.1, CFPackage).

The tree is what `isChildOf` says, ordered by sequence number; an item with two parents stands below the first.
`hasSkillLevel` gives an item its level; other associations are passed over. Members that the standard does not know are passed over,
those that it asks for and that we keep must be there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import InvalidInput
from programs.enums import FrameworkKind
from programs.services.frameworks.parts import FrameworkFile, ItemPart
from programs.services.frameworks.values import (
    LONGEST_NAME,
    LONGEST_STATEMENT,
    fault,
    shortened,
    text_of,
    url_of,
)

_CHILD, _LEVEL = "isChildOf", "hasSkillLevel"
_MAX_ASSOCIATIONS_PER_ITEM = 10


def read_case(data: bytes, *, file_name: str, code: str, max_items: int) -> FrameworkFile:
    """The framework in a CFPackage; InvalidInput with the path of what is wrong, such as `CFItems[3].uri`."""
    root = _Part(_parsed(data, file_name=file_name), "", file_name)
    document = root.part("CFDocument")
    items = root.parts("CFItems", most=max_items)
    links = root.parts("CFAssociations", most=max_items * _MAX_ASSOCIATIONS_PER_ITEM)
    identifier = document.text("identifier")
    return FrameworkFile(
        code=code,
        kind=FrameworkKind.CASE,
        identifier=identifier,
        name=_in_its_language(
            shortened(document.text("title", longest=LONGEST_STATEMENT)), document
        ),
        publisher=document.text("publisher", needed=False)
        or document.text("creator", needed=False),
        version=document.text("version", needed=False)
        or document.text("lastChangeDateTime", needed=False),
        url=document.url("uri"),
        items=tuple(_items(items, links=_Links(links, root=identifier), document=document)),
    )


def _parsed(data: bytes, *, file_name: str) -> Any:
    """Strict JSON: a name that stands twice would be read one way here and another way elsewhere."""
    try:
        return json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_members, parse_constant=_no_constant
        )
    except UnicodeDecodeError as exc:
        message = _("The file is not UTF-8 text.")
        raise InvalidInput(message, code="wrong_encoding", file=file_name) from exc
    except json.JSONDecodeError as exc:
        message = _("%(file)s, line %(line)d: This is not JSON.")
        said = message % {"file": file_name, "line": exc.lineno}
        raise InvalidInput(said, code="not_json", file=file_name, line=exc.lineno) from exc
    except (RecursionError, ValueError) as exc:
        message = _("The file cannot be read as JSON: %(problem)s.")
        raise InvalidInput(message % {"problem": exc}, code="not_json", file=file_name) from exc


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        message = "a name stands twice in one object"
        raise ValueError(message)
    return members


def _no_constant(name: str) -> None:
    message = f"{name} is no JSON"
    raise ValueError(message)


def _items(items: list[_Part], *, links: _Links, document: _Part) -> Iterator[ItemPart]:
    seen: dict[str, str] = {}
    for part in sorted(items, key=lambda each: links.sequence(each.text("identifier"))):
        identifier = part.text("identifier")
        if identifier in seen:
            message = _("The identifier %(code)s is at %(place)s already.")
            said = message % {"code": identifier, "place": seen[identifier]}
            raise part.fault(said, "duplicate_code", "identifier")
        seen[identifier] = part.path
        yield _item(part, identifier=identifier, links=links, document=document)


def _item(part: _Part, *, identifier: str, links: _Links, document: _Part) -> ItemPart:
    statement = part.text("fullStatement", longest=LONGEST_STATEMENT)
    short = part.text("abbreviatedStatement", needed=False, longest=LONGEST_STATEMENT)
    name = shortened(short or statement)
    return ItemPart(
        identifier=identifier,
        code=part.text("humanCodingScheme", needed=False, longest=100),
        name=_in_its_language(name, part, document),
        statement="" if statement == name else statement,
        item_type=part.text("CFItemType", needed=False, longest=100),
        level=links.level(identifier),
        url=part.url("uri"),
        parent=links.parent(identifier),
        place=part.path,
    )


def _in_its_language(text: str, *parts: _Part) -> Bilingual:
    """English where the package says so; what is in Korean, or in a language that we have no place for, is shown to all."""
    language = next((said for each in parts if (said := each.text("language", needed=False))), "")
    return Bilingual("", text) if language.lower().startswith("en") else Bilingual(text, "")


class _Links:
    """The associations that make the tree and the levels, by the identifier of the item they begin at."""

    def __init__(self, links: list[_Part], *, root: str) -> None:
        self._root = root
        self._parents: dict[str, _Link] = {}
        self._levels: dict[str, str] = {}
        for place, part in enumerate(links):
            self._take(part, place)

    def parent(self, identifier: str) -> str:
        """The identifier of the item above; empty at the top. One with two parents stands below the first."""
        link = self._parents.get(identifier)
        return "" if link is None or link.target == self._root else link.target

    def level(self, identifier: str) -> str:
        """The title of its skill level, or nothing."""
        return self._levels.get(identifier, "")

    def sequence(self, identifier: str) -> tuple[int, int]:
        """Where an item stands among its siblings."""
        link = self._parents.get(identifier)
        return (link.sequence, link.place) if link else (0, 0)

    def _take(self, part: _Part, place: int) -> None:
        kind = part.text("associationType")
        if kind not in {_CHILD, _LEVEL}:
            return
        origin = part.part("originNodeURI").text("identifier")
        target = part.part("destinationNodeURI")
        if kind == _LEVEL:
            self._levels.setdefault(origin, target.text("title", longest=100))
            return
        link = _Link(target.text("identifier"), part.number("sequenceNumber"), place)
        self._parents.setdefault(origin, link)


@dataclass(frozen=True, slots=True)
class _Link:
    """To the item above: its identifier, the number among siblings, and which association it was."""

    target: str
    sequence: int
    place: int


@dataclass(frozen=True, slots=True)
class _Part:
    """An object of the package, with its path."""

    raw: Any
    path: str
    file_name: str

    def part(self, name: str) -> _Part:
        """An object inside."""
        members = self._members()
        if name not in members:
            message = _("This is missing; is the file a CASE package (CFPackage)?")
            raise self.fault(message, "missing_key", name)
        inner = _Part(members[name], self._path(name), self.file_name)
        inner._members()
        return inner

    def parts(self, name: str, *, most: int) -> list[_Part]:
        """The objects of a list; none where it is left out."""
        values = self._members().get(name) or []
        if not isinstance(values, list):
            raise self.fault(_("This must be a list."), "not_a_list", name)
        if len(values) > most:
            message = _("This list has more than %(limit)d entries.") % {"limit": most}
            raise self.fault(message, "list_too_long", name, is_size=True)
        return [
            _Part(value, f"{self._path(name)}[{place}]", self.file_name)
            for place, value in enumerate(values)
        ]

    def text(self, name: str, *, needed: bool = True, longest: int = LONGEST_NAME) -> str:
        """A text; empty where it is left out and may be."""
        return text_of(
            self._members().get(name),
            longest=longest,
            place=self._path(name),
            file_name=self.file_name,
            may_be_empty=not needed,
        )

    def url(self, name: str) -> str:
        """A web address."""
        return url_of(self._members().get(name), place=self._path(name), file_name=self.file_name)

    def number(self, name: str) -> int:
        """A whole number; 0 where it is left out."""
        value = self._members().get(name)
        if value is None:
            return 0
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fault(_("This must be a whole number."), "number_bad", name)
        return value

    def fault(self, message: Any, code: str, name: str, *, is_size: bool = False) -> InvalidInput:
        """An error at a member of this object."""
        return fault(
            message,
            code=code,
            place=self._path(name),
            file_name=self.file_name,
            is_size=is_size,
        )

    def _members(self) -> Mapping[str, Any]:
        if not isinstance(self.raw, dict):
            message = _("This must be an object.")
            place = self.path or "{}"
            raise fault(message, code="not_a_mapping", place=place, file_name=self.file_name)
        return self.raw

    def _path(self, name: str) -> str:
        return f"{self.path}.{name}".lstrip(".")
