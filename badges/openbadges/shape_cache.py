"""Compiled shapes, kept within bounds and shared by threads.

An eager cache compiles a shape when it first meets it. A cautious one, for documents of strangers,
does so the second time, having remembered a hash of the first, so that a shape never seen costs no
more than the long way. What is in use stays: an entry is dropped only when the hand that goes round
has found it unused as many times as it was used before, at most ``_MAX_USES``, so a flood of shapes
that come twice pushes out itself and not the shapes that come every day.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from badges.openbadges.shape_compiler import Places, compile_form
from badges.openbadges.shape_form import Form, Written
from badges.openbadges.shape_reading import Reading, read
from badges.openbadges.shape_series import Next, Series

_MAX_USES = 16
# Hashes of shapes seen once; at eight bytes and some overhead each, half a megabyte.
_MAX_SIGHTINGS = 4096
# Bytes of an entry without its key and its quads.
_OVERHEAD = 2_000
# A form takes more than a kilobyte a value. One of more values would not fit its share of the cache,
# and to find that out takes as long again as the long way.
_MAX_VALUES = 1_500

_Constants = tuple[tuple[int, str], ...]


class _LongWay:
    """Stands for what only the long way can be trusted with."""

    size = 0

    def write(self, _values: Sequence[str]) -> None:
        """Gives up."""

    def next_for(self, _values: Sequence[str]) -> None:
        """Is no series."""


_Writer = Form | Series | Next | _LongWay


@dataclass(slots=True)
class _Shape:
    """Documents that differ in values only; those that also share ``Places.fixed`` share an entry."""

    places: Places
    entries: dict[_Constants, _Entry]
    # That of the last document: the next one is likely to be of its series.
    latest: _Entry | None = None


@dataclass(slots=True)
class _Entry:
    """``size`` is in bytes; ``uses`` are those that the hand has not yet counted down."""

    writer: Form | Series | _LongWay
    size: int
    uses: int = 0

    def use(self) -> None:
        """Keep it from going, for a while."""
        if self.uses < _MAX_USES:
            self.uses += 1


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry stands, for the hand that goes round."""

    shape: tuple[Any, ...]
    constants: _Constants


class ShapeCache:
    """Canonical forms by shape; ``max_bytes`` and ``max_forms`` bound what is kept."""

    def __init__(self, *, eager: bool, max_bytes: int, max_forms: int) -> None:
        self._eager = eager
        self._max_bytes = max_bytes
        self._max_forms = max_forms
        self._shapes: dict[tuple[Any, ...], _Shape] = {}
        self._ring: deque[_Place] = deque()
        self._bytes = 0
        self._sightings: dict[int, None] = {}
        self._lock = threading.Lock()

    def write(
        self, document: Mapping[str, Any], *, beside: ShapeCache | None = None
    ) -> Written | None:
        """The document's canonical form; None if it has to be made the long way.

        ``beside`` is asked first, and nothing is added to it.
        """
        reading = read(document)
        if reading is None:
            return None
        known = beside.known(reading) if beside is not None else None
        writer = known or self.known(reading) or self._learn_if_due(document, reading)
        written = None if writer is None else writer.write(reading.values)
        if written is not None and known is None and isinstance(writer, Series):
            writer.learn(reading.values)
        return written

    def __len__(self) -> int:
        return len(self._ring)

    @property
    def bytes(self) -> int:
        """About how much memory the entries take."""
        return self._bytes

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._shapes.clear()
            self._ring.clear()
            self._sightings.clear()
            self._bytes = 0

    def known(self, reading: Reading) -> _Writer | None:
        """What writes this document, if it is here already."""
        shape = self._shapes.get(reading.shape)
        if shape is None:
            return None
        if shape.latest is not None:
            next_of_series = shape.latest.writer.next_for(reading.values)
            if next_of_series is not None:
                shape.latest.use()
                return next_of_series
        entry = shape.entries.get(_constants(shape.places, reading.values))
        if entry is None:
            return None
        entry.use()
        shape.latest = entry
        return entry.writer

    def _learn_if_due(self, document: Mapping[str, Any], reading: Reading) -> _Writer | None:
        return self._learn(document, reading).writer if self._is_due(reading) else None

    def _is_due(self, reading: Reading) -> bool:
        if self._eager:
            return True
        shape = self._shapes.get(reading.shape)
        constants = _constants(shape.places, reading.values) if shape else ()
        sighting = hash((reading.shape, constants))
        with self._lock:
            if sighting in self._sightings:
                del self._sightings[sighting]
                return True
            if len(self._sightings) >= _MAX_SIGHTINGS:
                del self._sightings[next(iter(self._sightings))]
            self._sightings[sighting] = None
        return False

    def _learn(self, document: Mapping[str, Any], reading: Reading) -> _Entry:
        """Compile outside of the lock: two threads may do it at once, and the later one counts."""
        share = self._max_bytes // 8
        # All texts may end up in the key: as keys and types, or as constants.
        key_size = _OVERHEAD + _weight(reading.shape) + _weight(tuple(reading.values))
        if key_size > share or len(reading.values) > _MAX_VALUES:
            return _Entry(_LongWay(), 0)
        shape = self._shapes.get(reading.shape)
        places = shape.places if shape else Places()
        form, places = compile_form(document, reading, places=places)
        writer: Form | Series | _LongWay = form or _LongWay()
        if form is not None and self._eager:
            # Who signs does it in batches of one achievement.
            writer = Series(form)
        constants = _constants(places, reading.values)
        key_size = _OVERHEAD + _weight(reading.shape) + _weight(constants)
        if key_size + writer.size > share:
            writer = _LongWay()
        entry = _Entry(writer, key_size + writer.size)
        with self._lock:
            self._keep(reading, entry, places)
        return entry

    def _keep(self, reading: Reading, entry: _Entry, places: Places) -> None:
        shape = self._shapes.setdefault(reading.shape, _Shape(places, {}))
        # Another thread may have learned something else meanwhile; all of it has to be looked at
        # before a form may be used.
        shape.places = shape.places.and_also(places.constants, places.iris)
        place = _Place(reading.shape, _constants(shape.places, reading.values))
        before = shape.entries.get(place.constants)
        shape.entries[place.constants] = entry
        self._bytes += entry.size - (before.size if before else 0)
        if before is None:
            self._ring.append(place)
        while self._bytes > self._max_bytes or len(self._ring) > self._max_forms:
            self._turn(newest=entry)

    def _turn(self, *, newest: _Entry) -> None:
        """Look at the next entry: one more chance if it was used, else it goes."""
        place = self._ring.popleft()
        shape = self._shapes[place.shape]
        entry = shape.entries[place.constants]
        if entry.uses or entry is newest:
            entry.uses = max(0, entry.uses - 1)
            self._ring.append(place)
            return
        del shape.entries[place.constants]
        if shape.latest is entry:
            shape.latest = None
        if not shape.entries:
            del self._shapes[place.shape]
        self._bytes -= entry.size


def _constants(places: Places, values: Sequence[str]) -> _Constants:
    return tuple((number, values[number]) for number in places.fixed(values))


def _weight(part: Any) -> int:
    """Bytes of a part of a key: strangers choose how long its texts are."""
    if type(part) is tuple:
        return sys.getsizeof(part) + sum(map(_weight, part))
    # Classes, of scalars, are there anyway.
    return 0 if isinstance(part, type) else sys.getsizeof(part)
