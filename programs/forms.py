"""What people send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from credcenter.accounts.models import User
from programs.enums import ApprovalStep, CompletionState, Decision, EntryDeed, WindowKind
from programs.models import MicroDegree
from programs.selectors.clean import Kind
from programs.selectors.delegations import possible_deciders
from programs.services.delegating import Period


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
            "CSV (UTF-8 or CP949) or XLSX, at most 32 MB; also Moodle's and Canvas's gradebook exports, "
            "and OneRoster 1.2 as a zip. You say next what the columns are."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.zip"}),
    )


class LeavingForm(forms.Form):
    """Why somebody takes back what they asked for; they need not say."""

    reason = forms.CharField(required=False, max_length=500)


class EnrolmentForm(forms.Form):
    """What the staff does for one learner, also where no window is open."""

    student_number = forms.CharField(label=_("Student number"), max_length=32)
    micro_degree = forms.ModelChoiceField(
        label=_("Micro-degree"),
        queryset=MicroDegree.objects.all(),
        to_field_name="code",
        empty_label=_("Choose…"),
    )
    deed = forms.ChoiceField(
        label=_("What is to be done"),
        choices=EntryDeed.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Recorded in the audit trail. With a reason, you may act outside of a window."),
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


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class DelegationForm(forms.Form):
    """Who decides on one's behalf, from when to when, and why."""

    delegate = forms.ModelChoiceField(
        label=_("Who decides for you"),
        queryset=possible_deciders().none(),
        empty_label=_("Choose…"),
    )
    starts_on = forms.DateField(label=_("First day"), widget=_day())
    ends_on = forms.DateField(label=_("Last day"), widget=_day())
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("The credential centre can read it.")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["delegate"]
        people.queryset = possible_deciders().exclude(pk=user.pk)  # type: ignore[attr-defined]

    def period(self) -> Period:
        """What was sent, for the service."""
        sent = self.cleaned_data
        return Period(sent["starts_on"], sent["ends_on"], sent["reason"])


class SubstituteForm(DelegationForm):
    """Who stands in for somebody who is away."""

    principal = forms.ModelChoiceField(
        label=_("Who is away"), queryset=possible_deciders().none(), empty_label=_("Choose…")
    )
    field_order = ("principal", "delegate", "starts_on", "ends_on", "reason")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["delegate"].label = _("Who decides in their place")
        principals = self.fields["principal"]
        principals.queryset = possible_deciders()  # type: ignore[attr-defined]


class WindowForm(forms.Form):
    """When a step of a micro-degree is decided."""

    micro_degree = forms.ModelChoiceField(
        label=_("Micro-degree"), queryset=MicroDegree.objects.all(), empty_label=_("Choose…")
    )
    step = forms.ChoiceField(label=_("Step"), choices=ApprovalStep.choices)
    opens_at = forms.DateTimeField(label=_("Opens"), widget=_moment())
    closes_at = forms.DateTimeField(label=_("Closes"), widget=_moment())


class ApplicationWindowForm(forms.Form):
    """When learners may enrol in a micro-degree, or apply, by themselves."""

    micro_degree = forms.ModelChoiceField(
        label=_("Micro-degree"), queryset=MicroDegree.objects.all(), empty_label=_("Choose…")
    )
    kind = forms.ChoiceField(label=pgettext_lazy("window", "For"), choices=WindowKind.choices)
    opens_at = forms.DateTimeField(label=_("Opens"), widget=_moment())
    closes_at = forms.DateTimeField(label=_("Closes"), widget=_moment())

    def clean_kind(self) -> WindowKind:
        return WindowKind(self.cleaned_data["kind"])


class TogetherForm(forms.Form):
    """Clean cases of one kind, chosen by their boxes, and how many they are."""

    curriculum = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    step = forms.IntegerField(min_value=0, max_value=100, widget=forms.HiddenInput)
    count = forms.IntegerField(
        label=_("How many cases do you approve?"),
        min_value=1,
        help_text=_("Type the number of the cases that you have chosen."),
    )

    def kind(self) -> Kind:
        """What was sent, for the service."""
        return Kind(self.cleaned_data["curriculum"], self.cleaned_data["step"])


class SettleForm(forms.Form):
    """Why the staff settles a reopened case as it does."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept with the case and its badge."),
    )


class ResubmitForm(forms.Form):
    """Why a returned case is handed in again, though its results stayed as they were."""

    reason = forms.CharField(
        label=_("What has changed since the case was returned?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
