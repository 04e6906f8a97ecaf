"""What learners send."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django import forms

from learners.enums import ConsentPurpose
from learners.selectors.consents import OFFERED
from learners.services.accounts import open_account_on_request


class ConsentForm(forms.Form):
    """A choice about one purpose: `given` is yes or no, never left out."""

    purpose = forms.ChoiceField(choices=[(each.value, each.label) for each in OFFERED])
    given = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        return {"purpose": ConsentPurpose(cleaned["purpose"]), "given": cleaned["given"] == "yes"}


class FirstPasswordForm(ResetPasswordForm):
    """A link to set a password: also for a learner who has a badge and no account yet."""

    def clean_email(self) -> str:
        open_account_on_request(self.cleaned_data["email"])
        return str(super().clean_email())
