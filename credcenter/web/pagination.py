"""Long lists in pages."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PER_PAGE = 25


def page_of(request: HttpRequest, rows: Any, *, per_page: int = PER_PAGE) -> Page[Any]:
    """The page that `?page=` asks for; anything that is no page number is the first or the last page."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
