"""Reads about applications and the windows in which learners hand them in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from programs.enums import ApplicationKind, WindowKind
from programs.models import Application, ApplicationWindow, Enrolment, MicroDegree


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the windows of a kind stand: the one that is open, else the next, else none; `last` is the latest past one."""

    now: ApplicationWindow | None = None
    following: ApplicationWindow | None = None
    last: ApplicationWindow | None = None


def is_applied_for(enrolment: Enrolment) -> bool:
    """Whether a case may go to review: it needs no final application, or its learner has made one."""
    return enrolment.pk in applied_for([enrolment])


def applied_for(enrolments: Iterable[Enrolment]) -> set[int]:
    """The keys of the enrolments, some hundreds at once, whose cases may go to review; at most one query.

    They come with their micro-degree.
    """
    rows = list(enrolments)
    asking = {row.pk for row in rows if ApplicationKind.FINAL in row.micro_degree.application}
    if not asking:
        return {row.pk for row in rows}
    made = Application.objects.filter(
        enrolment__in=asking, kind=ApplicationKind.FINAL, withdrawn_at__isnull=True
    )
    waiting = asking - set(made.values_list("enrolment_id", flat=True))
    return {row.pk for row in rows} - waiting


def standing_applications(enrolments: Collection[Enrolment]) -> dict[int, dict[str, Application]]:
    """The applications that stand, by enrolment and kind; one query."""
    found: dict[int, dict[str, Application]] = {each.pk: {} for each in enrolments}
    rows = Application.objects.filter(enrolment__in=list(found), withdrawn_at__isnull=True)
    for row in rows:
        found[row.enrolment_id][row.kind] = row
    return found


def openings(
    micro_degrees: Collection[MicroDegree], *, at: dt.datetime
) -> Mapping[tuple[int, str], Opening]:
    """Where windows stand at a moment, by micro-degree and kind; one query. What has no window is not there."""
    rows = ApplicationWindow.objects.filter(micro_degree__in=[each.pk for each in micro_degrees])
    windows: dict[tuple[int, str], list[ApplicationWindow]] = {}
    for row in rows.order_by("opens_at", "pk"):
        windows.setdefault((row.micro_degree_id, row.kind), []).append(row)
    return {key: _opening(found, at=at) for key, found in windows.items()}


def opening(micro_degree: MicroDegree, kind: WindowKind, *, at: dt.datetime) -> Opening:
    """Where the windows of one micro-degree and kind stand."""
    return openings([micro_degree], at=at).get((micro_degree.pk, kind), Opening())


def entry_window(micro_degree: MicroDegree) -> WindowKind:
    """The kind of window in which a learner may begin: with a preliminary application where one is asked for."""
    if ApplicationKind.PRELIMINARY in micro_degree.application:
        return WindowKind.PRELIMINARY
    return WindowKind.ENROLMENT


def all_windows() -> list[ApplicationWindow]:
    """For the staff: by micro-degree, in the order of time; one query."""
    return list(ApplicationWindow.objects.select_related("micro_degree"))


def _opening(windows: list[ApplicationWindow], *, at: dt.datetime) -> Opening:
    """`windows` are in the order in which they open."""
    now = [each for each in windows if each.is_open(at)]
    return Opening(
        now=max(now, key=lambda each: each.closes_at, default=None),
        following=next((each for each in windows if each.opens_at > at), None),
        last=max(
            (each for each in windows if each.closes_at <= at),
            key=lambda each: each.closes_at,
            default=None,
        ),
    )
