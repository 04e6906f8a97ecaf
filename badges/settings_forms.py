"""What staff hand in on the settings pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from badges.models import Issuer
from credcenter.accounts.enums import Scope
from credcenter.accounts.tokens import LONGEST_NAME
from credcenter.kernel import clock
from credcenter.kernel.bilingual import Bilingual


class IssuerForm(forms.Form):
    """What the centre says of itself on every badge from now on."""

    name_ko = forms.CharField(label=_("Name in Korean"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail for the public"),
        help_text=_("Stands in every badge: an address of the office, not of a person."),
        required=False,
    )
    description_ko = forms.CharField(
        label=_("Description in Korean"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    description_en = forms.CharField(
        label=_("Description in English"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @classmethod
    def about(cls, issuer: Issuer) -> IssuerForm:
        """The form filled with what stands."""
        return cls(initial={name: getattr(issuer, name) for name in cls.base_fields})

    def facts(self) -> dict[str, Any]:
        """As the service takes them; for a form that is valid."""
        said = self.cleaned_data
        return {
            "name": Bilingual(said["name_ko"], said["name_en"]),
            "description": Bilingual(said["description_ko"], said["description_en"]),
            "email": said["email"],
        }


class TokenForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(
        label=_("What it is for"),
        help_text=_("Such as the name of the learning platform that uses it."),
        max_length=LONGEST_NAME,
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.ChoiceField(
        label=_("It works for"),
        choices=[("90", _("90 days")), ("365", _("One year")), ("0", _("Until it is revoked"))],
        initial="365",
    )

    def ends_at(self) -> dt.datetime | None:
        days = int(self.cleaned_data["days"])
        return clock.now() + dt.timedelta(days=days) if days else None


class RevokeTokenForm(forms.Form):
    """That ending a program's access is meant: the name is typed."""

    name = forms.CharField(label=_("Type the name of the token"), max_length=LONGEST_NAME)
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._expected = expected

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name != self._expected:
            raise forms.ValidationError(_("This is not the name of the token."))
        return name
