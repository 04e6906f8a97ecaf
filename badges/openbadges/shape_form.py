"""A compiled shape: from the values of a document to its canonical form and its JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from badges.openbadges.shape_lines import Line, escape_all
from badges.openbadges.shape_merging import merged
from badges.openbadges.shape_template import Template, Text

# Bytes of a line and of one piece of it.
_LINE, _PIECE = 200, 100


@dataclass(frozen=True, slots=True)
class Written:
    """``quads``: canonical N-Quads in UTF-8."""

    quads: bytes
    _text: Text
    _entries: list[bytes]

    def json(self) -> bytes:
        """The document as ``strict_json.dumps`` writes it: JSON escapes what N-Quads escape."""
        return self._text.fill(self._entries)


@dataclass(frozen=True, slots=True)
class Form:
    """Quads and JSON of a shape, for documents that have the same texts where ``Places.fixed`` says so.

    ``native`` are those of ``shape_merging``; ``iris`` are the values that stand as IRIs, ``root`` is the value that is the document's id (None if
    it has none), ``ids`` are the constants among the ids of its nodes.
    """

    lines: tuple[Line, ...]
    json: Line
    native: frozenset[Line]
    template: Template
    text: Text
    iris: tuple[int, ...]
    root: int | None
    ids: frozenset[str]

    @property
    def size(self) -> int:
        """About how many bytes of memory this takes."""
        pieces = sum(_LINE + _PIECE * len(line) for line in self.lines)
        return self.template.size() + self.text.size() + pieces

    def write(self, values: Sequence[str]) -> Written | None:
        """The document with these values; None if only the long way is certain."""
        if not self.has_one_root(values):
            return None
        entries = escape_all(values)
        if entries is None:
            return None
        quads = self.template.fill(entries)
        if quads is None:
            quads = merged(self.lines, entries, native=self.native)
        return None if quads is None else Written(quads, self.text, entries)

    def next_for(self, _values: Sequence[str]) -> None:
        """Is no series."""

    def has_one_root(self, values: Sequence[str]) -> bool:
        """Whether no other node has the document's id; else safe mode has to look closer."""
        if self.root is None:
            return True
        named = values[self.root]
        return named not in self.ids and values.count(named) == 1
