"""Pages of lists that may be very long: each begins after a row, so the last costs what the first does.

Page numbers make the database walk over everything before the page. Here the address names the row that the page
follows or comes before; a row that is not there any more, or no row's name, is the first page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from credcenter.web.pagination import PER_PAGE

COUNTED = 10_000
"""Rows that are counted for a page; of more it says that there are more."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows of a page; `previous` and `next` are the keys that the pages around it are asked for by."""

    rows: list[Any]
    previous: UUID | None
    next: UUID | None


@dataclass(frozen=True, slots=True)
class Order:
    """By a field, then by key: `field` is a path of fields that are never NULL."""

    field: str
    is_descending: bool = False

    def words(self, *, is_backwards: bool) -> tuple[str, str]:
        sign = "-" if self.is_descending != is_backwards else ""
        return f"{sign}{self.field}", f"{sign}pk"

    def beyond(self, value: Any, key: UUID, *, is_backwards: bool) -> Q:
        """What comes after a row in this order; the first half is what an index is walked by."""
        side = "lt" if self.is_descending != is_backwards else "gt"
        before = Q(**{self.field: value}) & ~Q(**{f"pk__{side}": key})
        return Q(**{f"{self.field}__{side}e": value}) & ~before


def slice_of(
    request: HttpRequest, rows: QuerySet[Any], *, order: Order, per_page: int = PER_PAGE
) -> Slice:
    """The page that `?after=KEY` or `?before=KEY` asks for, in one query, and one more to find that row."""
    is_backwards = "after" not in request.GET and "before" in request.GET
    anchor = _anchor(request, rows, field=order.field, name="before" if is_backwards else "after")
    is_backwards = is_backwards and anchor is not None
    asked = rows.order_by(*order.words(is_backwards=is_backwards))
    if anchor is not None:
        asked = asked.filter(order.beyond(*anchor, is_backwards=is_backwards))
    found = list(asked[: per_page + 1])
    has_more, found = len(found) > per_page, found[:per_page]
    if is_backwards:
        found.reverse()
    return _slice(found, is_backwards=is_backwards, has_more=has_more, is_first=anchor is None)


def counted(rows: QuerySet[Any]) -> tuple[int, bool]:
    """How many rows there are, up to `COUNTED`, and whether there are more."""
    number = rows.order_by()[: COUNTED + 1].count()
    return min(number, COUNTED), number > COUNTED


def _anchor(
    request: HttpRequest, rows: QuerySet[Any], *, field: str, name: Literal["before", "after"]
) -> tuple[Any, UUID] | None:
    try:
        key = UUID(request.GET.get(name, ""))
    except ValueError:
        return None
    row = rows.model._default_manager.filter(pk=key).values_list(field, "pk").first()  # noqa: SLF001  (documented)
    return (row[0], row[1]) if row else None


def _slice(found: list[Any], *, is_backwards: bool, has_more: bool, is_first: bool) -> Slice:
    if not found:
        return Slice(found, None, None)
    has_previous = has_more if is_backwards else not is_first
    has_next = is_backwards or has_more
    return Slice(
        found,
        previous=found[0].pk if has_previous else None,
        next=found[-1].pk if has_next else None,
    )
