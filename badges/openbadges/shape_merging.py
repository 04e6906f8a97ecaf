"""The canonical form when values bring nodes or quads of a shape together.

An issuer that is also the creator is one node described twice; a tag given twice is one quad. Equal
quads are counted once, as a dataset is a set. Slower than a template and as much faster than pyld.
Refuses, by None, blank nodes with equal first-degree hashes, and equal quads that pyld may keep apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import cast

from badges.openbadges.shape_lines import Blank, Line, Slot, joined

# A line whose slots are filled.
_Quad = tuple[bytes | Blank, ...]


def merged(
    lines: Sequence[Line], values: Sequence[bytes], *, native: frozenset[Line]
) -> bytes | None:
    """Canonical N-Quads of ``lines`` with these escaped values.

    ``native`` are lines with a literal that does not come from a value: pyld takes a number and a
    text with the datatype of that number for different, though they are the same in RDF.
    """
    quads: dict[_Quad, Line] = {}
    for line in lines:
        filled = (values[each.number] if isinstance(each, Slot) else each for each in line)
        quad = cast("_Quad", joined([*filled, b" .\n"]))
        if quad in quads and not native.isdisjoint((line, quads[quad])):
            return None
        quads[quad] = line
    labels = _labels(list(quads))
    if labels is None:
        return None
    return b"".join(sorted(_written(quad, labels) for quad in quads))


def _labels(quads: Sequence[_Quad]) -> dict[Blank, bytes] | None:
    """RDFC-1.0 section 4.4.3, steps 3 and 4."""
    mentions: dict[Blank, list[_Quad]] = {}
    for quad in quads:
        for blank in {piece for piece in quad if isinstance(piece, Blank)}:
            mentions.setdefault(blank, []).append(quad)
    digests = {_first_degree(found, blank): blank for blank, found in mentions.items()}
    if len(digests) != len(mentions):
        return None
    return {digests[digest]: b"_:c14n%d" % rank for rank, digest in enumerate(sorted(digests))}


def _first_degree(quads: Sequence[_Quad], blank: Blank) -> bytes:
    lines = [
        b"".join(
            (b"_:a" if piece == blank else b"_:z") if isinstance(piece, Blank) else piece
            for piece in quad
        )
        for quad in quads
    ]
    return hashlib.sha256(b"".join(sorted(lines))).digest()


def _written(quad: _Quad, labels: dict[Blank, bytes]) -> bytes:
    return b"".join(labels[piece] if isinstance(piece, Blank) else piece for piece in quad)
