"""The headline of a report and the sentence below it: of a badge, of a learner's record, of an endorsement."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from badges.openbadges.report import Report
from badges.reading import Reading

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_HEADLINES = {
    "verified": _("Verified"),
    "noted": _("Verified, with warnings"),
    "revoked": _("Not valid: revoked"),
    "suspended": _("Not valid: suspended"),
    "expired": _("Not valid: expired"),
    "early": _("Not valid yet"),
    "partly": _("Not valid as a whole"),
    "invalid": _("Not valid"),
    "unverifiable": _("Could not complete the check"),
}
_OPEN = _("Something could not be checked, so this is neither a yes nor a no.")
_OF_A_BADGE = {
    "verified": _("The badge is genuine, unchanged and in force."),
    "noted": _("The badge is genuine and in force. Read the warnings before you rely on it."),
    "revoked": _("The issuer has taken this badge back. It is no longer valid."),
    "suspended": _("The issuer has suspended this badge. It is not valid at the moment."),
    "expired": _("The badge is genuine, but its time is over."),
    "early": _("The badge is genuine, but not in force yet."),
    "invalid": _("At least one check failed. Do not rely on this badge."),
    "unverifiable": _OPEN,
}
_OF_A_RECORD = {
    "verified": _("The record and every badge in it are genuine, unchanged and in force."),
    "noted": _(
        "The record and every badge in it are genuine and in force. "
        "Read the warnings before you rely on it."
    ),
    "revoked": _("The issuer has taken this record back. It is no longer valid."),
    "partly": _(
        "The record itself is genuine, but at least one badge in it is not valid (any more)."
    ),
    "invalid": _("At least one check failed. Do not rely on this record."),
    "unverifiable": _OPEN,
}
_OF_AN_ENDORSEMENT = {
    "verified": _("The endorsement is genuine, unchanged and in force."),
    "noted": _("The endorsement is genuine and in force. Read the warnings before you rely on it."),
    "revoked": _("The endorser has withdrawn this endorsement. It no longer stands."),
    "invalid": _("At least one check failed. Do not rely on this endorsement."),
    "unverifiable": _OPEN,
}


# What alone keeps a genuine badge from being valid.
_ENDS = {
    "status.revoked": "revoked",
    "status.suspended": "suspended",
    "dates.expired": "expired",
    "dates.not_yet": "early",
    "components.invalid": "partly",
}
# A hosted badge answers at its address that it is revoked, and nothing more to prove itself by.
_SAID_OF_THE_UNPROVEN = frozenset({"revoked", "suspended"})


class Words(NamedTuple):
    """What a person reads first."""

    headline: str
    explanation: str


def words_of(report: Report, reading: Reading) -> Words:
    """The verdict in the reader's language."""
    outcome = _outcome(report)
    explanations: dict[str, _StrPromise] = _OF_A_BADGE
    if reading.is_record:
        explanations = _OF_A_RECORD
    elif reading.endorsed_id:
        explanations = _OF_AN_ENDORSEMENT
    # Not every kind has a sentence of its own for every outcome.
    explanation = explanations.get(outcome, explanations[report.verdict])
    return Words(str(_HEADLINES[outcome]), str(explanation))


def _outcome(report: Report) -> str:
    """The verdict, told apart further where a person would."""
    if report.verdict == "verified":
        is_noted = any(check.outcome == "warning" for check in report.checks)
        return "noted" if is_noted else "verified"
    # Of a forged badge it says nothing that somebody revoked the genuine one.
    faults = {check.code for check in report.checks if check.outcome == "failed"}
    end = next((_ENDS[code] for code in faults if faults == {code} and code in _ENDS), "")
    if report.verdict != "invalid" or not end:
        return report.verdict
    proven = any(check.id == "proof" and check.outcome == "passed" for check in report.checks)
    return end if proven or end in _SAID_OF_THE_UNPROVEN else report.verdict
