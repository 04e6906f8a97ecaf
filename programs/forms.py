"""What people send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import CompletionState, Decision
from programs.models import MicroDegree


class ProgramFileForm(forms.Form):
    """A program as one YAML file."""

    file = forms.FileField(
        label=_("Program file"),
        help_text=_("YAML, UTF-8. Loading the same file twice changes nothing."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )


class ProgramTextForm(forms.Form):
    """A program file that was previewed, carried from the preview to the load."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False)
    file_name = forms.CharField(widget=forms.HiddenInput, max_length=255)


class ResultsFileForm(forms.Form):
    """Course results for a micro-degree."""

    micro_degree = forms.ModelChoiceField(
        label=_("Micro-degree"),
        queryset=MicroDegree.objects.all(),
        empty_label=_("Choose…"),
        help_text=_("New learners of the file are enrolled in it."),
    )
    file = forms.FileField(
        label=_("Results file"),
        help_text=_(
            "CSV (UTF-8 or CP949) or XLSX, at most 32 MB. Columns: student_number, name, name_en, "
            "email, course, term, score, grade, credits, status."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
    )


class CompletionFilter(forms.Form):
    """Which completions a list shows; nothing chosen means all."""

    q = forms.CharField(label=_("Student number or name"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *CompletionState.choices]
    )
    micro_degree = forms.ModelChoiceField(
        label=_("Micro-degree"),
        required=False,
        queryset=MicroDegree.objects.all(),
        to_field_name="code",
        empty_label=_("All"),
    )


class DecisionForm(forms.Form):
    """A decision on a case; returning and denying need a reason, since its learner reads it."""

    decision = forms.ChoiceField(
        label=_("Your decision"), choices=Decision.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Required when you return or deny. The learner and the centre can read it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_refusing = cleaned.get("decision") in {Decision.RETURNED, Decision.DENIED}
        if is_refusing and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Give a reason the learner can act on."))
        return cleaned


class ResubmitForm(forms.Form):
    """Why a returned case is handed in again, though its results stayed as they were."""

    reason = forms.CharField(
        label=_("What has changed since the case was returned?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
