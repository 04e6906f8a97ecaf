"""The terms within which a course has to be completed to count."""

from __future__ import annotations

from dataclasses import dataclass

from programs.rules import Terms
from programs.validators import term_key


@dataclass(frozen=True, slots=True)
class Span:
    """From a term to a term, both included; None where there is no bound."""

    first: str | None = None
    last: str | None = None

    def holds(self, term: str) -> bool:
        """Whether a result of a term counts."""
        if self.first is not None and term_key(term) < term_key(self.first):
            return False
        return not self.is_over(term)

    def is_over(self, term: str) -> bool:
        """Whether a term comes after the last one."""
        return self.last is not None and term_key(term) > term_key(self.last)


NO_BOUNDS = Span()


def span_of(terms: Terms | None, *, entry: str | None) -> Span:
    """The bounds for somebody who entered in a term; what depends on the entry is open before it."""
    if terms is None:
        return NO_BOUNDS
    firsts, lasts = [terms.first], [terms.last]
    if entry is not None and terms.from_entry:
        firsts.append(entry)
    if entry is not None and terms.within is not None:
        lasts.append(_last_of(entry, terms.within))
    return Span(
        first=max((each for each in firsts if each), key=term_key, default=None),
        last=min((each for each in lasts if each), key=term_key, default=None),
    )


def _last_of(entry: str, count: int) -> str:
    """The summer or winter term that ends the last of `count` half years, beginning with that of `entry`."""
    year, season = term_key(entry)
    half = year * 2 + (season - 1) // 2 + count - 1
    return f"{half // 2}-{'SW'[half % 2]}"
