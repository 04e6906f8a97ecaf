"""Path data as in SVG (1.1, section 8.3), as far as our own icons use it: M L H V C Q Z, absolute."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from badges.studio.geometry import Point

_TOKEN = re.compile(r"[MLHVCQZ]|-?\d+(?:\.\d+)?")
_PAIRS = {"M": 1, "L": 1, "Q": 2, "C": 3}
_STEPS = 16


@lru_cache(maxsize=256)
def flattened(data: str) -> tuple[list[Point], ...]:
    """Each subpath as points; a closed one ends where it began."""
    tokens = _TOKEN.findall(data)
    paths: list[list[Point]] = []
    place = 0
    while place < len(tokens):
        command, place = tokens[place], place + 1
        count = 1 if command in "HV" else 2 * _PAIRS.get(command, 0)
        while True:
            numbers = [float(each) for each in tokens[place : place + count]]
            place += count
            _draw(command, numbers, paths)
            if not count or place >= len(tokens) or tokens[place].isalpha():
                break
            command = "L" if command == "M" else command
    return tuple(paths)


def _draw(command: str, numbers: list[float], paths: list[list[Point]]) -> None:
    if command == "M":
        paths.append([(numbers[0], numbers[1])])
        return
    path = paths[-1]
    x, y = path[-1]
    if command == "Z":
        path.append(path[0])
    elif command in "HV":
        path.append((numbers[0], y) if command == "H" else (x, numbers[0]))
    elif command == "L":
        path.append((numbers[0], numbers[1]))
    else:
        corners = [(x, y), *zip(numbers[::2], numbers[1::2], strict=True)]
        path.extend(curve(corners))


def curve(corners: list[Point], *, steps: int = _STEPS) -> list[Point]:
    """A Bézier curve of any degree without its first point (de Casteljau)."""
    return [_on_curve(corners, step / steps) for step in range(1, steps + 1)]


def _on_curve(corners: list[Point], share: float) -> Point:
    points = corners
    while len(points) > 1:
        points = [
            (x1 + (x2 - x1) * share, y1 + (y2 - y1) * share)
            for (x1, y1), (x2, y2) in itertools.pairwise(points)
        ]
    return points[0]
