"""Who may decide on a case, and why somebody may not.

Department: faculty of the program's department, and faculty who have none, who stand in for every department.
Centre: faculty or staff. Nobody decides two steps of a round, on their own case, or on a case with results that they
handed in. Departments are compared without regard to capitals and spaces: people write them by hand.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel.errors import CredcenterError, PermissionRefused, RuleRefused
from programs.enums import ApprovalStep, CompletionState
from programs.models import Completion, CourseResult, Program


def may_take(step: str, *, user: User, roles: Collection[Role], program: Program) -> bool:
    """Whether somebody's roles and department allow them a step of a program at all."""
    if step == ApprovalStep.CENTRE:
        return Role.FACULTY in roles or Role.STAFF in roles
    is_of_department = _plain(user.department) in {"", _plain(program.department)}
    return Role.FACULTY in roles and is_of_department


def may_read(completion: Completion, *, user: User, roles: Collection[Role]) -> bool:
    """Whether somebody may see a case at all: what it says of a learner is for those who decide on it.

    These are the staff, the department's faculty where it has a step, whoever may take the step that waits, and
    whoever has decided one.
    """
    if Role.STAFF in roles:
        return True
    micro_degree = completion.enrolment.micro_degree
    steps = [each for each in micro_degree.approval_steps if each == ApprovalStep.DEPARTMENT]
    waiting = waiting_step(completion)
    if completion.state == CompletionState.IN_REVIEW and waiting is not None:
        steps.append(waiting)
    if any(may_take(s, user=user, roles=roles, program=micro_degree.program) for s in steps):
        return True
    return completion.approvals.filter(decided_by=user).exists()


def has_faculty(department: str) -> bool:
    """Whether anybody of the faculty belongs to a department."""
    faculty = User.objects.filter(role_grants__role=Role.FACULTY, is_active=True)
    return _plain(department) in {
        _plain(each) for each in faculty.values_list("department", flat=True)
    }


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


def _plain(department: str) -> str:
    return " ".join(department.split()).casefold()


def has_entered(completion: Completion, *, user: User) -> bool:
    """Whether somebody handed in, or applied, a file with a result that counts here."""
    ids = [each["result"] for each in completion.explanation.get("counted", ())]
    entered = Q(source__uploaded_by=user) | Q(source__applied_by=user)
    return CourseResult.objects.filter(entered, pk__in=ids).exists()
