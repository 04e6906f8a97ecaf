"""A badge that is flagged twice, for a changed result and a revoked component: each flag is settled by itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from badges.award import AwardedResult
from badges.enums import CredentialState, RevocationReason
from badges.models import Credential, CredentialFlag
from badges.services.designing import ResultDesign
from badges.services.flagging import clear_flag
from badges.services.issuance import issue_waiting
from badges.services.revoking import revoke
from credcenter.accounts.enums import Role
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.bilingual import Bilingual
from programs.enums import CompletionState, Decision
from programs.models import Completion
from programs.services.approval import decide
from programs.services.results import apply_results, check_results
from programs.services.settling import confirm, review_again
from programs.services.stacking import follow_badges
from tests.factories import badges, studies

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_broker")]


def flags() -> set[tuple[str, str]]:
    """The open flags: kind, and the badge's achievement."""
    rows = CredentialFlag.objects.filter(cleared_at__isnull=True)
    return set(rows.values_list("kind", "credential__achievement__code"))


def approve(case: Completion) -> None:
    for _step in range(2):
        decide(
            case.pk,
            decision=Decision.APPROVED,
            reason="",
            user=studies.user(Role.FACULTY),
            roles=[Role.FACULTY],
            actor=SYSTEM,
        )
    assert issue_waiting(limit=10, worker="test") == 1


@pytest.fixture
def case() -> Completion:
    """Approved with the badge of a course in it, which is revoked since."""
    made = studies.completion("SSD101", "SSD102")
    mark = ResultDesign(
        "score", Bilingual("점수", "Score"), value_min=Decimal(0), value_max=Decimal(100)
    )
    version = badges.achievement_version("SSD201", achievement_type="Course", results=(mark,))
    award = badges.award(
        results=(AwardedResult("score", Decimal(88)),), credits_earned=Decimal(3), term="2026-1"
    )
    course = badges.issued_credential(version, learner=made.enrolment.learner, award=award)
    follow_badges()
    approve(made)
    revoke([course], reason=RevocationReason.ISSUED_IN_ERROR, note="", actor=SYSTEM)
    follow_badges()
    assert flags() == {("component_revoked", "SSDO-F"), ("results_changed", "SSDO-F")}
    made.refresh_from_db()
    assert made.state == CompletionState.REOPENED
    return made


def test_confirming_the_results_leaves_the_flag_of_the_component(case: Completion) -> None:
    confirm(case.pk, reason="the work was done", actor=SYSTEM)
    assert flags() == {("component_revoked", "SSDO-F")}
    flag = CredentialFlag.objects.get(cleared_at__isnull=True)
    clear_flag(flag, note="looked at", actor=SYSTEM)
    case.refresh_from_db()
    assert (case.state, flag.credential.state) == ("approved", CredentialState.ISSUED)


def test_approved_anew_the_component_is_still_to_be_looked_at(case: Completion) -> None:
    number = case.enrolment.learner.student_number
    row = f"student_number,course,term,score,status\n{number},SSD201,2026-1,85,completed\n"
    file = check_results(
        row.encode(), file_name="r.csv", micro_degree=case.enrolment.micro_degree, actor=SYSTEM
    )
    apply_results(file, actor=SYSTEM)
    review_again(case.pk, reason="by file now", actor=SYSTEM)
    approve(case)
    new = Credential.objects.get(achievement__code="SSDO-F", state="issued")
    assert new.supersedes is not None
    assert flags() == {("component_revoked", "SSDO-F")}
    assert CredentialFlag.objects.get(cleared_at__isnull=True).credential == new
