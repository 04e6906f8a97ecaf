"""How forms are drawn: every form and field by our components."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Django's own widgets inside our form and field components."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
