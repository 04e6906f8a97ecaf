"""A learner's own page: how far each micro-degree is, what comes next and who decides it, what may be begun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from badges.enums import RequestState
from badges.selectors.requests import awarded
from credcenter.kernel import clock
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import NotFound
from learners.models import Learner
from programs.enums import (
    ApplicationKind,
    ApprovalStep,
    CompletionState,
    EnrolmentState,
    WindowKind,
)
from programs.models import Application, ApplicationWindow, Completion, Enrolment, MicroDegree
from programs.selectors import cases
from programs.selectors.applications import (
    Opening,
    entry_window,
    openings,
    standing_applications,
)
from programs.selectors.deciders import waiting_step
from programs.selectors.readings import Reading, read_all
from programs.selectors.summaries import summary
from programs.selectors.window_wording import window_sentence


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage on the way to the badge; `state` is done, now or open."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class Ask:
    """An application that a micro-degree asks for: the one that stands, or when it can be made."""

    kind: ApplicationKind
    made: Application | None
    is_open: bool
    when: str


@dataclass(frozen=True, slots=True)
class Progress:
    """One micro-degree that a learner works towards, or has completed."""

    reading: Reading
    summary: str
    stages: tuple[Stage, ...]
    asks: tuple[Ask, ...]
    decides_next: str
    can_leave: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """A micro-degree that a learner could begin, now or in a window to come."""

    micro_degree: MicroDegree
    is_open: bool
    when: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A course that counts in more than one of a learner's cases."""

    course: str
    micro_degrees: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page; empty for somebody who is no learner."""

    progress: list[Progress] = field(default_factory=list)
    ended: list[Enrolment] = field(default_factory=list)
    shared: list[Shared] = field(default_factory=list)
    offered: list[Offered] = field(default_factory=list)


def page(learner: Learner) -> Page:
    """The page of a learner, in a constant number of queries."""
    now = clock.now()
    own = cases.of_learner(learner)
    live = [each for each in own if each.enrolment.state != EnrolmentState.WITHDRAWN]
    ended = [each.enrolment for each in own if each.enrolment.state == EnrolmentState.WITHDRAWN]
    enrolments = [each.enrolment for each in live]
    made = standing_applications(enrolments)
    windows = openings([each.micro_degree for each in enrolments], at=now)
    readings = read_all(live)
    return Page(
        progress=[_progress(each, made=made, windows=windows) for each in readings],
        ended=ended,
        shared=_shared(readings),
        offered=_offered(learner, at=now),
    )


def own_enrolment(learner: Learner, enrolment_id: int) -> Enrolment:
    """An enrolment of this learner; NotFound for any other's."""
    found = Enrolment.objects.filter(pk=enrolment_id, learner=learner).first()
    if found is None:
        raise NotFound(_("There is no such enrolment."), code="enrolment_unknown")
    return found


def own_application(learner: Learner, application_id: int) -> Application:
    """An application of this learner; NotFound for any other's."""
    found = Application.objects.filter(pk=application_id, enrolment__learner=learner).first()
    if found is None:
        raise NotFound(_("There is no such application."), code="application_unknown")
    return found


def _progress(
    reading: Reading,
    *,
    made: Mapping[int, Mapping[str, Application]],
    windows: Mapping[tuple[int, str], Opening],
) -> Progress:
    completion = reading.completion
    standing = made[completion.enrolment_id]
    return Progress(
        reading=reading,
        summary=summary(completion.explanation, needed=reading.credits_needed),
        stages=_stages(completion, standing=standing),
        asks=_asks(completion.enrolment, standing=standing, windows=windows),
        decides_next=_decides_next(completion),
        can_leave=completion.enrolment.state == EnrolmentState.ACTIVE,
    )


def _stages(completion: Completion, *, standing: Mapping[str, Application]) -> tuple[Stage, ...]:
    """What is done, then what is to be done now, then what is still to come."""
    micro_degree = completion.enrolment.micro_degree
    # A reopened case was approved: its badge stands until the staff has looked.
    is_approved = completion.state in {CompletionState.APPROVED, CompletionState.REOPENED}
    in_review = completion.state == CompletionState.IN_REVIEW
    wanted = micro_degree.application
    marks = [(_("Enrolled"), True)]
    if ApplicationKind.PRELIMINARY in wanted:
        label = str(ApplicationKind.PRELIMINARY.label)
        marks = [(label, is_approved or ApplicationKind.PRELIMINARY in standing)]
    marks.append((_("Requirements"), completion.is_eligible or is_approved))
    if ApplicationKind.FINAL in wanted:
        label = str(ApplicationKind.FINAL.label)
        marks.append((label, is_approved or ApplicationKind.FINAL in standing))
    for position, step in enumerate(micro_degree.approval_steps):
        is_done = is_approved or (in_review and position < completion.step)
        marks.append((_step_label(step), is_done))
    request = completion.request
    marks.append((_("Badge"), request is not None and request.state == RequestState.ISSUED))
    following = next((place for place, (_label, is_done) in enumerate(marks) if not is_done), None)
    return tuple(
        Stage(label, "done" if is_done else "now" if place == following else "open")
        for place, (label, is_done) in enumerate(marks)
    )


def _asks(
    enrolment: Enrolment,
    *,
    standing: Mapping[str, Application],
    windows: Mapping[tuple[int, str], Opening],
) -> tuple[Ask, ...]:
    if enrolment.state != EnrolmentState.ACTIVE:
        return ()
    asks = []
    for kind in map(ApplicationKind, enrolment.micro_degree.application):
        found = windows.get((enrolment.micro_degree_id, kind), Opening())
        said = window_sentence(found, kind=WindowKind(kind))
        is_open = found.now is not None and kind not in standing
        asks.append(Ask(kind, standing.get(kind), is_open=is_open, when=said))
    return tuple(asks)


def _decides_next(completion: Completion) -> str:
    """Who has the case, for a reader who waits; empty where nobody has it."""
    if completion.state != CompletionState.IN_REVIEW:
        return ""
    step = waiting_step(completion)
    department = completion.enrolment.micro_degree.program.department
    if step == ApprovalStep.DEPARTMENT and department:
        return _("The department %(name)s decides next.") % {"name": department}
    return _("Decides next: %(step)s.") % {"step": _step_label(str(step))}


def _step_label(step: str) -> str:
    return str(ApprovalStep(step).label) if step in ApprovalStep.values else step


def _shared(readings: Sequence[Reading]) -> list[Shared]:
    found: dict[str, list[Bilingual]] = {}
    for reading in readings:
        name = reading.completion.enrolment.micro_degree.name
        for each in reading.counted:
            words = f"{each.facts['course']} {each.course.name if each.course else ''}".strip()
            found.setdefault(words, []).append(name)
    return [Shared(course, tuple(names)) for course, names in found.items() if len(names) > 1]


def _offered(learner: Learner, *, at: dt.datetime) -> list[Offered]:
    """What a learner is not enrolled in, does not hold, and may begin now or soon."""
    rows = list(_beginnable(learner, at=at))
    windows = openings(rows, at=at)
    found = []
    for row in rows:
        kind = entry_window(row)
        opening = windows.get((row.pk, kind), Opening())
        if opening.now or opening.following:
            said = window_sentence(opening, kind=kind)
            found.append(Offered(row, is_open=opening.now is not None, when=said))
    return found


def _beginnable(learner: Learner, *, at: dt.datetime) -> QuerySet[MicroDegree]:
    coming = ApplicationWindow.objects.filter(closes_at__gt=at).exclude(kind=WindowKind.FINAL)
    studied = Enrolment.objects.filter(learner=learner).exclude(state=EnrolmentState.WITHDRAWN)
    rows = MicroDegree.objects.filter(pk__in=coming.values("micro_degree"))
    rows = rows.exclude(
        Q(pk__in=studied.values("micro_degree"))
        | Q(achievement__in=awarded([learner.pk]).values("achievement"))
    )
    return rows.select_related("program")
