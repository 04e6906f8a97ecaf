"""A verification report as people read it: one headline, then a line for each check."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from badges.openbadges.report import Check, Report
from badges.reading import Contained, Reading, read
from badges.services.verifying import reader_language
from badges.views.verdict_words import words_of
from credcenter.kernel import clock

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

_TITLES = {
    "format": gettext_lazy("File"),
    "json": gettext_lazy("Document format"),
    "context": gettext_lazy("Vocabularies"),
    "types": gettext_lazy("Kind of credential"),
    "schema": gettext_lazy("Structure"),
    "subject": gettext_lazy("Recipient and achievement"),
    "issuer": gettext_lazy("Issuer"),
    "terms": gettext_lazy("Signature coverage"),
    "proof": gettext_lazy("Signature"),
    "key": gettext_lazy("Key of the issuer"),
    "dates": gettext_lazy("Dates"),
    "status": gettext_lazy("Revocation"),
    "recipient": gettext_lazy("Recipient"),
    "claims": gettext_lazy("Claims of the JWT"),
    "components": gettext_lazy("Badges in the record"),
    "evidence": gettext_lazy("Evidence"),
    "endorsements": gettext_lazy("Endorsements"),
    "refresh": gettext_lazy("Newer edition"),
    "resources": gettext_lazy("Linked documents"),
    "bounds": gettext_lazy("Purpose of the signature"),
    "credentials": gettext_lazy("Credentials inside"),
    "verification": gettext_lazy("Verification"),
}
_TITLES_OF_AN_ENDORSEMENT = _TITLES | {
    "types": gettext_lazy("Kind of document"),
    "subject": gettext_lazy("What is endorsed"),
    "issuer": gettext_lazy("Endorser"),
    "key": gettext_lazy("Key of the endorser"),
    "status": gettext_lazy("Withdrawal"),
}
_OUTCOMES = {
    "passed": pgettext_lazy("check", "Passed"),
    "failed": pgettext_lazy("check", "Failed"),
    "warning": pgettext_lazy("check", "Note"),
    "not_checked": pgettext_lazy("check", "Not checked"),
}


class Line(NamedTuple):
    """One check: what was looked at, how it came out, and a sentence why."""

    id: str
    title: str
    outcome: str
    word: str
    message: str


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


def show(report: Report) -> Shown:
    """Word a report."""
    reading = read(report.credential)
    words = words_of(report, reading)
    titles = _TITLES_OF_AN_ENDORSEMENT if reading.endorsed_id else _TITLES
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
    return words.get(part.outcome, str(_OUTCOMES[part.outcome]))


def _line(check: Check, *, titles: Mapping[str, _StrPromise]) -> Line:
    return Line(
        id=check.id,
        title=str(titles.get(check.id, check.id)),
        outcome=check.outcome,
        word=str(_OUTCOMES[check.outcome]),
        message=check.message(reader_language()),
    )
