"""Clean cases approved at once; what asks for a second look is left as it was, with the reason."""

from __future__ import annotations

import datetime as dt

import pytest

from badges.enums import FlagKind
from badges.models import IssuanceRequest
from badges.services.flagging import raise_flags
from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import CredcenterError
from programs.enums import Decision
from programs.models import Approval, Completion, CourseResult, CurriculumVersion, ResultImport
from programs.selectors.bench import Bench
from programs.selectors.clean import Kind, kinds, warnings_of
from programs.services.approval import decide
from programs.services.approving_together import Together, approve_together
from programs.services.completion import resubmit
from tests.factories import badges, studies

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_broker")]

FACULTY = [Role.FACULTY]


@pytest.fixture
def cases() -> list[Completion]:
    """Three that wait, their results from a file."""
    made = [studies.waiting_completion() for _each in range(3)]
    source = ResultImport.objects.create(
        micro_degree=made[0].enrolment.micro_degree, file_name="x.csv", sha256="0" * 64, rows=[]
    )
    CourseResult.objects.update(source=source)
    return made


@pytest.fixture
def professor() -> User:
    return studies.user(Role.FACULTY)


def together(
    cases: list[Completion], user: User, *, count: int | None = None, kind: Kind | None = None
) -> Together:
    return approve_together(
        [each.pk for each in cases],
        kind=kind or Kind.of(cases[0]),
        count=len(cases) if count is None else count,
        user=user,
        roles=FACULTY,
        actor=SYSTEM,
    )


def test_clean_cases_are_approved_each_with_its_own_facts(
    cases: list[Completion], professor: User
) -> None:
    assert [number for _first, number in kinds(Bench(professor, FACULTY))] == [3]
    answer = together(cases, professor)
    assert (len(answer.approved), answer.refused, answer.unknown) == (3, [], 0)
    assert len(set(Approval.objects.values_list("facts_sha256", flat=True))) == 3
    other = studies.user(Role.FACULTY)
    answer = together(cases, other, kind=Kind(cases[0].enrolment.curriculum_id, 1))
    assert (len(answer.approved), IssuanceRequest.objects.count()) == (3, 3)


@pytest.mark.parametrize("count", [0, 2, 4])
def test_a_wrong_count_approves_nothing(
    cases: list[Completion], professor: User, count: int
) -> None:
    with pytest.raises(CredcenterError) as caught:
        together(cases, professor, count=count)
    assert (caught.value.code, Approval.objects.count()) == ("count_differs", 0)


def _without_file(case: Completion) -> None:
    CourseResult.objects.filter(learner=case.enrolment.learner_id, course__code="SSD101").update(
        source=None
    )


def _written_later(case: Completion) -> None:
    CourseResult.objects.filter(learner=case.enrolment.learner_id, course__code="SSD101").update(
        grade="B", recorded_at=clock.now() + dt.timedelta(minutes=1)
    )


def _flagged(case: Completion) -> None:
    credential = badges.issued_credential(
        badges.achievement_version("OTHER"), learner=case.enrolment.learner
    )
    raise_flags([credential], kind=FlagKind.RESULTS_CHANGED, details={}, actor=SYSTEM)


def _returned_before(case: Completion) -> None:
    decide(
        case.pk, decision=Decision.RETURNED, reason="x", user=studies.user(Role.FACULTY),
        roles=FACULTY, actor=SYSTEM,
    )  # fmt: skip
    resubmit(case.pk, reason="x", actor=SYSTEM)


@pytest.mark.parametrize("spoil", [_without_file, _written_later, _flagged, _returned_before])
def test_what_asks_for_a_second_look_is_left_out(
    cases: list[Completion], professor: User, spoil
) -> None:
    spoil(cases[1])
    for case in cases:
        case.refresh_from_db()
    assert [len(found) for found in warnings_of(cases).values()] == [0, 1, 0]
    before = Completion.objects.values().get(pk=cases[1].pk)
    answer = together(cases, professor)
    assert {each.pk for each in answer.approved} == {cases[0].pk, cases[2].pk}
    ((refused, why),) = answer.refused
    assert (refused.pk, why) == (cases[1].pk, warnings_of([cases[1]])[cases[1].pk][0])
    assert Completion.objects.values().get(pk=cases[1].pk) == before


def test_another_version_of_the_rules_is_left_out(cases: list[Completion], professor: User) -> None:
    other = CurriculumVersion.objects.get()
    kind = Kind.of(cases[0])
    other.pk, other.revision = None, 2
    other.save(force_insert=True)
    cases[2].enrolment.curriculum = other
    cases[2].enrolment.save()
    answer = together(cases, professor, kind=kind)
    assert [case.pk for case, _why in answer.refused] == [cases[2].pk]


def test_what_may_not_be_decided_is_left_out_and_what_is_elsewhere_unnamed(
    cases: list[Completion], professor: User
) -> None:
    own = cases[0].enrolment.learner
    own.user = professor
    own.save()
    answer = together(cases, professor)
    assert ([case.pk for case, _why in answer.refused], answer.unknown) == ([cases[0].pk], 0)
    physicist = studies.user(Role.FACULTY, department="Physics")
    more = [studies.waiting_completion()]
    answer = together(more, physicist)
    assert (answer.approved, answer.refused, answer.unknown) == ([], [], 1)
