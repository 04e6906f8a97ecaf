"""A service's refusal, said on the form that was sent."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from credcenter.kernel.errors import CredcenterError
from credcenter.web.errors import status_of


def say_on_form(
    request: HttpRequest, template: str, *, form: forms.Form, error: CredcenterError
) -> HttpResponse:
    """The form's page again, with the refusal above the fields and the status that fits it."""
    form.add_error(None, str(error))
    return render(request, template, {"form": form, "error": error}, status=status_of(error))
