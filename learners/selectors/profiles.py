"""Who a learner is: found by student number, address, account or a word of the name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import NotFound
from learners.enums import IdentifierType
from learners.models import Identifier, Learner

T = TypeVar("T")

CHUNK = 500
"""Values in one IN (…): well below what SQLite takes."""


def by_student_number(student_number: str) -> Learner:
    """The learner of a student number; NotFound."""
    learner = Learner.objects.filter(student_number=student_number).first()
    if learner is None:
        message = _("There is no learner with the student number %(number)s.")
        raise NotFound(message % {"number": student_number}, code="learner_unknown")
    return learner


def by_id(learner_id: UUID) -> Learner:
    """The learner of an id, with the account; NotFound."""
    learner = Learner.objects.select_related("user").filter(pk=learner_id).first()
    if learner is None:
        raise NotFound(_("There is no such learner."), code="learner_unknown")
    return learner


MAX_WORDS = 8
"""Words of a search that count: nobody types more, and each is a condition of the query."""


def of_user(user_id: int) -> Learner | None:
    """The learner that a signed-in person is, or None."""
    return Learner.objects.filter(user_id=user_id).first()


def search(words: str = "") -> QuerySet[Learner]:
    """Learners whose number, name or address contains every word; all of them without words."""
    found = Learner.objects.all()
    for word in words.split()[:MAX_WORDS]:
        found = found.filter(found_by__contains=word.lower())
    return found


def by_student_numbers(student_numbers: Collection[str]) -> dict[str, Learner]:
    """The known ones among many student numbers."""
    found: dict[str, Learner] = {}
    for chunk in chunks(sorted(student_numbers)):
        rows = Learner.objects.filter(student_number__in=chunk)
        found |= {learner.student_number: learner for learner in rows}
    return found


def owners(values: Collection[str], *, kind: IdentifierType) -> dict[str, str]:
    """Whose each identifier is, as lower-case value to student number; unknown ones are left out."""
    found: dict[str, str] = {}
    for chunk in chunks(sorted({value.lower() for value in values})):
        rows = Identifier.objects.annotate(folded=Lower("value"))
        rows = rows.filter(type=kind, folded__in=chunk)
        found |= dict(rows.values_list("folded", "learner__student_number"))
    return found


def chunks(items: Sequence[T], *, size: int = CHUNK) -> Iterator[Sequence[T]]:
    """A long list in parts that one statement can name."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
