"""Do the people in a file's rows agree with themselves and with our records?

Used by every import that names learners. A good row yields a Person; a bad one says why, and which column.
A differing English name or address of a known learner is no fault and is not taken over: the record stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_noop

from credcenter.kernel.refusals import Refusal
from credcenter.kernel.tables import Row
from learners import rules
from learners.enums import IdentifierType
from learners.models import Learner
from learners.selectors.profiles import by_student_numbers, owners
from learners.services.profile import Person

Cells = tuple[str | None, ...]
"""What a row says of its person, as it stands."""

_COLUMNS = ("student_number", "name", "name_en", "email")


@dataclass
class PeopleCheck:
    """Checks row after row, in the order of the file; made by `people_check` with what we know of them."""

    known: dict[str, Learner]
    number_owners: dict[str, str]
    email_owners: dict[str, str]
    _seen: dict[str, Person] = field(default_factory=dict)
    _emails: dict[str, str] = field(default_factory=dict)
    _sound: dict[Cells, Person] = field(default_factory=dict)

    def person(self, row: Row) -> Person | Refusal:
        """The person of a row, or the first reason against it."""
        cells = _cells(row)
        # A learner has a dozen rows that say the same: what was sound once is so again.
        sound = self._sound.get(cells)
        if sound is not None:
            return sound
        person = self._check(row)
        if isinstance(person, Person):
            self._sound[cells] = person
        return person

    def _check(self, row: Row) -> Person | Refusal:
        person = read_person(row)
        record = self.known.get(person.student_number) or self._seen.get(person.student_number)
        fault = _form_fault(row, person, is_known=record is not None)
        fault = fault or self._record_fault(row, person) or self._file_fault(row, person)
        if fault is not None:
            return fault
        if not person.name and record:
            person = replace(person, name=record.name)
        self._seen.setdefault(person.student_number, person)
        if person.email:
            self._emails[person.email] = person.student_number
        return person

    def _record_fault(self, row: Row, person: Person) -> Refusal | None:
        number = person.student_number
        record = self.known.get(number)
        if record and person.name and not rules.is_same_name(record.name, person.name):
            message = gettext_noop(
                "The name is %(name)s, but our record of %(number)s says %(record)s."
            )
            params = {"name": person.name, "number": number, "record": record.name}
            return refuse(row, "name", "name_differs", message, **params)
        owner = self.number_owners.get(number.lower(), number)
        if owner != number:
            message = gettext_noop(
                "The student number %(number)s differs from %(owner)s only in upper and lower case."
            )
            return refuse(
                row, "student_number", "student_number_taken", message, number=number, owner=owner
            )
        owner = self.email_owners.get(person.email, number)
        if owner != number:
            message = gettext_noop(
                "The e-mail address %(email)s belongs to another learner, %(owner)s."
            )
            return refuse(row, "email", "email_taken", message, email=person.email, owner=owner)
        return None

    def _file_fault(self, row: Row, person: Person) -> Refusal | None:
        before = self._seen.get(person.student_number)
        if before and person.name and not rules.is_same_name(before.name, person.name):
            message = gettext_noop(
                "The name is %(name)s, but an earlier row of %(number)s says %(record)s."
            )
            params = {"name": person.name, "number": person.student_number, "record": before.name}
            return refuse(row, "name", "name_differs_in_file", message, **params)
        owner = self._emails.get(person.email, person.student_number)
        if owner != person.student_number:
            message = gettext_noop(
                "An earlier row gives the e-mail address %(email)s to %(owner)s."
            )
            return refuse(row, "email", "email_twice", message, email=person.email, owner=owner)
        return None


def people_check(rows: Iterable[Row]) -> PeopleCheck:
    """What our records say of everybody in the rows, in a constant number of queries a thousand rows."""
    people = [read_person(row) for row in {_cells(row): row for row in rows}.values()]
    numbers = {person.student_number for person in people if person.student_number}
    emails = {person.email for person in people if person.email}
    return PeopleCheck(
        known=by_student_numbers(numbers),
        number_owners=owners(numbers, kind=IdentifierType.STUDENT_NUMBER),
        email_owners=owners(emails, kind=IdentifierType.EMAIL),
    )


def _cells(row: Row) -> Cells:
    return tuple(row.cells.get(name) for name in _COLUMNS)


def read_person(row: Row) -> Person:
    """The person's cells, cleaned; missing columns read as empty."""
    cells = row.cells
    return Person(
        student_number=rules.clean_student_number(cells.get("student_number", "")),
        name=rules.clean_name(cells.get("name", "")),
        name_en=rules.clean_name(cells.get("name_en", "")),
        email=rules.clean_email(cells.get("email", "")),
    )


def refuse(row: Row, column: str, code: str, message: str, **params: object) -> Refusal:
    """A refusal of a row, with its student number."""
    number = rules.clean_student_number(row.cells.get("student_number", ""))[:64]
    return Refusal(row.number, column, code, message, params, student_number=number)


def _form_fault(row: Row, person: Person, *, is_known: bool) -> Refusal | None:
    number = person.student_number
    if not number:
        message = gettext_noop("The student number is missing.")
        return refuse(row, "student_number", "student_number_missing", message)
    if not rules.is_student_number(number):
        message = gettext_noop(
            "%(value)s is not a valid student number: use letters, digits, - and _, at most 32."
        )
        return refuse(row, "student_number", "student_number_bad", message, value=number[:64])
    if not person.name and not is_known:
        message = gettext_noop("The name is missing, and we do not know this student number yet.")
        return refuse(row, "name", "name_missing", message)
    for column, value in (("name", person.name), ("name_en", person.name_en)):
        if value and not rules.is_name(value):
            message = gettext_noop("%(value)s cannot be a name.")
            return refuse(row, column, "name_bad", message, value=value[:120])
    if person.email and not rules.is_email(person.email):
        message = gettext_noop("%(value)s is not an e-mail address.")
        return refuse(row, "email", "email_bad", message, value=person.email[:120])
    return None
