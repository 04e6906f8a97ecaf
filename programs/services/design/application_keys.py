"""The keys of a micro-degree by which learners come to it: `application`, `windows`, `auto_enrol`.

application: [preliminary, final]        # or [final], or none
windows:                                 # left out: those that are there stay
  - {for: preliminary, opens: 2026-03-02, closes: 2026-03-20}      # to the end of that day
  - {for: final, opens: 2026-12-01 09:00, closes: 2026-12-18 18:00}
auto_enrol: true                         # whoever holds all that it requires is enrolled by itself
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.enums import ApplicationKind, WindowKind
from programs.models import ApplicationWindow, MicroDegree
from programs.services.design.yaml_parts import Node

KEYS = ("application", "windows", "auto_enrol")
FORMS = "%Y-%m-%d", "%Y-%m-%d %H:%M"
_WANTED: tuple[tuple[str, ...], ...] = ((), ("final",), ("preliminary", "final"))


@dataclass(frozen=True, slots=True)
class WindowPart:
    kind: str
    opens_at: dt.datetime
    closes_at: dt.datetime


@dataclass(frozen=True, slots=True)
class EntryPart:
    """How learners come to a micro-degree; `windows` is None where the file has none to say."""

    application: tuple[str, ...] = ()
    windows: tuple[WindowPart, ...] | None = None
    auto_enrol: bool = False
    line: int = field(compare=False, default=0)


def read_entry(keys: Mapping[str, Node], *, requires: tuple[str, ...]) -> EntryPart:
    """The keys as a part; InvalidInput with the line at the first fault."""
    application = _application(keys["application"]) if "application" in keys else ()
    windows = keys.get("windows")
    return EntryPart(
        application=application,
        windows=None if windows is None else _windows(windows, application=application),
        auto_enrol=_auto_enrol(keys["auto_enrol"], requires=requires, application=application)
        if "auto_enrol" in keys
        else False,
        line=next((keys[name].line for name in KEYS if name in keys), 0),
    )


def entry_values(part: EntryPart) -> dict[str, Any]:
    """The columns of `MicroDegree` that a part fills."""
    return {"application": list(part.application), "auto_enrol": part.auto_enrol}


def store_windows(part: EntryPart, *, micro_degree: MicroDegree) -> bool:
    """Make the windows of a micro-degree those of a part; whether anything changed."""
    if part.windows is None:
        return False
    wanted = {(each.kind, each.opens_at, each.closes_at) for each in part.windows}
    rows = {(row.kind, row.opens_at, row.closes_at): row.pk for row in micro_degree.windows.all()}
    gone = [pk for said, pk in rows.items() if said not in wanted]
    micro_degree.windows.filter(pk__in=gone).delete()
    new = sorted(wanted - set(rows))
    ApplicationWindow.objects.bulk_create(
        ApplicationWindow(micro_degree=micro_degree, kind=kind, opens_at=opens, closes_at=closes)
        for kind, opens, closes in new
    )
    return bool(gone or new)


def dump_entry(micro_degree: MicroDegree) -> dict[str, Any]:
    """The keys that `read_entry` reads back; none of those that say what is so anyway."""
    windows = [
        {
            "for": row.kind,
            "opens": _written(row.opens_at, is_end=False),
            "closes": _written(row.closes_at, is_end=True),
        }
        for row in micro_degree.windows.all()
    ]
    said = {
        "application": list(micro_degree.application),
        "windows": windows,
        "auto_enrol": micro_degree.auto_enrol,
    }
    return {name: value for name, value in said.items() if value}


def _application(node: Node) -> tuple[str, ...]:
    kinds = tuple(each.text(longest=32) for each in node.items())
    if kinds not in _WANTED:
        message = _("This must be [], [final] or [preliminary, final].")
        raise node.fault(message, code="application_bad")
    return kinds


def _windows(node: Node, *, application: tuple[str, ...]) -> tuple[WindowPart, ...]:
    found: dict[tuple[str, dt.datetime], WindowPart] = {}
    for each in node.items():
        part = _window(each, application=application)
        if (part.kind, part.opens_at) in found:
            message = _("Two windows of a kind open at the same time.")
            raise each.fault(message, code="window_twice")
        found[part.kind, part.opens_at] = part
    return tuple(found.values())


def _window(node: Node, *, application: tuple[str, ...]) -> WindowPart:
    keys = node.fields(required=("for", "opens", "closes"))
    kind = keys["for"].text(longest=32)
    usable = usable_kinds(application)
    if kind not in usable:
        message = _("A window of this micro-degree is for one of: %(kinds)s.")
        raise keys["for"].fault(message % {"kinds": ", ".join(usable)}, code="window_kind")
    opens, closes = _moment(keys["opens"], is_end=False), _moment(keys["closes"], is_end=True)
    if closes <= opens:
        raise keys["closes"].fault(_("A window closes after it opens."), code="window_backwards")
    return WindowPart(kind, opens, closes)


def usable_kinds(application: Sequence[str]) -> tuple[str, ...]:
    """What windows may be for: a learner begins with a preliminary application where there is one, else by enrolling."""
    is_two_step = ApplicationKind.PRELIMINARY in application
    return tuple(application) if is_two_step else (WindowKind.ENROLMENT.value, *application)


def _moment(node: Node, *, is_end: bool) -> dt.datetime:
    """A day or a minute where the centre is; a day alone means its beginning, or its end."""
    text = node.text(longest=32).replace("T", " ")
    for form in FORMS:
        try:
            local = dt.datetime.strptime(text, form)  # noqa: DTZ007  (given its zone below)
        except ValueError:
            continue
        if is_end and form == FORMS[0]:
            local += dt.timedelta(days=1)
        return timezone.make_aware(local)
    message = _("%(text)s is not a day such as 2026-03-02, or a time such as 2026-03-02 09:00.")
    raise node.fault(message % {"text": text}, code="moment_bad")


def _written(at: dt.datetime, *, is_end: bool) -> str | dt.date:
    """A date of its own kind: as a text, YAML would put it in quotes."""
    local = timezone.localtime(at)
    if (local.hour, local.minute) != (0, 0):
        return local.strftime(FORMS[1])
    return (local - dt.timedelta(days=is_end)).date()


def _auto_enrol(node: Node, *, requires: tuple[str, ...], application: tuple[str, ...]) -> bool:
    text = node.text(longest=8)
    if text not in {"true", "false"}:
        raise node.fault(_("This must be true or false."), code="not_true_or_false")
    if text == "true" and not requires:
        message = _("A micro-degree that requires no other cannot enrol learners by itself.")
        raise node.fault(message, code="auto_enrol_without_requires")
    if text == "true" and ApplicationKind.PRELIMINARY in application:
        message = _("Nobody is enrolled by itself where a preliminary application is asked for.")
        raise node.fault(message, code="auto_enrol_with_preliminary")
    return text == "true"
