"""Small drawings of what can be chosen, as SVG in the colour of the text around them; a palette in its own."""

from __future__ import annotations

from badges.studio.icons import ICONS
from badges.studio.palettes import Palette
from badges.studio.shapes import outline

_STROKE = 'fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"'


def icon(name: str) -> str:
    parts = "".join(_part(each) for each in (*ICONS[name].main, *ICONS[name].accent))
    return f'<svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" {_STROKE}>{parts}</svg>'


def shape(name: str) -> str:
    points = " ".join(f"{x:.0f},{y:.0f}" for x, y in outline(name)[::3])
    return (
        '<svg viewBox="0 0 600 600" width="28" height="28" aria-hidden="true">'
        f'<polygon points="{points}" fill="currentColor"/></svg>'
    )


def palette(colours: Palette) -> str:
    """The field in its frame, a strip of the accent and a spot of the ink."""
    return (
        '<svg viewBox="0 0 56 28" width="56" height="28" aria-hidden="true">'
        f'<rect width="56" height="28" rx="5" fill="{colours.deep.hex}"/>'
        f'<rect x="2.5" y="2.5" width="30" height="23" rx="3" fill="{colours.top.hex}"/>'
        f'<rect x="28" y="2.5" width="13" height="23" fill="{colours.bottom.hex}"/>'
        f'<rect x="41" y="2.5" width="12.5" height="23" rx="3" fill="{colours.accent.hex}"/>'
        f'<circle cx="15" cy="14" r="5" fill="{colours.ink.hex}"/></svg>'
    )


def _part(data: str) -> str:
    kind, *numbers = data.split(" ")
    if kind == "o":
        x, y, radius = numbers
        return f'<circle cx="{x}" cy="{y}" r="{radius}"/>'
    if kind == ".":
        x, y, radius = numbers
        return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="currentColor"/>'
    if kind == "r":
        x, y, width, height = numbers
        return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="2.2"/>'
    return f'<path d="{data}"/>'
