"""What people choose in the badge studio."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from badges.forms import achievement_choices
from badges.studio import reading
from badges.studio.colours import colour
from badges.studio.design import MOST_ALT, MOST_ISSUER, MOST_LEVELS, MOST_TITLE, VERSION, Design
from badges.studio.errors import DesignRefused
from badges.studio.palettes import Check, checks, own_palette
from badges.studio_words import (
    ICON_NAMES,
    KIND_NAMES,
    LETTERING_NAMES,
    PALETTE_NAMES,
    PATTERN_NAMES,
    SHAPE_NAMES,
    STYLE_NAMES,
    said,
)

OWN = "own"
MOST_JSON = 64 * 1024
_FIELDS = {
    "colours": "palette",
    "colours.field": "field",
    "colours.accent": "accent",
    "colours.ink": "ink",
    "level.reached": "reached",
    "level.of": "of",
    "level.style": "style",
    "level": "style",
}
_COLOUR = forms.TextInput(attrs={"type": "color"})


class DesignForm(forms.Form):
    """A design under its name. After `is_valid`, `design` is one that can be drawn."""

    name = forms.CharField(label=_("Name of the design"), max_length=100, required=False)
    title_ko = forms.CharField(label=_("Title in Korean"), max_length=MOST_TITLE, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=MOST_TITLE, required=False)
    lettering = forms.ChoiceField(label=_("Title on the badge"), choices=[*LETTERING_NAMES.items()])
    issuer = forms.CharField(label=_("Issuer's short name"), max_length=MOST_ISSUER, required=False)
    kind = forms.ChoiceField(label=_("Ribbon"), choices=[*KIND_NAMES.items()])
    style = forms.ChoiceField(label=_("Level shown as"), choices=[*STYLE_NAMES.items()])
    reached = forms.IntegerField(label=_("Level"), min_value=1, max_value=MOST_LEVELS)
    of = forms.IntegerField(label=_("of levels"), min_value=1, max_value=MOST_LEVELS)
    shape = forms.ChoiceField(
        label=_("Shape"), choices=[*SHAPE_NAMES.items()], widget=forms.RadioSelect
    )
    palette = forms.ChoiceField(
        label=_("Colours"),
        choices=[*PALETTE_NAMES.items(), (OWN, _("Own colours"))],
        widget=forms.RadioSelect,
    )
    field = forms.CharField(
        label=pgettext_lazy("badge colour", "Field"), required=False, widget=_COLOUR
    )
    accent = forms.CharField(
        label=pgettext_lazy("badge colour", "Accent"), required=False, widget=_COLOUR
    )
    ink = forms.CharField(
        label=pgettext_lazy("badge colour", "Lettering"), required=False, widget=_COLOUR
    )
    icon = forms.ChoiceField(
        label=_("Icon"), choices=[*ICON_NAMES.items()], widget=forms.RadioSelect
    )
    pattern = forms.ChoiceField(label=_("Engraving"), choices=[*PATTERN_NAMES.items()])
    ring = forms.BooleanField(
        label=_("Ring with the learner's competency levels"),
        help_text=_("Each learner's own badge shows the levels that the signed credential names."),
        required=False,
    )
    alt_ko = forms.CharField(
        label=_("Alternative text in Korean"), max_length=MOST_ALT, required=False
    )
    alt_en = forms.CharField(
        label=_("Alternative text in English"), max_length=MOST_ALT, required=False
    )

    design: Design | None = None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            self.design = reading.design(_json_of(cleaned))
        except DesignRefused as refused:
            name = _FIELDS.get(refused.field, refused.field.replace(".", "_"))
            known = name if name in self.fields else None
            self.add_error(known, said(refused).removeprefix(f"{refused.field}: "))
        return cleaned

    def contrasts(self) -> list[Check]:
        """How well the colours that are chosen are seen on each other, also when that is not enough."""
        if self.design is not None:
            return checks(self.design.palette)
        said_colours = [str(self.data.get(name, "")) for name in ("field", "accent", "ink")]
        if self.data.get("palette") != OWN:
            return []
        try:
            field, accent, ink = (colour(each) for each in said_colours)
        except DesignRefused:
            return []
        return checks(own_palette(field=field, accent=accent, ink=ink))


def values_of(design: Design, *, name: str = "") -> dict[str, Any]:
    """A design as the form's values."""
    palette, own = design.palette, design.colours
    return {
        "name": name,
        "title_ko": design.title.ko,
        "title_en": design.title.en,
        "lettering": design.lettering.value,
        "issuer": design.issuer,
        "kind": design.kind.value,
        "style": design.level.style.value,
        "reached": design.level.reached,
        "of": design.level.of,
        "shape": design.shape,
        "palette": own if isinstance(own, str) else OWN,
        "field": palette.top.hex,
        "accent": palette.accent.hex,
        "ink": palette.ink.hex,
        "icon": design.icon,
        "pattern": design.pattern.value,
        "ring": design.ring,
        "alt_ko": design.alt.ko,
        "alt_en": design.alt.en,
    }


def _json_of(cleaned: dict[str, Any]) -> dict[str, Any]:
    own = {name: cleaned[name] for name in ("field", "accent", "ink")}
    return {
        "version": VERSION,
        "shape": cleaned["shape"],
        "colours": own if cleaned["palette"] == OWN else cleaned["palette"],
        "icon": cleaned["icon"],
        "title": {"ko": cleaned["title_ko"], "en": cleaned["title_en"]},
        "lettering": cleaned["lettering"],
        "level": {
            "style": cleaned["style"],
            "reached": cleaned["reached"],
            "of": cleaned["of"],
        },
        "kind": cleaned["kind"],
        "issuer": cleaned["issuer"],
        "pattern": cleaned["pattern"],
        "ring": cleaned["ring"],
        "alt": {"ko": cleaned["alt_ko"], "en": cleaned["alt_en"]},
    }


class UseForm(forms.Form):
    """Which badge takes a design."""

    achievement = forms.ChoiceField(
        label=_("Badge that takes this design"),
        help_text=_("Badges issued from now on show it. Those issued already stay as they are."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose…")), *achievement_choices()]
        self.fields["achievement"].choices = choices  # type: ignore[attr-defined]


class ImportDesignForm(forms.Form):
    """A design that was exported as JSON."""

    file = forms.FileField(label=_("Design as a file (JSON)"), max_length=255)

    def clean_file(self) -> Design:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_JSON:
            raise forms.ValidationError(_("This is no design of the studio."))
        try:
            return reading.design(json.loads(upload.read()))
        except DesignRefused as refused:
            raise forms.ValidationError(said(refused)) from None
        except (ValueError, RecursionError):
            raise forms.ValidationError(_("This is no design of the studio.")) from None
