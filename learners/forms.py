"""What learners send."""

from __future__ import annotations

from typing import Any

from django import forms

from learners.enums import ConsentPurpose
from learners.selectors.consents import OFFERED


class ConsentForm(forms.Form):
    """A choice about one purpose: `given` is yes or no, never left out."""

    purpose = forms.ChoiceField(choices=[(each.value, each.label) for each in OFFERED])
    given = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        return {"purpose": ConsentPurpose(cleaned["purpose"]), "given": cleaned["given"] == "yes"}
