"""What the demo's two faculty members decide, case by case."""

from __future__ import annotations

from dataclasses import dataclass

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel.audit import Actor
from programs.demo.people import DemoLearner, Stage, demo_learners
from programs.enums import Decision
from programs.models import Approval, Completion
from programs.services.approval import decide


@dataclass(frozen=True, slots=True)
class _Plan:
    """One decision, and why."""

    decision: Decision
    reason: str = ""


_APPROVE = _Plan(Decision.APPROVED)
_RETURN = _Plan(
    Decision.RETURNED,
    "SSD201 성적에 이의신청이 접수되어 있습니다. 성적이 확정된 뒤 다시 올려 주십시오.",
)
_DENY = _Plan(
    Decision.DENIED,
    "SSD203 과제가 다른 학습자의 제출물과 같은 것으로 확인되어 승인하지 않습니다.",
)

PLANS: dict[Stage, tuple[_Plan, ...]] = {
    Stage.CENTRE: (_APPROVE,),
    Stage.RETURNED: (_RETURN,),
    Stage.DENIED: (_APPROVE, _DENY),
    Stage.ISSUED: (_APPROVE, _APPROVE),
    Stage.REVOKED: (_APPROVE, _APPROVE),
    Stage.ADVANCED: (_APPROVE, _APPROVE),
}
"""By stage: the department's decision, then the centre's. Stages that are not here wait for their first."""


def decide_cases(department: User, centre: User) -> None:
    """Bring each case to its stage; what was decided before is not decided again."""
    for learner in demo_learners():
        plans = PLANS.get(learner.stage, ())
        if not plans:
            continue
        case = _case_of(learner)
        done = Approval.objects.filter(completion=case).count()
        deciders = (department, centre)
        for plan, user in list(zip(plans, deciders, strict=False))[done:]:
            _decide(case, plan, user=user)


def _case_of(learner: DemoLearner) -> Completion:
    return Completion.objects.get(enrolment__learner__student_number=learner.student_number)


def _decide(case: Completion, plan: _Plan, *, user: User) -> None:
    decide(
        case.pk,
        decision=plan.decision,
        reason=plan.reason,
        user=user,
        roles=frozenset({Role.FACULTY}),
        actor=Actor(role=Role.FACULTY.value, user_id=user.pk),
    )
