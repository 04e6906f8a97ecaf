"""Why one row of a file cannot be used: kept as data, worded in the reader's language when it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason against one row.

    `row` is counted as a person counts in the file (the header is row 1), `column` is empty when the row as a
    whole is meant, `code` is stable, `message` is the English source sentence with `%(name)s` places for `params`.
    """

    row: int
    column: str
    code: str
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    student_number: str = ""

    @property
    def reason(self) -> str:
        """The sentence in the active language."""
        return gettext(self.message) % self.params

    def to_json(self) -> dict[str, Any]:
        """A form for a JSON column; `from_json` reads it back."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Refusal:
        """The refusal that `to_json` wrote."""
        return cls(**data)
