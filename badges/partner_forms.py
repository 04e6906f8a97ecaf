"""What people hand in on the pages of partners."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from badges.models import Issuer
from badges.services.partnering import PartnerFacts
from credcenter.kernel.bilingual import Bilingual

MAX_COMMENT = 2000
"""Characters of a comment in one language: it travels in every copy of what it is about."""


class PartnerForm(forms.Form):
    """What is said of a partner organisation."""

    name_ko = forms.CharField(label=_("Name in Korean"), max_length=200)
    name_en = forms.CharField(
        label=_("Name in English"),
        help_text=_("The partner's address at the centre is made of it and stays as it is."),
        max_length=200,
    )
    url = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")
    email = forms.EmailField(
        label=_("E-mail for the public"),
        help_text=_("Stands in every endorsement that the partner signs."),
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
    outside_did = forms.CharField(
        label=_("DID of the partner's own software"),
        help_text=_(
            "Only when the partner also signs elsewhere. What is signed under this DID counts as the "
            "partner's word: have the partner confirm it."
        ),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )

    def facts(self) -> PartnerFacts:
        """As the service takes them; for a form that is valid."""
        said = self.cleaned_data
        return PartnerFacts(
            name=Bilingual(said["name_ko"], said["name_en"]),
            url=said["url"],
            email=said["email"],
            description=Bilingual(said["description_ko"], said["description_en"]),
            outside_did=said["outside_did"],
        )

    @classmethod
    def about(cls, partner: Issuer) -> PartnerForm:
        """The form with what is said of a partner now."""
        return cls(initial={name: getattr(partner, name) for name in cls.base_fields})


class InviteForm(forms.Form):
    """Somebody who is to speak for a partner."""

    name = forms.CharField(label=_("Name"), max_length=100)
    email = forms.EmailField(label=_("E-mail address"))


def _comment_field(label: object, *, language: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4, "lang": language})
    return forms.CharField(label=label, max_length=MAX_COMMENT, widget=widget)  # type: ignore[arg-type]


class EndorseForm(forms.Form):
    """What a partner says, in both languages."""

    comment_ko = _comment_field(_("Your comment in Korean"), language="ko")
    comment_en = _comment_field(_("Your comment in English"), language="en")

    def comment(self) -> Bilingual:
        """Both; for a form that is valid."""
        said = self.cleaned_data
        # A browser sends line ends as CR LF, which would be signed as they come.
        return Bilingual(
            *(said[name].replace("\r\n", "\n") for name in ("comment_ko", "comment_en"))
        )


class HandInForm(forms.Form):
    """An endorsement that was signed elsewhere."""

    file = forms.FileField(
        label=_("Signed endorsement (JSON)"),
        help_text=_("An EndorsementCredential with its proof inside. At most 32 kB."),
        max_length=255,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".json,.jsonld,application/json"}),
    )


class BadgeAddressForm(forms.Form):
    """Which badge of somebody is to be endorsed."""

    address = forms.CharField(
        label=_("Address or ID of a shared badge"),
        help_text=_("Its holder has to have opened the page of the badge."),
        max_length=500,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_address(self) -> UUID:
        """The id at the end of the address; what stands before it is nobody's proof of anything."""
        text = self.cleaned_data["address"].strip().split("?")[0].split("#")[0].rstrip("/")
        try:
            return UUID(text[-36:])
        except ValueError:
            raise forms.ValidationError(_("There is no ID of a badge in this.")) from None
