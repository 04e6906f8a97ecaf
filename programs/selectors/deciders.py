"""Who may decide on a case, and why somebody may not.

Department: faculty of the program's department, and faculty who have none, who stand in for every department.
Centre: faculty or staff. Whoever stands in for somebody may decide what that person may, and nothing that either of
the two is barred from. Nobody has a part in two steps of a round, in their own case, or in a case with results that
they handed in. Departments are compared without regard to capitals and spaces: people write them by hand.
"""

from __future__ import annotations

from collections.abc import Collection

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from programs.enums import ApprovalStep, CompletionState
from programs.models import Completion, Program
from programs.selectors.delegations import Mandate, mandates_received


def may_take(step: str, *, user: User, roles: Collection[Role], program: Program) -> bool:
    """Whether somebody's roles and department allow them a step of a program at all."""
    if step == ApprovalStep.CENTRE:
        return Role.FACULTY in roles or Role.STAFF in roles
    is_of_department = _plain(user.department) in {"", _plain(program.department)}
    return Role.FACULTY in roles and is_of_department


def mandates(user: User, roles: Collection[Role]) -> list[Mandate]:
    """The rights that somebody decides by today: their own first, then those of people they stand in for."""
    return [Mandate(user, frozenset(roles)), *mandates_received(user)]


def may_read(completion: Completion, *, user: User, roles: Collection[Role]) -> bool:
    """Whether somebody may see a case at all: what it says of a learner is for those who decide on it.

    These are the staff, the department's faculty where it has a step, whoever may take the step that waits, whoever
    stands in for one of them, and whoever had a part in a decision.
    """
    if Role.STAFF in roles:
        return True
    program = completion.enrolment.micro_degree.program
    steps = _steps_that_show(completion)
    for mandate in mandates(user, roles):
        person, held = mandate.person, mandate.roles
        if any(may_take(step, user=person, roles=held, program=program) for step in steps):
            return True
    return completion.parties.filter(user=user).exists()


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


def _steps_that_show(completion: Completion) -> list[str]:
    micro_degree = completion.enrolment.micro_degree
    steps = [each for each in micro_degree.approval_steps if each == ApprovalStep.DEPARTMENT]
    waiting = waiting_step(completion)
    if completion.state == CompletionState.IN_REVIEW and waiting is not None:
        steps.append(waiting)
    return steps


def _plain(department: str) -> str:
    return " ".join(department.split()).casefold()
