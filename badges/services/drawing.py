"""The pictures of badges: drawn from a design of the studio, or from one that is proposed where nobody chose.

Drawing takes a second or two, so none of this belongs into a transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from badges import studio
from badges.adapters import storage
from badges.models import BadgeDesignVersion
from badges.services.designs import AchievementDesign, ResultDesign, StudioDesign
from badges.studio import reading, ringed
from badges.studio.composing import NO_CELLS, Cells, scene
from badges.studio.design import Design, Words
from badges.studio.proposing import proposed


@dataclass(frozen=True, slots=True)
class KeptArtwork:
    """An image in the file storage: under which name, its SHA-256, and that of what it was made of, if it was.

    With the design it was drawn from, and the sheet of its ring, where there is one.
    """

    name: str
    sha256: str
    source_sha256: str = ""
    studio: StudioDesign | None = None
    ring_sheet: str = ""


def keep_drawn(chosen: StudioDesign, *, results: Sequence[ResultDesign]) -> KeptArtwork:
    """Draw a design of the studio and store it; with the sheet of a ring when it has one and there are levels."""
    design = reading.design(BadgeDesignVersion.objects.get(pk=chosen.version_id).data)
    counts = ringed.counts_of([len(each.levels) for each in results]) if design.ring else ()
    if not counts:
        data, sheet = studio.draw_png(design), ""
    else:
        made = ringed.sheet(design, counts=counts)
        data = ringed.picture(made, (0,) * len(counts))
        sheet = storage.keep_by_content("artwork", made, suffix=".png")
    name = storage.keep_by_content("artwork", data, suffix=".png")
    return KeptArtwork(name, hashlib.sha256(data).hexdigest(), studio=chosen, ring_sheet=sheet)


def picture(design: Design, *, kind: str, size: int = 600) -> bytes:
    """A design as `svg` or `png`; a ring shows how it looks half-way."""
    cells = Cells((3, 3, 3, 3), (1, 3, 2, 2)) if design.ring else NO_CELLS
    drawn = scene(design, size=size, cells=cells)
    return studio.as_png(drawn, design) if kind == "png" else studio.as_svg(drawn, design)


def proposed_picture(wanted: AchievementDesign) -> bytes:
    """The PNG of a badge that nobody designed."""
    return studio.draw_png(proposed_design(wanted))


def proposed_design(wanted: AchievementDesign) -> Design:
    """What the centre would make of an achievement's code and words."""
    return proposed(
        wanted.code,
        name=Words(wanted.name.ko, wanted.name.en),
        achievement_type=wanted.achievement_type,
        tags=wanted.tags,
        level=wanted.level,
    )
