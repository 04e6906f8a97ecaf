"""A roster in, a batch of requests out. The way of a class that needs no micro-degree's rules.

`check_roster` reads and changes nothing; each bad row has its reason, and never stops a good one. `apply_roster`
makes learners, batch and requests in one transaction. Loading the same roster twice issues nothing twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from badges.award import Award, AwardedResult
from badges.enums import Priority, RequestState
from badges.models import (
    Achievement,
    IssuanceBatch,
    IssuanceRequest,
    ResultDescription,
)
from badges.selectors.achievements import by_code, current_version
from badges.selectors.requests import AWARDED
from badges.services.batches import finish_done
from badges.services.request import Wish, open_batch, request
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import RuleRefused
from credcenter.kernel.plain_values import decimals, read_date, read_number
from credcenter.kernel.refusals import Refusal
from credcenter.kernel.tables import Row, Table, read_table, require_columns
from learners.locks import lock_learners
from learners.selectors.profiles import by_student_numbers, chunks
from learners.services.profile import Person, ensure_learners
from learners.services.row_check import PeopleCheck, people_check, read_person, refuse

REQUIRED_COLUMNS = ("student_number", "name", "awarded_on")
PERSON_COLUMNS = (*REQUIRED_COLUMNS, "name_en", "email")
FIRST_AWARD = dt.date(1950, 1, 1)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A sound row: its number in the file, who, and what they are to get."""

    row: int
    person: Person
    award: Award


@dataclass(frozen=True, slots=True)
class RosterCheck:
    """What a roster says: sound rows, refused rows, and columns that mean nothing here."""

    file_name: str
    achievement_code: str
    rows: tuple[RosterRow, ...]
    refusals: tuple[Refusal, ...]
    unknown_columns: tuple[str, ...]


def source_key(achievement_code: str, student_number: str) -> str:
    """Under which key a roster asks for a badge: one a learner and achievement."""
    return f"roster:{achievement_code}:{student_number}"


def check_roster(data: bytes, *, file_name: str, achievement_code: str) -> RosterCheck:
    """Read a roster (CSV or XLSX) for an achievement; changes nothing.

    Raises NotFound for an unknown code and InvalidInput for a file that as a whole cannot be read.
    """
    version = current_version(by_code(achievement_code))
    table = read_table(data, file_name=file_name)
    require_columns(table, names=REQUIRED_COLUMNS, file_name=file_name)
    results = {each.code: each for each in version.result_descriptions.all()}
    reader = _Reader(results=results, people=people_check(table.rows))
    rows, refusals = _read_rows(table, reader=reader)
    rows, held = _refuse_holders(rows, achievement=version.achievement)
    known = {*PERSON_COLUMNS, *results}
    return RosterCheck(
        file_name=file_name,
        achievement_code=achievement_code,
        rows=tuple(rows),
        refusals=tuple(sorted([*refusals, *held], key=lambda each: each.row)),
        unknown_columns=tuple(name for name in table.header if name not in known),
    )


def apply_roster(
    check: RosterCheck,
    *,
    actor: Actor,
    title: str = "",
    priority: Priority = Priority.BATCH,
    draft: str | None = None,
    starts_at: dt.datetime | None = None,
) -> IssuanceBatch:
    """Make what a checked roster asks for: learners, the batch, its requests; all or nothing.

    The batch runs at once, or from `starts_at` on. A row whose badge was asked for by an earlier roster keeps that
    request, in its batch. Raises RuleRefused when a learner got the badge from elsewhere since the check, or no row
    is sound; IntegrityError when the upload whose token has the hash `draft` was applied before.
    """
    if not check.rows:
        raise RuleRefused(_("No row of this roster could be issued."), code="no_sound_row")
    with transaction.atomic(), audit.at_the_end():
        batch = open_batch(
            title or f"{check.achievement_code} · {check.file_name}",
            actor=actor,
            report=[refusal.to_json() for refusal in check.refusals],
            draft=draft,
            starts_at=starts_at,
        )
        _ask(check, batch=batch, actor=actor, priority=priority)
    # When every row was asked for before, nothing is open.
    finish_done([batch.pk])
    batch.refresh_from_db(fields=["state", "size", "finished_at"])
    return batch


def _ask(check: RosterCheck, *, batch: IssuanceBatch, actor: Actor, priority: Priority) -> None:
    version = current_version(by_code(check.achievement_code))
    known = by_student_numbers({each.person.student_number for each in check.rows})
    lock_learners(learner.pk for learner in known.values())
    learners = ensure_learners((each.person for each in check.rows), actor=actor)
    wishes = [
        Wish(
            source_key(check.achievement_code, each.person.student_number),
            learners[each.person.student_number],
            version,
            each.award,
        )
        for each in check.rows
    ]
    request(wishes, actor=actor, batch=batch, priority=priority)


@dataclass
class _Reader:
    """Reads row after row; knows the result columns, our records, and the rows before."""

    results: Mapping[str, ResultDescription]
    people: PeopleCheck
    today: dt.date = field(default_factory=clock.today)
    _first_row: dict[str, int] = field(default_factory=dict)

    def read(self, row: Row) -> RosterRow | Refusal:
        twice = self._twice(row)
        if twice is not None:
            return twice
        person = self.people.person(row)
        if isinstance(person, Refusal):
            return person
        awarded_on = _awarded_on(row, today=self.today)
        if isinstance(awarded_on, Refusal):
            return awarded_on
        results = _results(row, self.results.values())
        if isinstance(results, Refusal):
            return results
        return RosterRow(row.number, person, Award(awarded_on=awarded_on, results=results))

    def _twice(self, row: Row) -> Refusal | None:
        number = read_person(row).student_number
        first = self._first_row.setdefault(number, row.number)
        if first == row.number or not number:
            return None
        message = gettext_noop("The student number %(number)s is in row %(first)d already.")
        return refuse(row, "student_number", "learner_twice", message, number=number, first=first)


def _read_rows(table: Table, *, reader: _Reader) -> tuple[list[RosterRow], list[Refusal]]:
    rows, refusals = [], []
    for row in table.rows:
        outcome = reader.read(row)
        if isinstance(outcome, Refusal):
            refusals.append(outcome)
        else:
            rows.append(outcome)
    return rows, refusals


def _awarded_on(row: Row, *, today: dt.date) -> dt.date | Refusal:
    text = row.cells["awarded_on"]
    if not text:
        message = gettext_noop("The date of the award is missing.")
        return refuse(row, "awarded_on", "date_missing", message)
    day = read_date(text)
    if day is None or day < FIRST_AWARD:
        message = gettext_noop("%(value)s is not a date. Write it as 2026-02-20.")
        return refuse(row, "awarded_on", "date_bad", message, value=text[:40])
    if day > today:
        message = gettext_noop("The date of the award, %(value)s, is in the future.")
        return refuse(row, "awarded_on", "date_in_future", message, value=day.isoformat())
    return day


def _results(
    row: Row, descriptions: Iterable[ResultDescription]
) -> tuple[AwardedResult, ...] | Refusal:
    """A value for every result column that is filled in."""
    results = []
    for each in descriptions:
        text = row.cells.get(each.code, "")
        if not text:
            continue
        value = _value(row, each, text=text)
        if isinstance(value, Refusal):
            return value
        results.append(AwardedResult(each.code, value))
    return tuple(results)


def _value(row: Row, description: ResultDescription, *, text: str) -> Decimal | Refusal:
    code, value = description.code, read_number(text)
    if value is None or decimals(value) > 2:
        message = gettext_noop("%(value)s is not a number with at most two decimals.")
        return refuse(row, code, "value_bad", message, value=text[:40])
    low, high = description.value_min, description.value_max
    if (low is not None and value < low) or (high is not None and value > high):
        message = gettext_noop("%(value)s is outside the range %(low)s to %(high)s.")
        span = {"low": _bound(low), "high": _bound(high)}
        return refuse(row, code, "value_out_of_range", message, value=text[:40], **span)
    return value


def _bound(value: Decimal | None) -> str:
    return "…" if value is None else f"{value.normalize():f}"


def _refuse_holders(
    rows: list[RosterRow], *, achievement: Achievement
) -> tuple[list[RosterRow], list[Refusal]]:
    """Rows of learners who have the badge from elsewhere, with other content, or had it revoked."""
    before = _requests_before([each.person.student_number for each in rows], achievement)
    kept, refusals = [], []
    for each in rows:
        fault = _holder_fault(each, before.get(each.person.student_number, []), achievement)
        if fault is None:
            kept.append(each)
        else:
            refusals.append(fault)
    return kept, refusals


def _requests_before(
    student_numbers: list[str], achievement: Achievement
) -> dict[str, list[IssuanceRequest]]:
    found: dict[str, list[IssuanceRequest]] = {}
    for chunk in chunks(student_numbers):
        rows = IssuanceRequest.objects.filter(
            achievement=achievement, learner__student_number__in=chunk
        )
        for each in rows.select_related("learner"):
            found.setdefault(each.learner.student_number, []).append(each)
    return found


def _holder_fault(
    row: RosterRow, requests: list[IssuanceRequest], achievement: Achievement
) -> Refusal | None:
    number = row.person.student_number
    own_key = source_key(achievement.code, number)
    live = [each for each in requests if each.state in AWARDED]
    own = next((each for each in requests if each.source_key == own_key), None)
    code = message = ""
    if any(each is not own for each in live):
        code = "already_held"
        message = gettext_noop("The learner holds this badge already.")
    elif own is not None and own.state in (RequestState.ENDED, RequestState.CANCELLED):
        code = "revoked_before"
        message = gettext_noop(
            "The badge of this learner was revoked. A new one needs a new decision."
        )
    elif own is not None and _content(own) != _content_of(row.award):
        code = "held_with_other_content"
        message = gettext_noop(
            "An earlier roster gave this learner the badge with another date or other results. "
            "Revoke it or have it corrected; it is not changed by loading a file."
        )
    return Refusal(row.row, "", code, message, {}, student_number=number) if code else None


def _content(request_: IssuanceRequest) -> Award:
    return _content_of(Award.from_json(request_.award))


def _content_of(award: Award) -> Award:
    """90 and 90.00 are one score."""
    results = sorted(award.results, key=lambda each: each.code)
    return replace(award, results=tuple(replace(r, value=r.value.normalize()) for r in results))
