"""What people hand in when a credential must be looked at once more."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from badges.enums import CorrectionState
from badges.models import CorrectionRequest
from badges.selectors.corrections import Standing
from badges.services.correcting import Corrected, Wanted
from learners.rules import NAME_LENGTH

_RESULT = "result-"


class ClearFlagForm(forms.Form):
    """What somebody found."""

    note = forms.CharField(
        label=_("What you found"),
        help_text=_("For the centre's records. It is not published."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class _Person(forms.Form):
    """The names and the date that may be wrong; what is empty is right."""

    name = forms.CharField(label=_("Name"), required=False, max_length=NAME_LENGTH)
    name_en = forms.CharField(
        label=_("English name"),
        help_text=_("As in the passport, such as HONG Gildong."),
        required=False,
        max_length=NAME_LENGTH,
    )
    awarded_on = forms.DateField(
        label=_("Award date"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def _said(self) -> dict[str, Any]:
        day: dt.date | None = self.cleaned_data["awarded_on"]
        names = {key: self.cleaned_data[key] for key in ("name", "name_en")}
        return names | {"awarded_on": day}


class AskCorrectionForm(_Person):
    """What is wrong, and how it can be seen."""

    results_are_wrong = forms.BooleanField(label=_("A score is wrong"), required=False)
    explanation = forms.CharField(
        label=_("Explanation"),
        help_text=_(
            "What is wrong, and what shows it: a passport, a decision, a course and term with its right score."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def wanted(self) -> Wanted:
        return Wanted(
            explanation=self.cleaned_data["explanation"],
            results_are_wrong=self.cleaned_data["results_are_wrong"],
            **self._said(),
        )


class AcceptCorrectionForm(_Person):
    """What is to stand there. Scores can be given where they do not follow from approved results."""

    note = forms.CharField(
        label=_("Note"),
        help_text=_("What you saw as a proof. The holder reads it too."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = self.fields.pop("note")
        for each in () if standing.rests_on_facts else standing.results:
            self.fields[f"{_RESULT}{each.code}"] = forms.DecimalField(
                label=str(each.name), required=False, max_digits=8, decimal_places=2
            )
        self.fields["note"] = note

    @classmethod
    def for_wish(cls, correction: CorrectionRequest, *, standing: Standing) -> AcceptCorrectionForm:
        """With what was asked for filled in."""
        wished = {key: getattr(correction, key) for key in ("name", "name_en", "awarded_on")}
        return cls(initial=wished, standing=standing)

    def corrected(self) -> Corrected:
        scores: dict[str, Decimal] = {
            name.removeprefix(_RESULT): value
            for name, value in self.cleaned_data.items()
            if name.startswith(_RESULT) and value is not None
        }
        return Corrected(results=scores, **self._said())


class DeclineCorrectionForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The holder reads it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CorrectionFilterForm(forms.Form):
    """Which wishes to show; those that wait unless told otherwise."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[*CorrectionState.choices, ("all", pgettext_lazy("corrections", "All"))],
        initial=CorrectionState.OPEN,
    )

    def state_asked_for(self) -> str:
        """Empty for all of them."""
        asked = self.cleaned_data.get("state") if self.is_valid() else ""
        return "" if asked == "all" else asked or CorrectionState.OPEN
