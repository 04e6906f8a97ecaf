"""What every script of this folder shares: its answer, its options, and how it prints.

A script answers one question in a function `measure(*, quick: bool) -> Answer` and ends with
`main(measure)`. It prints a line for people a figure, or with `--json` one object.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`figures` carries the keys of `run.py`, None where a peer cannot run here.

    `lines` say the same to people; `details` (rates, rounds, sizes) is for who wants to know more.
    """

    figures: Mapping[str, float | None]
    lines: tuple[str, ...]
    details: Mapping[str, Any] = field(default_factory=dict)


def main(measure: Callable[..., Answer]) -> None:
    """Run one script by itself."""
    summary = (measure.__doc__ or "").strip()
    options = argparse.ArgumentParser(description=summary)
    options.add_argument("--quick", action="store_true", help="seconds instead of minutes")
    options.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    chosen = options.parse_args()
    answer = measure(quick=chosen.quick)
    if chosen.json:
        print(json.dumps({**answer.figures, "details": answer.details, "lines": answer.lines}))
    else:
        print("\n".join(answer.lines))
