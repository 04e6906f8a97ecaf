"""A results file and a course's badge that say the same: undoing the file leaves what the badge says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from badges.award import AwardedResult
from badges.enums import RevocationReason
from badges.models import Credential
from badges.services.designing import ResultDesign
from badges.services.revoking import revoke
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.bilingual import Bilingual
from learners.models import Learner
from programs.enums import ResultStatus
from programs.models import CourseResult, MicroDegree, ResultImport
from programs.services.results import apply_results, check_results, undo_results
from programs.services.stacking import follow_badges
from tests.factories import badges, studies

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_broker")]


@pytest.fixture
def degree() -> MicroDegree:
    return studies.micro_degree()


def give_badge(learner: Learner) -> Credential:
    """The badge of SSD201 with the score 75, as a program file designs it."""
    mark = ResultDesign(
        "score", Bilingual("점수", "Score"), value_min=Decimal(0), value_max=Decimal(100)
    )
    version = badges.achievement_version("SSD201", achievement_type="Course", results=(mark,))
    award = badges.award(
        results=(AwardedResult("score", Decimal(75)),), credits_earned=Decimal(3), term="2026-1"
    )
    made = badges.issued_credential(version, learner=learner, award=award)
    follow_badges()
    return made


def apply(degree: MicroDegree, learner: Learner, score: int) -> ResultImport:
    header = "student_number,course,term,score,status\n"
    row = f"{learner.student_number},SSD201,2026-1,{score},completed\n"
    made = check_results(
        (header + row).encode(), file_name="r.csv", micro_degree=degree, actor=SYSTEM
    )
    apply_results(made, actor=SYSTEM)
    return made


def results() -> list[tuple[Decimal | None, str, bool, bool]]:
    rows = CourseResult.objects.values_list("score", "status", "badge", "source")
    return [(score, status, bool(badge), bool(source)) for score, status, badge, source in rows]


def take(credential: Credential) -> None:
    revoke([credential], reason=RevocationReason.ISSUED_IN_ERROR, note="", actor=SYSTEM)
    follow_badges()


OF_THE_BADGE = (Decimal(75), ResultStatus.COMPLETED.value, True, False)


def test_what_a_badge_said_before_the_file_stands_again(degree: MicroDegree) -> None:
    learner = badges.learner()
    give_badge(learner)
    assert results() == [OF_THE_BADGE]
    file = apply(degree, learner, 90)
    assert results() == [(Decimal(90), ResultStatus.COMPLETED.value, True, True)]
    undo_results(file, actor=SYSTEM)
    assert results() == [OF_THE_BADGE]


def test_the_result_of_a_badge_that_was_revoked_under_the_file_does_not_count_again(
    degree: MicroDegree,
) -> None:
    learner = badges.learner()
    credential = give_badge(learner)
    file = apply(degree, learner, 90)
    take(credential)
    assert results() == [(Decimal(90), ResultStatus.COMPLETED.value, False, True)]
    undo_results(file, actor=SYSTEM)
    assert results() == [(Decimal(75), ResultStatus.WITHDRAWN.value, False, False)]


def test_a_badge_that_came_under_the_file_speaks_when_the_file_is_gone(degree: MicroDegree) -> None:
    learner = badges.learner()
    file = apply(degree, learner, 90)
    credential = give_badge(learner)
    assert results() == [(Decimal(90), ResultStatus.COMPLETED.value, False, True)]
    undo_results(file, actor=SYSTEM)
    assert results() == [OF_THE_BADGE]
    take(credential)
    assert results() == [(Decimal(75), ResultStatus.WITHDRAWN.value, False, False)]
