"""What people hand in when a credential must be looked at once more."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ClearFlagForm(forms.Form):
    """What somebody found."""

    note = forms.CharField(
        label=_("What you found"),
        help_text=_("For the centre's records. It is not published."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
