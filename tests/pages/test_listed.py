"""No page escapes `tests.pages.look`: a new route is listed as a page, or said to be none."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.pages.listed import (
    FILE_BEGINNINGS,
    FILE_ENDINGS,
    NO_PAGES,
    NOT_IN_THE_DEMO,
    PAGES,
)


def routes(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each)
        else:
            yield each


def is_opened(route: URLPattern) -> bool:
    """Whether it answers GET, as far as the view says."""
    view = getattr(route.callback, "view_class", None) or getattr(route.callback, "cls", None)
    if view is not None:
        return hasattr(view, "get")
    closed = getattr(route.callback, "__closure__", None) or ()
    methods = [cell.cell_contents for cell in closed if isinstance(cell.cell_contents, list)]
    return all("GET" in each for each in methods)


def is_file(name: str) -> bool:
    return name.endswith(FILE_ENDINGS) or name.startswith(FILE_BEGINNINGS)


def test_every_page_is_listed() -> None:
    listed = {page.route for page in PAGES} | NOT_IN_THE_DEMO | NO_PAGES
    opened = {str(route.name) for route in routes(get_resolver()) if is_opened(route)}
    assert {name for name in opened - listed if not is_file(name)} == set()
    assert listed - opened == set()
