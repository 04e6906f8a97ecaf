"""Learners come into being here: from a roster or a results file, never twice.

Refuses to overwrite: a name or an address that differs from the record is for a person to look at, so existing
learners are handed back as they are (see `learners.services.row_check` for the comparison).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from credcenter.kernel import audit
from credcenter.kernel.audit import Actor, Entry
from credcenter.kernel.bulk import insert_all
from credcenter.kernel.errors import Conflict
from learners.enums import IdentifierType
from learners.models import Identifier, Learner
from learners.selectors.profiles import by_student_numbers, chunks

BATCH = 10_000
"""Rows in one statement."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a file names them."""

    student_number: str
    name: str
    name_en: str = ""
    email: str = ""


@transaction.atomic
def ensure_learners(people: Iterable[Person], *, actor: Actor) -> dict[str, Learner]:
    """Make the learners that are missing; all of them by student number.

    A person named several times is one. Raises Conflict when an identifier went to somebody else since the rows
    were checked: then nothing is made.
    """
    wanted = {person.student_number: person for person in reversed(list(people))}
    known = by_student_numbers(wanted.keys())
    # In one order for everybody: two imports that make the same learners must not wait for each other.
    missing = [wanted[number] for number in sorted(wanted) if number not in known]
    try:
        with transaction.atomic():
            made = _make(missing)
    except IntegrityError as exc:
        raise Conflict(
            _("Somebody else changed these learners at the same moment. Check the file again."),
            code="learners_changed",
        ) from exc
    audit.record_many([Entry("learner.created", learner) for learner in made], actor=actor)
    return known | {learner.student_number: learner for learner in made}


def _make(people: list[Person]) -> list[Learner]:
    learners = [
        Learner(
            student_number=each.student_number,
            name=each.name,
            name_en=each.name_en,
            email=each.email,
        )
        for each in people
    ]
    for part in chunks(learners, size=BATCH):
        insert_all(part)
    identifiers = [identifier for learner in learners for identifier in _identifiers(learner)]
    for names in chunks(identifiers, size=BATCH):
        insert_all(names)
    return learners


def _identifiers(learner: Learner) -> list[Identifier]:
    rows = [
        Identifier(
            learner=learner, type=IdentifierType.STUDENT_NUMBER, value=learner.student_number
        )
    ]
    if learner.email:
        rows.append(Identifier(learner=learner, type=IdentifierType.EMAIL, value=learner.email))
    return rows
