"""A framework as a file has it, whichever form the file had."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.canonical_json import sha256_of
from programs.enums import FrameworkKind


@dataclass(frozen=True, slots=True)
class About:
    """What whoever imports says of a framework. A CASE package says all but the code itself."""

    code: str
    kind: FrameworkKind = FrameworkKind.OTHER
    name: Bilingual = field(default_factory=lambda: Bilingual("", ""))
    url: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class ItemPart:
    """One item. `parent` is the identifier of another, or empty; `place` says where in the file it stands."""

    identifier: str
    code: str
    name: Bilingual
    statement: str = ""
    item_type: str = ""
    level: str = ""
    url: str = ""
    parent: str = ""
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class FrameworkFile:
    """A whole framework. `items` come as a tree is read aloud: each parent right before what is below it."""

    code: str
    kind: FrameworkKind
    identifier: str
    name: Bilingual
    publisher: str
    version: str
    url: str
    items: tuple[ItemPart, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over everything that is kept of the file."""
        return sha256_of(json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, without the places; `from_json` reads it back."""
        data = asdict(self)
        data["items"] = [
            {name: value for name, value in item.items() if name != "place"}
            for item in data["items"]
        ]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> FrameworkFile:
        """What `to_json` wrote."""
        items = tuple(
            ItemPart(**(dict(each) | {"name": Bilingual(**each["name"])})) for each in data["items"]
        )
        said = dict(data) | {"name": Bilingual(**data["name"]), "items": items}
        return cls(**(said | {"kind": FrameworkKind(data["kind"])}))
