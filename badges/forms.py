"""What people hand in on the badge pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from badges.enums import SharedPart
from badges.selectors import achievements, wallet
from credcenter.kernel import clock

_DAYS = (
    ("7", _("One week")),
    ("30", _("30 days")),
    ("90", _("90 days")),
    ("365", _("One year")),
    ("0", _("Until I end it")),
)


class ShareLinkForm(forms.Form):
    """Whom a link is for, how long it works and what it shows of the `parts` that the badge has."""

    name = forms.CharField(
        label=_("For whom"),
        help_text=_("Only you see this, to know your links apart: “HR of Acme”, say."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.ChoiceField(label=_("The link works for"), choices=_DAYS, initial="30")
    shows = forms.MultipleChoiceField(
        label=_("It shows"),
        help_text=_(
            "The badge, its description, the issuer and the dates are always shown. With a tick "
            "taken away the link shows a page only, marked as a part of the badge, and hands out no files."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, parts: Collection[SharedPart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parts = parts
        if not parts:
            del self.fields["shows"]
            return
        self.fields["shows"].initial = [part.value for part in parts]
        self.fields["shows"].choices = [(part.value, part.label) for part in parts]  # type: ignore[attr-defined]

    def left_out(self) -> set[SharedPart]:
        """What the badge has and the link does not show."""
        return {part for part in self._parts if part.value not in self.cleaned_data["shows"]}

    def expires_at(self) -> dt.datetime | None:
        """The end, or None for a link that its holder ends."""
        days = int(self.cleaned_data["days"])
        return clock.now() + dt.timedelta(days=days) if days else None


VERIFIED_FILES = (
    ".png,.svg,.json,.jsonld,.jwt,.txt,image/png,image/svg+xml,application/json,application/ld+json"
    # Photos of a QR code; with these a phone offers its camera.
    ",.jpg,.jpeg,.webp,image/jpeg,image/webp"
)


class VerifyForm(forms.Form):
    """A badge in one of three ways, and perhaps for whom it should be."""

    file = forms.FileField(
        label=_("Badge file, or a photo of its QR code"),
        help_text=_(
            "PNG, SVG, JSON or JWT as you received it; photos as JPEG, PNG or WebP. At most 10 MB."
        ),
        required=False,
        max_length=255,
        allow_empty_file=True,
        # Names what a chooser offers first; what a file is, its bytes say.
        widget=forms.FileInput(attrs={"accept": VERIFIED_FILES}),
    )
    text = forms.CharField(
        label=_("Or paste a link, or the badge's text"),
        help_text=_("A link begins with https://, JSON with {, a JWT with eyJ."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )
    recipient = forms.CharField(
        label=_("Who should hold it"),
        help_text=_("An e-mail address or a name, to compare with the badge."),
        required=False,
        max_length=254,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("file")) == bool(cleaned.get("text")):
            raise forms.ValidationError(
                _("Give exactly one of the two: a file, or an address or text.")
            )
        return cleaned


class RosterForm(forms.Form):
    """A list of people who get one badge."""

    achievement = forms.ChoiceField(label=_("What is awarded"))
    file = forms.FileField(
        label=_("Roster (CSV or XLSX)"),
        help_text=_(
            "Columns: student_number, name, name_en, email, awarded_on, and one for each result."
        ),
        max_length=255,
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nothing chosen beforehand: a roster under the wrong badge is issued in one click.
        choices = [("", _("Choose…")), *achievement_choices()]
        self.fields["achievement"].choices = choices  # type: ignore[attr-defined]


class StartForm(forms.Form):
    """When a batch begins."""

    starts_at = forms.DateTimeField(
        label=_("Begin at"),
        help_text=_("Leave it empty to begin at once. The time is that of the centre."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )

    def clean_starts_at(self) -> dt.datetime | None:
        starts_at: dt.datetime | None = self.cleaned_data["starts_at"]
        if starts_at is not None and starts_at <= clock.now():
            raise forms.ValidationError(_("This moment is past. Leave it empty to begin at once."))
        return starts_at


class CancelBatchForm(forms.Form):
    """Why a batch is ended, and that it is meant."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For the centre's records."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_confirmed = forms.BooleanField(label=_("I know that this cannot be undone."))


def achievement_choices() -> list[tuple[str, str]]:
    """Every achievement with its code and name."""
    versions = achievements.all_with_current()
    return [(each.achievement.code, f"{each.achievement.code} · {each.name}") for each in versions]


class WalletForm(forms.Form):
    """What of a wallet is shown, by the address; what makes no sense narrows nothing."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            (wallet.VALID, pgettext_lazy("badges", "Valid")),
            (wallet.EXPIRED, pgettext_lazy("badges", "Expired")),
            (wallet.REPLACED, pgettext_lazy("badges", "Replaced")),
            (wallet.REVOKED, pgettext_lazy("badges", "Revoked")),
        ],
    )
    year = forms.TypedChoiceField(
        label=_("Year of award"), required=False, coerce=int, empty_value=None
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            (wallet.NEWEST, _("Newest first")),
            (wallet.OLDEST, _("Oldest first")),
            (wallet.BY_NAME, _("By name")),
        ],
    )

    def __init__(self, data: Mapping[str, Any], *, years: Sequence[int]) -> None:
        super().__init__(data, auto_id="wallet-%s")
        field = cast("forms.TypedChoiceField", self.fields["year"])
        field.choices = [("", _("All")), *((str(year), str(year)) for year in years)]

    def looked(self) -> wallet.Looked:
        """What is asked for, as far as it can be understood."""
        self.is_valid()
        said = self.cleaned_data
        return wallet.Looked(
            text=said.get("q", ""),
            state=said.get("state", ""),
            year=said.get("year"),
            order=said.get("order") or wallet.NEWEST,
        )
