"""What the centre offers, for everyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic.base import View

from programs.selectors import offers


class CataloguePage(View):
    """The start page: programs and their micro-degrees."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"programs": offers.programs_on_offer()}
        return render(request, "programs/catalogue.html", context)


class MicroDegreePage(View):
    """One micro-degree: what it certifies, what it asks for, what it builds up."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        context = {"page": offers.micro_degree_page(code)}
        return render(request, "programs/micro_degree.html", context)
