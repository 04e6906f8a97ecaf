"""What staff hand in around the table of credentials: filters, reasons, counts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from badges.enums import CredentialState, RevocationReason
from badges.forms import achievement_choices
from badges.models import SavedFilter
from badges.selectors.credential_table import REPLACED, Wanted

MAX_SELECTED = 200
"""Rows chosen one by one; whoever means more means all that match."""

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

ORDERS = {
    "": pgettext_lazy("order", "Newest first"),
    "oldest": pgettext_lazy("order", "Oldest first"),
    "holder": pgettext_lazy("order", "By student number"),
}


class CredentialFilterForm(forms.Form):
    """What a member of staff looks for among all credentials. A value that is none narrows nothing."""

    q = forms.CharField(
        label=_("Holder"),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Name, student number, e-mail or ID")}
        ),
    )
    achievement = forms.ChoiceField(label=_("Badge"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            (CredentialState.ISSUED, CredentialState.ISSUED.label),
            (CredentialState.REVOKED, CredentialState.REVOKED.label),
            (REPLACED, _("Replaced")),
        ],
    )
    since = forms.DateField(label=_("Awarded from"), required=False, widget=_DAY)
    until = forms.DateField(label=_("Awarded until"), required=False, widget=_DAY)
    shared = forms.ChoiceField(
        label=_("Shared"),
        required=False,
        choices=[("", _("All")), ("yes", _("Shared")), ("no", _("Not shared"))],
    )
    flagged = forms.BooleanField(label=_("Flagged only"), required=False)
    unclaimed = forms.BooleanField(label=_("Not claimed only"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=list(ORDERS.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All")), *achievement_choices()]
        self.fields["achievement"].choices = choices  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What was said and is a choice, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def wanted(self) -> Wanted:
        """What narrows the table."""
        said = {name: value for name, value in self.said().items() if name != "order"}
        if "q" in said:
            said["text"] = said.pop("q")
        return Wanted(**said)

    def query(self) -> str:
        """The same as in an address, in the order of the fields."""
        return urlencode(self.said())


class RevokeForm(forms.Form):
    """Why, and that it is meant: a revocation cannot be undone. Of several the number is typed."""

    reason = forms.ChoiceField(
        label=_("Reason"), choices=[("", _("Choose a reason")), *RevocationReason.choices]
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For the centre's records. It is not published."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_confirmed = forms.BooleanField(label=_("I know that this cannot be undone."))
    count = forms.IntegerField(
        label=_("How many are revoked"),
        help_text=_("Type the number that stands above. Revoking cannot be undone."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._number = number
        del self.fields["count" if number == 1 else "is_confirmed"]

    def clean_count(self) -> int:
        count: int = self.cleaned_data["count"]
        if count != self._number:
            raise forms.ValidationError(_("This is not the number of credentials in this list."))
        return count


class ExportForm(forms.Form):
    """Why a list of people leaves the house."""

    reason = forms.CharField(
        label=_("What the list is for"),
        help_text=_("It stands in the audit trail beside your name and the number of rows."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SaveFilterForm(forms.ModelForm):
    """A name for what the table is narrowed by."""

    class Meta:
        model = SavedFilter
        fields = ("name",)
        labels = {"name": _("Name of this filter")}
