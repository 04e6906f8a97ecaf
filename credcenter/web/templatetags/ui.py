"""Our components as template tags: icon, pill, menus, progress."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from django import template
from django.utils.safestring import SafeString

from credcenter.web import icons, navigation
from credcenter.web.theme import theme_of
from credcenter.web.tones import tone_of

register = template.Library()


class MenuLine(NamedTuple):
    """A menu's item as the page shows it."""

    item: navigation.Item
    is_current: bool


class MenuGroup(NamedTuple):
    """Lines of a menu under one heading; `label` is empty for those above all headings."""

    label: str
    lines: list[MenuLine]

    @property
    def is_current(self) -> bool:
        return any(line.is_current for line in self.lines)


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "check" %}`: see credcenter.web.icons for the names."""
    return icons.draw(name)


@register.simple_tag(takes_context=True)
def theme(context: template.Context) -> str:
    """`{% theme as chosen %}`: light or dark, empty where the system decides; also on a page without a request."""
    return theme_of(context.get("request"))


@register.inclusion_tag("components/pill.html")
def pill(state: str, label: Any) -> dict[str, Any]:
    """`{% pill completion.state completion.get_state_display %}`: a state as word and icon."""
    return {"tone": tone_of(state), "label": label}


@register.simple_tag(takes_context=True)
def menu(context: template.Context, name: str) -> list[MenuLine]:
    """`{% menu "console" as lines %}`: the lines of a menu that this person's roles see."""
    request = context["request"]
    items = navigation.MENUS[name]
    seen = [
        each for each in items if each.roles is None or not each.roles.isdisjoint(request.roles)
    ]
    return [MenuLine(item, item.is_current(request.path)) for item in seen]


@register.simple_tag(takes_context=True)
def menu_groups(context: template.Context, name: str) -> list[MenuGroup]:
    """`{% menu_groups "console" as groups %}`: the same lines under their headings, in the order of the headings."""
    groups: dict[str, list[MenuLine]] = {}
    for line in menu(context, name):
        groups.setdefault(str(line.item.group), []).append(line)
    return [MenuGroup(label, lines) for label, lines in groups.items()]


@register.inclusion_tag("components/progress.html")
def progress(value: Decimal | float | str, of: Decimal | float | str, label: Any) -> dict[str, Any]:
    """`{% progress 9 12 "9 of 12 credits" %}`: a bar with its words; more than the whole is the whole."""
    total = float(of) or 1.0
    return {"percent": round(100 * min(max(float(value) / total, 0.0), 1.0)), "label": label}


@register.filter
def plain_number(value: Any) -> str:
    """A number without needless zeros: 3.0 → 3, 2.50 → 2.5."""
    if value in (None, ""):
        return ""
    return f"{Decimal(str(value)).normalize():f}"


@register.filter
def percent(value: Any) -> str:
    """A share as a percentage: 0.6 → 60%."""
    return f"{plain_number(Decimal(str(value)) * 100)}%"
