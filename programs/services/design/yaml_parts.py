"""YAML 1.2 read as a tree whose every value knows its line, so that a fault can be pointed at.

Scalars are taken as written: `code: 0101` is the text 0101, `version: 2026` is the text 2026.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from credcenter.kernel.errors import InputTooLarge, InvalidInput
from credcenter.kernel.plain_values import read_number

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MAX_CHARACTERS = 512 * 1024
MAX_ITEMS = 300
"""In one list: an alias can repeat a large part cheaply."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the file: its value, its line and its path such as `micro_degrees[0].code`."""

    raw: Any
    path: str
    file_name: str

    @property
    def line(self) -> int:
        return int(self.raw.start_mark.line) + 1

    def fault(self, message: str | _StrPromise, *, code: str) -> InvalidInput:
        """An error that names file, line and path."""
        return fault_at(
            message, code=code, file_name=self.file_name, line=self.line, path=self.path
        )

    def fields(
        self, *, required: Collection[str], optional: Collection[str] = ()
    ) -> dict[str, Node]:
        """The values of a mapping; unknown, doubled and missing keys are errors."""
        if not isinstance(self.raw, MappingNode):
            raise self.fault(_("This must be a mapping of keys to values."), code="not_a_mapping")
        found: dict[str, Node] = {}
        for key, value in self.raw.value:
            name = str(key.value) if isinstance(key, ScalarNode) else "?"
            place = Node(key, f"{self.path}.{name}".lstrip("."), self.file_name)
            if name in found:
                raise place.fault(
                    _("The key %(key)s is here twice.") % {"key": name}, code="duplicate_key"
                )
            if name not in required and name not in optional:
                known = ", ".join([*required, *optional])
                message = _("There is no key %(key)s here. Known keys: %(known)s.")
                raise place.fault(message % {"key": name, "known": known}, code="unknown_key")
            found[name] = Node(value, place.path, self.file_name)
        missing = [name for name in required if name not in found]
        if missing:
            absent = _("These keys are missing: %(keys)s.")
            raise self.fault(absent % {"keys": ", ".join(missing)}, code="missing_key")
        return found

    def entries(self) -> list[tuple[str, Node]]:
        """The keys and values of a mapping with free keys, such as course codes."""
        if not isinstance(self.raw, MappingNode):
            raise self.fault(_("This must be a mapping of keys to values."), code="not_a_mapping")
        names = [
            Node(key, self.path, self.file_name).text(longest=64) for key, _value in self.raw.value
        ]
        return list(self.fields(required=names).items()) if names else []

    def items(self) -> list[Node]:
        """The values of a list."""
        if not isinstance(self.raw, SequenceNode):
            raise self.fault(_("This must be a list."), code="not_a_list")
        if len(self.raw.value) > MAX_ITEMS:
            message = _("This list has more than %(limit)d entries.") % {"limit": MAX_ITEMS}
            raise self.fault(message, code="list_too_long")
        return [
            Node(value, f"{self.path}[{index}]", self.file_name)
            for index, value in enumerate(self.raw.value)
        ]

    def text(self, *, longest: int, may_be_empty: bool = False) -> str:
        """A text without control characters, in composed form, as it was written."""
        if not isinstance(self.raw, ScalarNode):
            raise self.fault(_("This must be a text."), code="not_a_text")
        is_null = str(self.raw.tag).endswith(":null")
        value = "" if is_null else unicodedata.normalize("NFC", str(self.raw.value)).strip()
        if not value and not may_be_empty:
            raise self.fault(_("This is empty."), code="empty")
        if len(value) > longest:
            message = _("This is longer than %(limit)d characters.") % {"limit": longest}
            raise self.fault(message, code="too_long")
        if any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in value):
            raise self.fault(_("This holds a control character."), code="control_character")
        return value

    def number(self, *, low: Decimal, high: Decimal, step: Decimal) -> Decimal:
        """A number within bounds, a multiple of `step`."""
        value = read_number(self.text(longest=32))
        if value is None or not low <= value <= high or value % step:
            message = _("This must be a number from %(low)s to %(high)s in steps of %(step)s.")
            span = {"low": low, "high": high, "step": step}
            raise self.fault(message % span, code="number_bad")
        return value


def read_yaml(text: str, *, file_name: str) -> Node:
    """The root of a YAML document; InvalidInput with the line where it is none."""
    if len(text) > MAX_CHARACTERS:
        message = _("The program file is longer than %(limit)d characters.")
        raise InputTooLarge(message % {"limit": MAX_CHARACTERS}, code="too_large", file=file_name)
    try:
        raw = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as exc:
        mark = exc.problem_mark or exc.context_mark
        raise fault_at(
            _("This is not YAML: %(problem)s.") % {"problem": exc.problem or exc.context},
            code="not_yaml",
            file_name=file_name,
            line=mark.line + 1 if mark else 1,
        ) from exc
    except (YAMLError, RecursionError, ValueError) as exc:
        message = _("The file cannot be read as YAML.")
        raise InvalidInput(message, code="not_yaml", file=file_name) from exc
    if raw is None:
        raise InvalidInput(_("The program file is empty."), code="empty_file", file=file_name)
    return Node(raw, "", file_name)


def fault_at(
    message: str | _StrPromise, *, code: str, file_name: str, line: int, path: str = ""
) -> InvalidInput:
    """An error that begins with its place."""
    said = _("%(file)s, line %(line)d: %(message)s") % {
        "file": file_name,
        "line": line,
        "message": message,
    }
    if path:
        said = f"{said} ({path})"
    return InvalidInput(said, code=code, file=file_name, line=line, path=path)
