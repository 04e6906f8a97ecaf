"""What is awarded to one learner: plain values that travel from a roster or an approval to the builder."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class AwardedResult:
    """A score for a result description of the achievement, by its code; the level follows from it."""

    code: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class AwardEvidence:
    """What the award rests on. `sha256` is that of the frozen facts it was approved by."""

    name: str
    description: str = ""
    narrative: str = ""
    genre: str = ""
    url: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """The day of the award (its own date, not that of the signature) and what was achieved."""

    awarded_on: dt.date
    results: tuple[AwardedResult, ...] = ()
    evidence: tuple[AwardEvidence, ...] = ()
    credits_earned: Decimal | None = None
    term: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON: dates as ISO 8601, numbers as text, so that no digit is lost."""
        return {
            "awarded_on": self.awarded_on.isoformat(),
            "results": [{"code": each.code, "value": str(each.value)} for each in self.results],
            "evidence": [asdict(each) for each in self.evidence],
            "credits_earned": None if self.credits_earned is None else str(self.credits_earned),
            "term": self.term,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Award:
        """What `to_json` wrote."""
        earned = data["credits_earned"]
        return cls(
            awarded_on=dt.date.fromisoformat(data["awarded_on"]),
            results=tuple(
                AwardedResult(each["code"], Decimal(each["value"])) for each in data["results"]
            ),
            evidence=tuple(AwardEvidence(**each) for each in data["evidence"]),
            credits_earned=None if earned is None else Decimal(earned),
            term=data["term"],
        )
