"""Who may decide on a case, and why somebody may not.

Department: faculty, of the program's department where they have one. Centre: faculty or staff. Nobody decides two
steps of a round, on their own case, or on a case with results that they handed in.
"""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel.errors import CredcenterError, PermissionRefused, RuleRefused
from programs.enums import ApprovalStep
from programs.models import Completion, CourseResult, Program


def may_take(step: str, *, user: User, roles: Collection[Role], program: Program) -> bool:
    """Whether somebody's roles and department allow them a step of a program at all."""
    if step == ApprovalStep.CENTRE:
        return Role.FACULTY in roles or Role.STAFF in roles
    is_of_department = not user.department or user.department == program.department
    return Role.FACULTY in roles and is_of_department


def waiting_step(completion: Completion) -> str | None:
    """The name of the step that a case waits at; None after the last."""
    steps: list[str] = completion.enrolment.micro_degree.approval_steps
    return steps[completion.step] if completion.step < len(steps) else None


def objection(
    completion: Completion, *, user: User, roles: Collection[Role]
) -> CredcenterError | None:
    """Why this person may not decide the step that waits; None when they may. The case is in review."""
    enrolment = completion.enrolment
    step = waiting_step(completion)
    program = enrolment.micro_degree.program
    if step is None or not may_take(step, user=user, roles=roles, program=program):
        message = _("This step is decided by somebody else.")
        return PermissionRefused(message, code="not_your_step")
    if enrolment.learner.user_id == user.pk:
        return RuleRefused(_("Nobody decides on their own case."), code="own_case")
    decided = completion.approvals.filter(round=completion.round, decided_by=user)
    if decided.exists():
        message = _(
            "You have decided a step of this case already; another person decides the next."
        )
        return RuleRefused(message, code="decided_already")
    if has_entered(completion, user=user):
        message = _("You uploaded results of this case, so another person decides on it.")
        return RuleRefused(message, code="entered_results")
    return None


def has_entered(completion: Completion, *, user: User) -> bool:
    """Whether somebody handed in a file with a result that counts here."""
    ids = [each["result"] for each in completion.explanation.get("counted", ())]
    return CourseResult.objects.filter(pk__in=ids, source__uploaded_by=user).exists()
