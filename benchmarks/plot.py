#!/usr/bin/env python3
"""A picture (SVG) of a large batch: badges, rate, memory of a worker and size of the database over time.

python -m benchmarks.growth --json > growth.json
python benchmarks/plot.py growth.json docs/images/batch-100000.svg
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WIDTH, PANEL, GAP, LEFT, RIGHT, TOP, BOTTOM = 720, 120, 34, 64, 16, 48, 44
INK, SOFT, GRID = "#1f2937", "#6b7280", "#e5e7eb"


@dataclass(frozen=True, slots=True)
class Curve:
    """One panel: what is drawn, in which colour, over time from 0."""

    title: str
    colour: str
    points: Sequence[tuple[float, float]]

    @property
    def top(self) -> float:
        """A round number that no point exceeds."""
        highest = max(value for _second, value in self.points) or 1.0
        step = 10 ** (len(str(int(highest))) - 1)
        return next(step * n for n in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * n >= highest)


def main(source: str, target: str) -> None:
    """Read what `growth --json` printed, write the picture."""
    large = json.loads(Path(source).read_text(encoding="utf-8"))["details"]["large"]
    Path(target).write_text(draw(large["samples"], count=large["count"]), encoding="utf-8")


def draw(samples: Sequence[Sequence[float]], *, count: int) -> str:
    """The picture of samples (second, issued, worker MB, database MB)."""
    first = samples[0][1]
    curves = (
        Curve("badges stored", "#2563eb", [(s[0], s[1] - first) for s in samples]),
        Curve("badges a second", "#059669", _rates(samples)),
        Curve("largest worker process, MB", "#d97706", [(s[0], s[2]) for s in samples]),
        Curve("database, MB", "#7c3aed", [(s[0], s[3]) for s in samples]),
    )
    seconds = samples[-1][0]
    height = TOP + len(curves) * (PANEL + GAP) + BOTTOM - GAP
    panels = "".join(
        _panel(curve, y=TOP + place * (PANEL + GAP), seconds=seconds)
        for place, curve in enumerate(curves)
    )
    title = f"A batch of {count:,} badges: two workers, two cores"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' font-family="system-ui, sans-serif" font-size="12"><title>{title}</title>'
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>'
        f'<text x="{LEFT}" y="18" font-size="14" font-weight="600" fill="{INK}">{title}</text>'
        f"{panels}{_times(seconds, y=height - BOTTOM + 18)}</svg>\n"
    )


def _rates(samples: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Badges a second, each over a twentieth of the whole time, so that single claims do not show."""
    window = samples[-1][0] / 20
    found = [(0.0, 0.0)]
    for sample in samples[1:]:
        before = max((s for s in samples if s[0] <= sample[0] - window), default=samples[0])
        found.append((sample[0], (sample[1] - before[1]) / (sample[0] - before[0])))
    return found


def _panel(curve: Curve, *, y: float, seconds: float) -> str:
    top = curve.top
    line = " ".join(
        f"{_x(second, seconds):.1f},{y + PANEL * (1 - value / top):.1f}"
        for second, value in curve.points
    )
    levels = "".join(
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y + PANEL * (1 - part):.1f}"'
        f' y2="{y + PANEL * (1 - part):.1f}" stroke="{GRID}"/>'
        f'<text x="{LEFT - 8}" y="{y + PANEL * (1 - part) + 4:.1f}" text-anchor="end"'
        f' fill="{SOFT}">{top * part:,.0f}</text>'
        for part in (0, 0.5, 1)
    )
    return (
        f'<text x="{LEFT}" y="{y - 7}" fill="{INK}">{curve.title}</text>{levels}'
        f'<polyline fill="none" stroke="{curve.colour}" stroke-width="2"'
        f' stroke-linejoin="round" points="{line}"/>'
    )


def _times(seconds: float, *, y: float) -> str:
    step = next(n for n in (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800) if seconds / n <= 10)
    marks = range(0, int(seconds) + 1, step)
    return "".join(
        f'<text x="{_x(mark, seconds):.1f}" y="{y}" text-anchor="middle" fill="{SOFT}">{mark} s</text>'
        for mark in marks
    )


def _x(second: float, seconds: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * second / seconds


if __name__ == "__main__":
    main(*sys.argv[1:3])
