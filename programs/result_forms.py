"""What staff choose about a results file: its columns, and why it is undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from credcenter.kernel.tables import Table
from programs.enums import ImportFormat, ResultStatus
from programs.models import Course, Program
from programs.services.results.headers import FIELDS
from programs.services.results.mapping import BY_SCORE, ColumnMapping

LABELS = {
    "student_number": _("Student number"),
    "name": _("Name"),
    "family_name": _("Family name"),
    "given_name": _("Given name"),
    "name_en": _("English name"),
    "email": _("E-mail"),
    "course": _("Course code"),
    "year": _("Year"),
    "term": _("Term"),
    "score": _("Score"),
    "grade": _("Grade"),
    "credits": _("Credits"),
    "status": _("Status"),
    "counts_for_major": _("Counts for the major"),
}
_HINTS = {
    "name": _("Needed for learners we do not know yet."),
    "year": _("Only where year and term are two columns."),
    "credits": _("Without it, a course has its own credits."),
    "counts_for_major": _("Yes or no. Without it, results keep what is on record."),
}


class ColumnsForm(forms.Form):
    """Which column is which, and what holds for all rows where there is no column."""

    def __init__(
        self,
        *arguments: Any,
        table: Table,
        kind: str,
        mapping: ColumnMapping,
        program: Program | None,
    ) -> None:
        super().__init__(*arguments)
        choices = [
            ("", _("Not in the file")),
            *((name, _shown(name, table)) for name in table.header),
        ]
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name],
                choices=choices,
                required=name == "student_number",
                initial=mapping.columns.get(name, ""),
                help_text=_HINTS.get(name, ""),
            )
        self._add_constants(mapping.constants, kind=kind, program=program)

    def _add_constants(
        self, constants: Mapping[str, str], *, kind: str, program: Program | None
    ) -> None:
        courses = Course.objects.filter(program=program)
        no_status = "" if self.fields["status"].initial else BY_SCORE
        self.fields["all_course"] = forms.ChoiceField(
            label=_("Course of all rows"),
            required=False,
            choices=[
                ("", _("As in the column")),
                *((one.code, f"{one.code} {one.name}") for one in courses),
            ],
            initial=constants.get("course", ""),
            help_text=_("For an export of one course, which does not name it."),
        )
        self.fields["all_term"] = forms.CharField(
            label=_("Term of all rows"),
            required=False,
            max_length=16,
            initial=constants.get("term", ""),
            help_text=_("Such as 2026-1, 2026-S (summer), 2026-2 or 2026-W (winter)."),
        )
        self.fields["all_status"] = forms.ChoiceField(
            label=_("Status of all rows"),
            required=False,
            choices=[
                ("", _("As in the column")),
                (BY_SCORE, _("Completed from the least score on, failed below")),
                *ResultStatus.choices,
            ],
            initial=constants.get("status", no_status),
        )
        self._add_numbers(constants, kind=kind)

    def _add_numbers(self, constants: Mapping[str, str], *, kind: str) -> None:
        self.fields["pass_score"] = forms.CharField(
            label=_("Least score"),
            required=False,
            max_length=8,
            initial=constants.get("pass_score", "60"),
            help_text=_("Of 100. Where the score decides, a row without a score is in progress."),
        )
        if kind != ImportFormat.ONEROSTER:
            self.fields["full_marks"] = forms.CharField(
                label=_("Full marks"),
                required=False,
                max_length=8,
                initial=constants.get("full_marks", "100"),
                help_text=_("Scores are brought to 100. A gradebook may count to another number."),
            )

    def mapping(self) -> ColumnMapping:
        """What was chosen; only for a valid form."""
        chosen = self.cleaned_data
        status = chosen["all_status"]
        constants = {
            "course": chosen["all_course"],
            "term": chosen["all_term"],
            "status": status,
            "pass_score": chosen["pass_score"] if status == BY_SCORE else "",
            "full_marks": chosen.get("full_marks", ""),
        }
        if constants["full_marks"] == "100":
            constants["full_marks"] = ""
        return ColumnMapping({name: chosen[name] for name in FIELDS}, constants)

    @property
    def columns(self) -> list[forms.BoundField]:
        """The fields for columns."""
        return [self[name] for name in FIELDS]

    @property
    def constants(self) -> list[forms.BoundField]:
        """The fields for what holds for all rows."""
        return [self[name] for name in self.fields if name not in FIELDS]


class UndoForm(forms.Form):
    """Why an applied file is undone."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the audit trail."),
    )


def _shown(name: str, table: Table) -> str:
    """A column with the first value in it."""
    value = next((row.cells[name] for row in table.rows if row.cells[name]), "")
    return f"{name} ({value[:24]})" if value else name
