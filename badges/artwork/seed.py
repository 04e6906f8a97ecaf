"""Choices that follow from a code, the same on every machine and in every year."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

_DEAL = 239  # another number deals other choices to every code


@dataclass(frozen=True, slots=True)
class Seed:
    """A text that choices are drawn from."""

    text: str

    @classmethod
    def of(cls, code: str) -> Seed:
        return cls(code.strip().upper())

    @classmethod
    def of_family(cls, code: str) -> Seed:
        """The seed that the codes of one program share: `SSDO-F` and `SSDO-A` have SSDO's."""
        return cls.of(code.rpartition("-")[0] or code)

    def pick(self, what: str, choices: int) -> int:
        """A number from 0 up to, not including, `choices`; independent for each `what`."""
        digest = hashlib.sha256(
            f"credcenter badge art {_DEAL}/{what}/{self.text}".encode()
        ).digest()
        return int.from_bytes(digest[:8], "big") % choices
