"""From items that name their parents to a tree in reading order; refuses cycles, and trees too deep to be meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import InvalidInput
from programs.services.frameworks.parts import ItemPart
from programs.services.frameworks.values import fault

MAX_DEPTH = 12
"""NCS has six; the deepest school standards have nine."""


def in_reading_order(items: Sequence[ItemPart], *, file_name: str) -> tuple[ItemPart, ...]:
    """Each parent right before what is below it, siblings as given.

    Raises InvalidInput (`parent_unknown`, `cycle`, `too_deep`) with the place of the item.
    """
    by_id = {each.identifier: each for each in items}
    below: dict[str, list[ItemPart]] = {}
    for each in items:
        if each.parent and each.parent not in by_id:
            message = _("There is no item %(parent)s that this could be part of.")
            raise _fault(message % {"parent": each.parent}, each, "parent_unknown", file_name)
        below.setdefault(each.parent, []).append(each)
    ordered = tuple(_walk(below, file_name=file_name))
    if len(ordered) < len(items):
        # What no root leads to goes round in a circle, or hangs below one that does.
        reached = {each.identifier for each in ordered}
        raise _cycle([each for each in items if each.identifier not in reached], by_id, file_name)
    return ordered


def depths_of(ordered: Iterable[ItemPart]) -> dict[str, int]:
    """How deep each item stands, roots at 0, by identifier."""
    depths: dict[str, int] = {}
    for each in ordered:
        depths[each.identifier] = depths[each.parent] + 1 if each.parent else 0
    return depths


def _walk(below: Mapping[str, list[ItemPart]], *, file_name: str) -> Iterator[ItemPart]:
    waiting = [(each, 0) for each in reversed(below.get("", []))]
    while waiting:
        item, depth = waiting.pop()
        if depth >= MAX_DEPTH:
            message = _("The tree is deeper than %(limit)d levels.") % {"limit": MAX_DEPTH}
            raise _fault(message, item, "too_deep", file_name)
        yield item
        waiting += [(each, depth + 1) for each in reversed(below.get(item.identifier, []))]


def _cycle(
    unreached: Sequence[ItemPart], by_id: Mapping[str, ItemPart], file_name: str
) -> InvalidInput:
    """The error for items that are above themselves, naming them in order."""
    path: list[ItemPart] = []
    item = unreached[0]
    while item not in path:
        path.append(item)
        item = by_id[item.parent]
    circle = [*path[path.index(item) :], item]
    names = " → ".join(each.code or each.identifier for each in circle[:MAX_DEPTH])
    message = _("These items are above each other in a circle: %(items)s.") % {"items": names}
    return _fault(message, item, "cycle", file_name)


def _fault(message: str, item: ItemPart, code: str, file_name: str) -> InvalidInput:
    return fault(message, code=code, place=item.place, file_name=file_name)
