"""Quads with open places, and texts as canonical N-Quads write them (RDFC-1.0 section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# What ``safe_mode.CONTROL`` refuses: the characters of one byte, and the two of three bytes.
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())
# No value has it, so it may stand between them.
BETWEEN = b"\0"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of a quad that takes a value: ``number`` of it in the document."""

    number: int


@dataclass(frozen=True, slots=True)
class Blank:
    """A place of a quad that takes a blank node's label: ``number`` of it among the blank nodes."""

    number: int


# A quad in N-Quads, without the line feed: fixed texts, slots and blank nodes in turn.
Line = tuple[bytes | Slot | Blank, ...]


def escape(text: bytes) -> bytes:
    """A literal as canonical N-Quads write it; IRIs that safe mode lets pass stay as they are."""
    return (
        text.replace(b"\\", b"\\\\")
        .replace(b"\t", b"\\t")
        .replace(b"\n", b"\\n")
        .replace(b"\r", b"\\r")
        .replace(b'"', b'\\"')
    )


def escape_all(values: Sequence[str]) -> list[bytes] | None:
    """All values as N-Quads write them; None if one has a character that canonical forms differ in."""
    if not values:
        return []
    try:
        text = BETWEEN.decode().join(values).encode()
    except UnicodeEncodeError:
        return None
    controls = len(text) - len(text.translate(None, _CONTROLS))
    if controls != len(values) - 1 or any(found in text for found in _NONCHARACTERS):
        return None
    return escape(text).split(BETWEEN)


def joined(pieces: Iterable[bytes | Slot | Blank]) -> Line:
    """A line in which no two fixed texts follow each other, so that equal lines are equal tuples."""
    line: list[bytes | Slot | Blank] = []
    for piece in pieces:
        last = line[-1] if line else None
        if isinstance(piece, bytes) and isinstance(last, bytes):
            line[-1] = last + piece
        else:
            line.append(piece)
    return tuple(line)
