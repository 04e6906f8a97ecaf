"""What the studio's page shows of choices: small drawings to pick from, and how well colours go together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from badges.studio import thumbnails
from badges.studio.palettes import PALETTES, Check
from badges.studio_forms import OWN, DesignForm
from badges.studio_words import CONTRAST_NAMES


def picks(form: DesignForm) -> dict[str, list[dict[str, Any]]]:
    """By field: the radio button of each choice, its name and its drawing."""
    return {
        name: [
            {
                "radio": each,
                "label": each.choice_label,
                "drawing": _drawing(name, str(each.data["value"])),
            }
            for each in form[name]
        ]
        for name in ("shape", "palette", "icon")
    }


def contrasts(found: Sequence[Check]) -> list[dict[str, Any]]:
    """Each pair of colours with its ratio; never rounded up to what is needed."""
    return [
        {
            "name": CONTRAST_NAMES[each.what],
            "ratio": f"{int(each.ratio * 10) / 10}",
            "least": f"{each.least:g}",
            "is_met": each.is_met,
        }
        for each in found
    ]


def _drawing(field: str, value: str) -> SafeString:
    if field == "palette":
        drawn = "" if value == OWN else thumbnails.palette(PALETTES[value])
    else:
        drawn = thumbnails.icon(value) if field == "icon" else thumbnails.shape(value)
    return mark_safe(drawn)  # noqa: S308 (drawn from our own tables)
