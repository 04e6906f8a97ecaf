"""What people send about frameworks of competencies."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from credcenter.kernel.bilingual import Bilingual
from programs.enums import FrameworkKind
from programs.services.frameworks import About


class FrameworkFileForm(forms.Form):
    """A framework's file, and what a table does not say of itself."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A CASE 1.1 package (JSON), or a table (CSV in UTF-8 or CP949, or XLSX) with the columns code, name, "
            "name_en, level, parent, url."
        ),
        widget=forms.FileInput(attrs={"accept": ".json,.csv,.xlsx,.txt"}),
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=32,
        help_text=_("Program files name the framework by it, such as NCS."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=FrameworkKind.choices)
    name_ko = forms.CharField(
        label=_("Name in Korean"),
        max_length=200,
        required=False,
        help_text=_("For a table of another framework than NCS. A CASE package has a name."),
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    url = forms.CharField(
        label=_("Address of the framework"),
        max_length=500,
        required=False,
        help_text=_("For items of a table that have no address of their own."),
    )
    version = forms.CharField(label=_("Version"), max_length=100, required=False)

    def about(self) -> About:
        """What was said of the framework."""
        said = self.cleaned_data
        return About(
            code=said["code"],
            kind=FrameworkKind(said["kind"]),
            name=Bilingual(said["name_ko"], said["name_en"]),
            url=said["url"],
            version=said["version"],
        )
