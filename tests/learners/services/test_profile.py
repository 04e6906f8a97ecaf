from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict
from credcenter.kernel.models import AuditEvent
from learners.enums import IdentifierType
from learners.models import Identifier, Learner
from learners.services.profile import Person, ensure_learners

pytestmark = pytest.mark.django_db

HONG = Person("20260001", "홍길동", "HONG Gildong", "gildong@students.example")


def test_missing_learners_are_made_with_their_identifiers() -> None:
    learner = ensure_learners([HONG], actor=SYSTEM)["20260001"]
    assert (learner.name, learner.name_en, learner.email) == (HONG.name, HONG.name_en, HONG.email)
    assert set(learner.identifiers.values_list("type", "value")) == {
        (IdentifierType.STUDENT_NUMBER, "20260001"),
        (IdentifierType.EMAIL, "gildong@students.example"),
    }
    assert AuditEvent.objects.filter(action="learner.created").count() == 1


def test_a_second_time_changes_nothing() -> None:
    first = ensure_learners([HONG], actor=SYSTEM)
    again = ensure_learners([Person("20260001", "다른이름", "", "other@x.example")], actor=SYSTEM)
    assert again == first
    assert again["20260001"].name == "홍길동"
    assert AuditEvent.objects.count() == 1


def test_somebody_named_twice_is_one_learner_as_first_named() -> None:
    made = ensure_learners([HONG, Person("20260001", "홍길동")], actor=SYSTEM)
    assert len(made) == Learner.objects.count() == 1
    assert made["20260001"].email == HONG.email


def test_an_identifier_of_somebody_else_makes_nobody() -> None:
    ensure_learners([HONG], actor=SYSTEM)
    people = [Person("20260002", "김서연"), Person("20260003", "박도윤", "", HONG.email)]
    with pytest.raises(Conflict) as caught:
        ensure_learners(people, actor=SYSTEM)
    assert caught.value.code == "learners_changed"
    assert Learner.objects.count() == 1
    assert Identifier.objects.count() == 2
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_number_of_queries_does_not_grow(count: int) -> None:
    people = [Person(f"2026{number:04}", "홍길동") for number in range(count)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ensure_learners(people, actor=SYSTEM)
    changing = [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(changing) <= 8
