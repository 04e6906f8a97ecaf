"""Choices that follow from a code, the same on every machine and in every year."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

_Choice = TypeVar("_Choice")


@dataclass(frozen=True, slots=True)
class Seed:
    """A text that choices are drawn from."""

    text: str

    @classmethod
    def of(cls, code: str) -> Seed:
        return cls(code.strip().upper())

    @classmethod
    def of_family(cls, code: str) -> Seed:
        """The seed that related codes share: what stands before the last hyphen, or before a number at the end."""
        own = cls.of(code)
        return cls(own.text.rpartition("-")[0] or re.sub(r"\d+$", "", own.text) or own.text)

    def pick(self, what: str, choices: Sequence[_Choice]) -> _Choice:
        """One of the choices; independent for each `what`."""
        digest = hashlib.sha256(f"credcenter badge studio/{what}/{self.text}".encode()).digest()
        return choices[int.from_bytes(digest[:8], "big") % len(choices)]
