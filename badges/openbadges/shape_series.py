"""Documents of one shape in a row, most of whose values are the same: a batch of one achievement.

Keeps a second template, in which the values that did not change so far are constants. It counts for
those documents only that have the very same values there; the others take the form as it is, and if
there are many of them the constants are chosen anew.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

from badges.openbadges.shape_form import Form, Written
from badges.openbadges.shape_iris import pass_unchanged
from badges.openbadges.shape_lines import Blank, Slot, escape_all, joined
from badges.openbadges.shape_template import Template, Text, chooser

# Documents without a fitting template before there is another one; doubled each time, since making
# one takes as long as twenty documents.
_FIRST, _LAST = 3, 192
# If more than this part of the values moved, it is another achievement.
_FRACTION = 8


class Series:
    """A form that learns which values stay."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._next: Next | None = None
        self._values: Sequence[str] | None = None
        self._free: set[int] = set()
        # Of the documents since then that did not fit: the first, what differs among them, how many.
        self._missed: Sequence[str] | None = None
        self._differing: set[int] = set()
        self._misses = 0
        self._patience = _FIRST
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """About how many bytes of memory this takes with its second template."""
        return 2 * self._form.size

    def write(self, values: Sequence[str]) -> Written | None:
        """What ``Form.write`` gives."""
        return self._form.write(values)

    def next_for(self, values: Sequence[str]) -> Next | None:
        """The second template, if there is one and it counts for these values, whatever the form says."""
        following = self._next
        return following if following is not None and following.fits(values) else None

    def learn(self, values: Sequence[str]) -> None:
        """Take note of a document that ``write`` wrote, the second template not counting for it."""
        with self._lock:
            self._learn(values)

    def _learn(self, values: Sequence[str]) -> None:
        first = self._missed = self._missed or values
        self._differing |= _differing(first, values)
        self._misses += 1
        if self._misses < self._patience:
            return
        free = self._differing
        moved = _differing(self._values or first, first) - self._free
        if len(moved) * _FRACTION <= len(values):
            # The same achievement still; otherwise only what was missed tells about the next one.
            free |= self._free | moved
        self._values, self._free = first, free
        self._missed, self._differing, self._misses = None, set(), 0
        self._patience = min(2 * self._patience, _LAST)
        worth_it = 2 * len(free) < len(values)
        self._next = Next(self._form, first, free) if worth_it else None


def _differing(values: Sequence[str], others: Sequence[str]) -> set[int]:
    pairs = enumerate(zip(values, others, strict=True))
    return {number for number, (value, other) in pairs if value != other}


class Next:
    """A form in which all values but some are constants."""

    def __init__(self, form: Form, values: Sequence[str], free: Iterable[int]) -> None:
        numbers = {number: place for place, number in enumerate(sorted(free))}
        kept = [number for number in range(len(values)) if number not in numbers]
        self._form = form
        self._choose_kept, self._choose_free = chooser(kept), chooser(list(numbers))
        self._choose_iris = chooser([number for number in form.iris if number in numbers])
        self._kept = self._choose_kept(values)
        constants = dict(zip(kept, escape_all(self._kept) or [], strict=True))

        def bind(pieces: Iterable[bytes | Slot | Blank]) -> tuple[bytes | Slot | Blank, ...]:
            return joined(
                piece
                if not isinstance(piece, Slot)
                else constants[piece.number]
                if piece.number in constants
                else Slot(numbers[piece.number])
                for piece in pieces
            )

        self._template = Template(
            map(bind, form.lines), slots=len(numbers), blanks=form.template.blanks
        )
        self._text = Text(bind(form.json), len(numbers))

    def fits(self, values: Sequence[str]) -> bool:
        """Whether the kept values are the same and the others would pass the form's own conditions."""
        # Those that are kept did pass, and the constants of the form are among them.
        return self._choose_kept(values) == self._kept and pass_unchanged(self._choose_iris(values))

    def write(self, values: Sequence[str]) -> Written | None:
        """What ``Form.write`` gives for values that fit."""
        if not self._form.has_one_root(values):
            return None
        entries = escape_all(self._choose_free(values))
        quads = None if entries is None else self._template.fill(entries)
        if quads is None or entries is None:
            return self._form.write(values)
        return Written(quads, self._text, entries)
