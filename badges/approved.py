"""How an award was approved, as a credential's evidence says it: one line a step, by role and day, no names.

Written when a case is approved, signed with the credential, and read again by whoever shows it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from credcenter.kernel.bilingual import Bilingual

GENRE = "ApprovalRecord"
"""The genre (OB 3.0 Evidence) of an evidence that is the record of an approval."""

_STEP = re.compile(r"(?P<ko>.+) \((?P<en>.+)\): (?P<on>\d{4}-\d{2}-\d{2})")
# A chain has two or three steps; a stranger's text may have any number of lines.
_MOST = 20


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody in a role approved, on a day of the centre's calendar."""

    role: Bilingual
    on: dt.date


def written(steps: Iterable[Step]) -> str:
    """The text that is signed: `학과 (Department): 2026-11-20`, one line for each step."""
    return "\n".join(f"{each.role.both()}: {each.on.isoformat()}" for each in steps)


def steps_in(text: str) -> tuple[Step, ...]:
    """The steps that a text of this very form tells; none for any other text."""
    found = [_STEP.fullmatch(line) for line in text.splitlines()[:_MOST]]
    read = [step for step in found if step is not None]
    if len(read) < len(found):
        return ()
    try:
        return tuple(
            Step(Bilingual(step["ko"], step["en"]), dt.date.fromisoformat(step["on"]))
            for step in read
        )
    except ValueError:
        # The 40th of a month.
        return ()
