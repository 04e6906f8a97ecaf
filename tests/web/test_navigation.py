"""The menus lead to pages that are there."""

from __future__ import annotations

import pytest
from django.urls import resolve
from django.utils.translation import override

from credcenter.accounts.enums import Role
from credcenter.web.navigation import MENUS, Item
from credcenter.web.templatetags.ui import menu_groups

ITEMS = [item for items in MENUS.values() for item in items]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.path)
def test_every_line_of_every_menu_resolves(item: Item) -> None:
    assert resolve(item.path)


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/console/", {"/console/"}),
        ("/console/programs/SSDO/", {"/console/programs/"}),
        ("/console/results/new", {"/console/results/"}),
        ("/console/partners/narae/edit", {"/console/partners/"}),
        ("/consoles/", set()),
    ],
)
def test_one_line_at_most_is_current(path: str, current: set[str]) -> None:
    assert {item.path for item in MENUS["console"] if item.is_current(path)} == current


def test_a_tab_is_current_on_its_page_alone() -> None:
    tabs = [item.path for item in MENUS["wallet"] if item.is_current("/wallet/progress")]

    assert tabs == ["/wallet/progress"]


def test_the_long_menu_stands_in_groups_and_says_which_one_is_open(rf) -> None:
    request = rf.get("/console/learners/")
    request.roles = frozenset({Role.STAFF})
    with override("en"):
        groups = menu_groups({"request": request}, "console")

    assert [each.label for each in groups][:4] == ["", "Programs", "People", "Issuing"]
    assert [each.label for each in groups if each.is_current] == ["People"]
    assert sum(len(each.lines) for each in groups) == len(MENUS["console"])
