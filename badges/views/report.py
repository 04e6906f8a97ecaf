"""A verification report as people read it: one headline, then a line for each check."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from badges.openbadges.report import Check, Report
from badges.reading import Contained, Reading, read
from badges.services.verifying import reader_language
from badges.views.check_words import ABOUT, OUTCOMES, TITLES, TITLES_OF_AN_ENDORSEMENT
from badges.views.verdict_words import words_of
from credcenter.kernel import clock

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise


class Line(NamedTuple):
    """One check: what was looked at, how it came out, and a sentence why; `about` and `facts` on demand."""

    id: str
    title: str
    outcome: str
    word: str
    message: str
    about: str
    code: str
    facts: tuple[tuple[str, str], ...]


class Inside(NamedTuple):
    """A badge inside of a record and how it came out; before any check, `state` and `word` are empty."""

    contained: Contained
    state: str = ""
    word: str = ""
    href: str = ""


class Shown(NamedTuple):
    """A report made ready for a page, in the reader's language. `tone` is a state of the pills."""

    tone: str
    headline: str
    explanation: str
    lines: tuple[Line, ...]
    reading: Reading
    inside: tuple[Inside, ...]
    at: dt.datetime

    @property
    def is_signed_by_known(self) -> bool:
        """Whether the signature holds, with a key of an issuer that the centre knows."""
        passed = {line.id for line in self.lines if line.outcome == "passed"}
        return {"issuer", "proof", "key"} <= passed

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many checks came out in each way that any did: outcome, its word, how many."""
        made = [line.outcome for line in self.lines]
        return [
            (each, str(word), made.count(each)) for each, word in OUTCOMES.items() if each in made
        ]


def show(report: Report) -> Shown:
    """Word a report."""
    reading = read(report.credential)
    words = words_of(report, reading)
    titles = TITLES_OF_AN_ENDORSEMENT if reading.endorsed_id else TITLES
    return Shown(
        tone=report.verdict,
        headline=words.headline,
        explanation=words.explanation,
        lines=tuple(_line(check, titles=titles) for check in report.checks),
        reading=reading,
        inside=_inside(report, reading),
        at=clock.now(),
    )


def _inside(report: Report, reading: Reading) -> tuple[Inside, ...]:
    """The badges of a record, each with its own verdict where it was looked at."""
    parts = [part for check in report.checks for part in check.parts]
    if len(parts) != len(reading.contained):
        return tuple(Inside(each) for each in reading.contained)
    return tuple(
        Inside(each, part.outcome, _word_of(part))
        for each, part in zip(reading.contained, parts, strict=True)
    )


def _word_of(part: Check) -> str:
    if part.params.get("reason") == "status.revoked":
        return _("Revoked")
    words = {"passed": _("Verified"), "failed": _("Not valid")}
    return words.get(part.outcome, str(OUTCOMES[part.outcome]))


def _line(check: Check, *, titles: Mapping[str, _StrPromise]) -> Line:
    return Line(
        id=check.id,
        title=str(titles.get(check.id, check.id)),
        outcome=check.outcome,
        word=str(OUTCOMES[check.outcome]),
        message=check.message(reader_language()),
        about=str(ABOUT.get(check.id, "")),
        code=check.code,
        facts=tuple(check.params.items()),
    )
