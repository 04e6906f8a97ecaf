"""The quads of a shape with open places for its values, and the canonical form once they are filled.

Does of RDFC-1.0 what suffices when no two blank nodes have the same first-degree hash (section 4.4.3,
steps 3 to 5, and section 4.6) and gives up, by None, when that is not so, when two nodes have one id
or when two quads are equal. All texts are UTF-8, whose order is that of code points.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, takewhile
from operator import itemgetter
from typing import Any

from badges.openbadges.shape_lines import BETWEEN, Blank, Line, Slot, joined


class Template:
    """The quads of one shape."""

    def __init__(self, lines: Iterable[Line], *, slots: int, blanks: int) -> None:
        """``slots`` and ``blanks``: how many there are."""
        listed = list(lines)
        subjects: dict[bytes | Slot | Blank, list[Line]] = {}
        for line in listed:
            subjects.setdefault(_subject(line), []).append(line)
        # Filled, a paragraph begins with its subject and no subject begins with another one and its
        # space, so that sorting paragraphs sorts lines as long as all subjects differ.
        self._quads = _Paragraphs(list(subjects.values()), slots)
        named = [subject.number for subject in subjects if isinstance(subject, Slot)]
        self._subjects = chooser(named)
        self._constants = {subject for subject in subjects if isinstance(subject, bytes)}
        self._constant_quads = list(self._quads.constant.values())
        self._first_degree = _Paragraphs(
            [_first_degree(listed, Blank(number)) for number in range(blanks)], slots
        )
        self._labels = [b"_:c14n%d" % number for number in range(blanks)]

        constant = self._first_degree.constant
        # Those of blank nodes that no value can change; empty for the others.
        self._digests = [_digest(constant.get(number)) for number in range(blanks)]

    @property
    def blanks(self) -> int:
        """How many blank nodes the quads have."""
        return len(self._labels)

    def fill(self, values: list[bytes]) -> bytes | None:
        """Canonical N-Quads with these escaped values; None if this way does not lead there."""
        subjects = self._subjects(values)
        if len(set(subjects)) != len(subjects) or not self._constants.isdisjoint(subjects):
            return None
        labels = self._labels_of(values)
        paragraphs = None if labels is None else self._quads.fill(values + labels, distinct=True)
        return None if paragraphs is None else b"".join(sorted(paragraphs + self._constant_quads))

    def _labels_of(self, values: list[bytes]) -> list[bytes] | None:
        """RDFC-1.0 section 4.4.3, steps 3 and 4: labels in the order of the first-degree hashes."""
        digests = self._digests[:]
        texts = self._first_degree.fill(values) or []
        for number, text in zip(self._first_degree.open, texts, strict=True):
            digests[number] = hashlib.sha256(text).digest()
        label_of = dict(zip(sorted(digests), self._labels, strict=True))
        return [label_of[digest] for digest in digests] if len(label_of) == len(digests) else None

    def size(self) -> int:
        """About how many bytes of memory this takes."""
        return self._quads.size() + self._first_degree.size()


def _digest(text: bytes | None) -> bytes:
    return b"" if text is None else hashlib.sha256(text).digest()


def _subject(line: Line) -> bytes | Slot | Blank:
    """What a line begins with: a constant IRI, or the slot or blank node in its place."""
    if line[0] == b"<":
        return line[1]
    first = line[0]
    return first[1:].partition(b">")[0] if isinstance(first, bytes) else first


def _first_degree(lines: Iterable[Line], blank: Blank) -> list[Line]:
    """The lines with a blank node as section 4.6.3 hashes them: it is ``_:a``, others are ``_:z``."""
    return [
        joined(
            (b"_:a" if piece == blank else b"_:z") if isinstance(piece, Blank) else piece
            for piece in line
        )
        for line in lines
        if blank in line
    ]


class _Paragraphs:
    """Some texts of sorted lines each, filled at once."""

    def __init__(self, paragraphs: Iterable[Sequence[Line]], slots: int) -> None:
        pieces: list[bytes | Slot | Blank] = []
        self._unsorted: list[int] = []
        # The texts that nothing is filled into, and the numbers of the others.
        self.constant: dict[int, bytes] = {}
        self.open: list[int] = []
        for number, lines in enumerate(paragraphs):
            ended = [joined((*line, b" .\n")) for line in lines]
            starts = {line: _start(line, _shared(ended)) for line in ended}
            ended.sort(key=starts.__getitem__)
            # What differs before the first hole stays in this order whatever is filled in.
            pairs = pairwise(starts[line] for line in ended)
            unsorted = any(after.startswith(before) for before, after in pairs)
            text = joined(piece for line in ended for piece in line)
            if len(text) == 1 and isinstance(text[0], bytes) and not unsorted:
                self.constant[number] = text[0]
                continue
            if unsorted:
                self._unsorted.append(len(self.open))
            self.open.append(number)
            pieces += [*text, BETWEEN]
        self._text = Text(pieces, slots)

    def fill(self, entries: list[bytes], *, distinct: bool = False) -> list[bytes] | None:
        """The open texts; None if lines have to be distinct and a text has the same one twice."""
        paragraphs = self._text.fill(entries).split(BETWEEN)
        paragraphs.pop()
        for number in self._unsorted:
            lines = paragraphs[number].split(b"\n")
            if distinct and len(set(lines)) != len(lines):
                return None
            lines.sort()
            # What stands behind the last line feed was empty, and is now the first.
            paragraphs[number] = b"\n".join([*lines[1:], b""])
        return paragraphs

    def size(self) -> int:
        """About how many bytes of memory this takes."""
        return self._text.size()


def _shared(lines: Sequence[Line]) -> int:
    """How many pieces at their beginning all lines have in common."""
    return sum(
        1 for _ in takewhile(lambda pieces: len(set(pieces)) == 1, zip(*lines, strict=False))
    )


def _start(line: Line, shared: int) -> bytes:
    """What stands in a line behind the pieces that all have, up to the next hole."""
    piece = line[shared] if shared < len(line) else b""
    return piece if isinstance(piece, bytes) else b""


class Text:
    """A text with holes; a hole takes the entry of a list that it names."""

    def __init__(self, pieces: Sequence[bytes | Slot | Blank], slots: int) -> None:
        fixed, places = [b""], []
        for piece in pieces:
            if isinstance(piece, bytes):
                fixed[-1] += piece
            else:
                places.append(piece.number + (slots if isinstance(piece, Blank) else 0))
                fixed.append(b"")
        self._parts: list[bytes] = [b""] * (2 * len(fixed) - 1)
        self._parts[::2] = fixed
        self._chosen = chooser(places)

    def fill(self, entries: list[bytes]) -> bytes:
        """The text with entries in its holes."""
        parts = self._parts[:]
        parts[1::2] = self._chosen(entries)
        return b"".join(parts)

    def size(self) -> int:
        """About how many bytes of memory this takes."""
        return sum(map(sys.getsizeof, self._parts)) + 16 * len(self._parts)


def chooser(places: Sequence[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """A function that picks these entries of a list, fast."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda entries: [entries[place] for place in places]
