"""A verification report as people read it: one headline, then a line for each check."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from badges.openbadges.report import Check, Report
from badges.openbadges.structure import type_names
from badges.reading import Contained, Reading, read
from badges.services.verifying import reader_language
from credcenter.kernel import clock

if TYPE_CHECKING:
    import datetime as dt

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
    "verification": gettext_lazy("Verification"),
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
    headline, explanation = _verdict(report)
    reading = read(report.credential)
    return Shown(
        tone=report.verdict,
        headline=headline,
        explanation=explanation,
        lines=tuple(_line(check) for check in report.checks),
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


def _line(check: Check) -> Line:
    return Line(
        id=check.id,
        title=str(_TITLES.get(check.id, check.id)),
        outcome=check.outcome,
        word=str(_OUTCOMES[check.outcome]),
        message=check.message(reader_language()),
    )


def _verdict(report: Report) -> tuple[str, str]:
    has_warning = any(check.outcome == "warning" for check in report.checks)
    # Of a forged badge it says nothing that somebody revoked the genuine one.
    faults = [check.code for check in report.checks if check.outcome == "failed"]
    is_revoked = faults in (["status.revoked"], ["status.suspended"])
    if "ClrCredential" in type_names(report.credential.get("type")):
        return _verdict_of_record(report, has_warning=has_warning, faults=faults)
    if report.verdict == "verified" and has_warning:
        return _("Verified, with notes"), _(
            "The badge is genuine and in force. Read the notes below before you rely on it."
        )
    if report.verdict == "verified":
        return _("Verified"), _("The badge is genuine, unchanged and in force.")
    if report.verdict == "invalid" and is_revoked:
        return _("Revoked"), _("The issuer has taken this badge back. It is no longer valid.")
    if report.verdict == "invalid":
        return _("Not valid"), _("At least one check failed. Do not rely on this badge.")
    return _("Could not be verified"), _(
        "Something could not be checked, so this is neither a yes nor a no."
    )


def _verdict_of_record(report: Report, *, has_warning: bool, faults: list[str]) -> tuple[str, str]:
    if report.verdict == "verified" and has_warning:
        return _("Verified, with notes"), _(
            "The record and every badge in it are genuine and in force. "
            "Read the notes below before you rely on it."
        )
    if report.verdict == "verified":
        return _("Verified"), _(
            "The record and every badge in it are genuine, unchanged and in force."
        )
    if faults == ["components.invalid"]:
        return _("Not valid as a whole"), _(
            "The record itself is genuine, but at least one badge in it is not valid (any more)."
        )
    if report.verdict == "invalid":
        return _("Not valid"), _("At least one check failed. Do not rely on this record.")
    return _("Could not be verified"), _(
        "Something could not be checked, so this is neither a yes nor a no."
    )
