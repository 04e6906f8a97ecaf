"""What a verification says: one check after the other, and the verdict that follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from badges.openbadges.errors import OpenBadgesError
from badges.openbadges.messages import Language, text

Outcome = Literal["passed", "failed", "warning", "not_checked"]
Verdict = Literal["verified", "invalid", "unverifiable"]

# Other people's statements about the credential: leaving them unchecked leaves it valid.
_OPTIONAL = frozenset({"endorsements", "refresh"})


@dataclass(frozen=True, slots=True)
class Check:
    """One step of the verification. ``code`` is stable and has a message in both languages."""

    id: str
    outcome: Outcome
    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Check, ...] = ()
    """For the components of a record: how each came out, in the order of the document."""

    def message(self, language: Language = "en") -> str:
        """One sentence for a person, in ``ko`` or ``en``."""
        return text(self.code, self.params, language=language)


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of ``verify``. ``credential`` is the parsed document, empty if none was read."""

    verdict: Verdict
    format: str
    checks: tuple[Check, ...]
    credential: Mapping[str, Any]

    def check(self, id_: str) -> Check:
        """The check of that id; ``KeyError`` if it was not part of this verification."""
        for check in self.checks:
            if check.id == id_:
                return check
        raise KeyError(id_)


def passed(id_: str, code: str, **params: object) -> Check:
    """A check that passed."""
    return _check(id_, "passed", code, params)


def failed(id_: str, code: str, **params: object) -> Check:
    """A check that failed: the credential is not valid."""
    return _check(id_, "failed", code, params)


def warned(id_: str, code: str, **params: object) -> Check:
    """Worth knowing; does not change the verdict."""
    return _check(id_, "warning", code, params)


def not_checked(id_: str, code: str, **params: object) -> Check:
    """A check that could not be made."""
    return _check(id_, "not_checked", code, params)


def not_checked_because(id_: str, error: OpenBadgesError) -> Check:
    """A check that an error kept from being made."""
    return Check(id_, "not_checked", error.code, error.params)


def failed_because(id_: str, error: OpenBadgesError) -> Check:
    """A check that an error made fail."""
    return Check(id_, "failed", error.code, error.params)


def verdict_of(checks: Iterable[Check]) -> Verdict:
    """Any failure: invalid. Else anything essential left open: unverifiable. Unknown is no yes."""
    listed = list(checks)
    if any(check.outcome == "failed" for check in listed):
        return "invalid"
    made = [check for check in listed if check.id not in _OPTIONAL]
    if not made or any(check.outcome == "not_checked" for check in made):
        return "unverifiable"
    return "verified"


def _check(id_: str, outcome: Outcome, code: str, params: Mapping[str, object]) -> Check:
    return Check(id_, outcome, code, {name: str(value) for name, value in params.items()})
