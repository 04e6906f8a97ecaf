"""What is wrong with a design, in words that say what to mend, and the names of what can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from badges.studio.errors import DesignRefused

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_REFUSALS: dict[str, _StrPromise] = {
    "version_unknown": _("This design is of another version of the studio than %(known)s."),
    "object_expected": _("This is no design of the studio."),
    "key_unknown": _("A design has nothing called “%(key)s”."),
    "key_missing": _("The design says nothing about “%(key)s”."),
    "choice_unknown": _("The studio does not know this choice."),
    "colour_unreadable": _("Write a colour as #rrggbb, such as #1f66ad."),
    "text_expected": _("Text is expected here."),
    "text_too_long": _("At most %(most)s characters."),
    "text_missing": _("This text is needed."),
    "sign_unknown": _("This character cannot be drawn: %(sign)s"),
    "number_out_of_range": _("A whole number from 1 to %(most)s is expected."),
    "ring_taken": _(
        "The ring shows either the level of the badge or the learner's competencies. "
        "Show the level as stars or chevrons."
    ),
}
_CONTRASTS: dict[str, _StrPromise] = {
    "ink": _(
        "The lettering has a contrast of %(ratio)s : 1 to the field; %(least)s : 1 is needed."
    ),
    "accent": _(
        "The accent has a contrast of %(ratio)s : 1 to the field; %(least)s : 1 is needed."
    ),
    "frame": _("The accent has a contrast of %(ratio)s : 1 to the frame; %(least)s : 1 is needed."),
    "ribbon": _(
        "Lettering on the ribbon would have a contrast of %(ratio)s : 1; %(least)s : 1 is needed."
    ),
}
CONTRAST_NAMES: dict[str, _StrPromise] = {
    "ink": _("Lettering on the field"),
    "accent": _("Accent on the field"),
    "frame": _("Accent on the frame"),
    "ribbon": _("Lettering on the ribbon"),
}


def said(refused: DesignRefused) -> str:
    """What to mend; the field is named for what a form has no place for."""
    if refused.code == "contrast_low":
        return str(_CONTRASTS[str(refused.params["what"])]) % refused.params
    words = str(_REFUSALS[refused.code]) % refused.params
    return f"{refused.field}: {words}" if refused.field else words


SHAPE_NAMES: dict[str, _StrPromise] = {
    "hexagon": pgettext_lazy("badge shape", "Hexagon"),
    "shield": pgettext_lazy("badge shape", "Shield"),
    "circle": pgettext_lazy("badge shape", "Circle"),
    "square": pgettext_lazy("badge shape", "Rounded square"),
    "octagon": pgettext_lazy("badge shape", "Octagon"),
    "seal": pgettext_lazy("badge shape", "Seal"),
    "wave": pgettext_lazy("badge shape", "Wave"),
    "barrel": pgettext_lazy("badge shape", "Lying hexagon"),
}
PALETTE_NAMES: dict[str, _StrPromise] = {
    "ocean": pgettext_lazy("palette", "Ocean"),
    "pine": pgettext_lazy("palette", "Pine"),
    "plum": pgettext_lazy("palette", "Plum"),
    "burgundy": pgettext_lazy("palette", "Burgundy"),
    "dusk": pgettext_lazy("palette", "Dusk"),
    "terracotta": pgettext_lazy("palette", "Terracotta"),
    "lagoon": pgettext_lazy("palette", "Lagoon"),
    "moss": pgettext_lazy("palette", "Moss"),
    "graphite": pgettext_lazy("palette", "Graphite"),
    "royal": pgettext_lazy("palette", "Royal"),
    "ivory": pgettext_lazy("palette", "Ivory"),
    "celadon": pgettext_lazy("palette", "Celadon"),
}
PATTERN_NAMES: dict[str, _StrPromise] = {
    "plain": pgettext_lazy("engraving", "None"),
    "rays": pgettext_lazy("engraving", "Rays"),
    "rings": pgettext_lazy("engraving", "Rings"),
    "rosette": pgettext_lazy("engraving", "Rosette"),
    "facets": pgettext_lazy("engraving", "Facets"),
    "grid": pgettext_lazy("engraving", "Grid"),
}
STYLE_NAMES: dict[str, _StrPromise] = {
    "stars": pgettext_lazy("marks of level", "Stars"),
    "chevrons": pgettext_lazy("marks of level", "Chevrons"),
    "segments": pgettext_lazy("marks of level", "Segments of the ring"),
    "none": pgettext_lazy("marks of level", "None"),
}
KIND_NAMES: dict[str, _StrPromise] = {
    "micro-degree": pgettext_lazy("ribbon", "Micro-degree"),
    "micro-major": pgettext_lazy("ribbon", "Micro-major"),
    "course": pgettext_lazy("ribbon", "Course"),
    "skill": pgettext_lazy("ribbon", "Skill"),
    "record": pgettext_lazy("ribbon", "Learning record"),
    "none": pgettext_lazy("ribbon", "No ribbon"),
}
LETTERING_NAMES: dict[str, _StrPromise] = {
    "both": pgettext_lazy("lettering", "Korean and English"),
    "ko": pgettext_lazy("lettering", "Korean"),
    "en": pgettext_lazy("lettering", "English"),
    "none": pgettext_lazy("lettering", "No title"),
}
ICON_NAMES: dict[str, _StrPromise] = {
    "data": pgettext_lazy("badge icon", "Data"),
    "statistics": pgettext_lazy("badge icon", "Statistics"),
    "ai": pgettext_lazy("badge icon", "Artificial intelligence"),
    "social-service": pgettext_lazy("badge icon", "Social service"),
    "law": pgettext_lazy("badge icon", "Law"),
    "business": pgettext_lazy("badge icon", "Business"),
    "health": pgettext_lazy("badge icon", "Health"),
    "language": pgettext_lazy("badge icon", "Language"),
    "education": pgettext_lazy("badge icon", "Education"),
    "code": pgettext_lazy("badge icon", "Programming"),
    "research": pgettext_lazy("badge icon", "Research"),
    "leadership": pgettext_lazy("badge icon", "Leadership"),
    "security": pgettext_lazy("badge icon", "Security"),
    "design": pgettext_lazy("badge icon", "Design"),
    "science": pgettext_lazy("badge icon", "Science"),
    "environment": pgettext_lazy("badge icon", "Environment"),
    "engineering": pgettext_lazy("badge icon", "Engineering"),
    "finance": pgettext_lazy("badge icon", "Finance"),
    "media": pgettext_lazy("badge icon", "Media"),
    "arts": pgettext_lazy("badge icon", "Arts"),
    "public-service": pgettext_lazy("badge icon", "Public service"),
    "cloud": pgettext_lazy("badge icon", "Cloud"),
    "global": pgettext_lazy("badge icon", "Global"),
    "communication": pgettext_lazy("badge icon", "Communication"),
    "teamwork": pgettext_lazy("badge icon", "Teamwork"),
    "innovation": pgettext_lazy("badge icon", "Innovation"),
    "robotics": pgettext_lazy("badge icon", "Robotics"),
    "agriculture": pgettext_lazy("badge icon", "Agriculture"),
    "tourism": pgettext_lazy("badge icon", "Tourism"),
    "architecture": pgettext_lazy("badge icon", "Architecture"),
    "physics": pgettext_lazy("badge icon", "Physics"),
    "mathematics": pgettext_lazy("badge icon", "Mathematics"),
    "energy": pgettext_lazy("badge icon", "Energy"),
    "reading": pgettext_lazy("badge icon", "Reading"),
    "trophy": pgettext_lazy("badge icon", "Award"),
    "psychology": pgettext_lazy("badge icon", "Counselling"),
}
