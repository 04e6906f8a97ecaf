"""Whether a proof was made for this occasion: its purpose, challenge and domain, as the caller expects.

VC Data Integrity 1.0 section 4.4, steps 4 to 6. A proof that says nothing of what is asked fails: it
could have been taken from anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from badges.openbadges import jwt
from badges.openbadges.checks.document import objects
from badges.openbadges.report import Check, failed, passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What every proof has to say; None asks for nothing. ``domain`` is one or several."""

    purpose: str | None = None
    challenge: str | None = None
    domain: str | Sequence[str] | None = None

    @property
    def is_anything(self) -> bool:
        return (self.purpose, self.challenge, self.domain) != (None, None, None)


def check_bounds(
    document: Mapping[str, Any], token: jwt.Token | None, *, expected: Expected, purpose: str
) -> list[Check]:
    """The check ``bounds``, if there is something to compare. ``purpose`` is what a JWT is for here."""
    if not expected.is_anything:
        return []
    said = [_claimed(token, purpose)] if token else objects(document.get("proof"))
    if not said:
        return [failed("bounds", "bounds.unsigned")]
    for proof in said:
        for code, found, wanted in _compared(proof, expected):
            if wanted is not None and found != wanted:
                return [failed("bounds", code)]
    return [passed("bounds", "bounds.as_expected")]


def _claimed(token: jwt.Token, purpose: str) -> Mapping[str, Any]:
    """A JWT says the same by its registered claims (VC-JOSE-COSE section 3.1.2)."""
    claims = token.claims
    return {
        "proofPurpose": purpose,
        "challenge": claims.get("nonce"),
        "domain": claims.get("aud"),
    }


def _compared(proof: Mapping[str, Any], expected: Expected) -> list[tuple[str, Any, Any]]:
    wanted = None if expected.domain is None else _several(expected.domain)
    return [
        ("bounds.purpose", proof.get("proofPurpose"), expected.purpose),
        ("bounds.challenge", proof.get("challenge"), expected.challenge),
        ("bounds.domain", _several(proof.get("domain")), wanted),
    ]


def _several(value: Any) -> list[str]:
    """Domains are a set: their order says nothing."""
    listed = value if isinstance(value, list | tuple) else [value]
    return sorted({each for each in listed if isinstance(each, str)})
