"""What the tabs of a program's page read beside its design."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from badges.models import AchievementVersion
from badges.selectors import achievements
from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel.bilingual import Bilingual
from programs.enums import CompletionState, EnrolmentState
from programs.models import MicroDegree, Program
from programs.rules import rules_from_json
from programs.selectors.deciders import may_take
from programs.selectors.lookup import newest_curricula
from programs.selectors.rule_lines import lines_of


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """The rules in force for those who enter now, in words."""

    micro_degree: MicroDegree
    label: str
    from_term: str
    lines: list[Bilingual]


@dataclass(frozen=True, slots=True)
class StepPeople:
    """Who may take a step of a micro-degree as things stand."""

    step: str
    people: list[User]


def counts_of(program: Program) -> list[MicroDegree]:
    """The micro-degrees with `studying`, `waiting` and `awarded`, in one query."""
    cases = "enrolments__completion__state"
    return list(
        program.micro_degrees.annotate(
            studying=Count("enrolments", Q(enrolments__state=EnrolmentState.ACTIVE), distinct=True),
            waiting=Count("enrolments", Q(**{cases: CompletionState.IN_REVIEW}), distinct=True),
            awarded=Count("enrolments", Q(**{cases: CompletionState.APPROVED}), distinct=True),
        )
    )


def rule_sheets(program: Program) -> list[RuleSheet]:
    """The newest rules of every micro-degree."""
    newest = newest_curricula()
    found = ((each, newest.get(each.code)) for each in program.micro_degrees.all())
    return [
        RuleSheet(
            each, row.label, row.from_term, list(lines_of(rules_from_json(row.rules)).values())
        )
        for each, row in found
        if row is not None
    ]


def badges_of(program: Program) -> list[AchievementVersion]:
    """The wording of the badges of its micro-degrees as it stands now."""
    return achievements.newest_of(program.micro_degrees.values_list("achievement_id", flat=True))


def step_people(program: Program) -> list[tuple[MicroDegree, list[StepPeople]]]:
    """Who may decide at each step, by micro-degree; windows, delegation and own cases aside."""
    users = User.objects.filter(
        is_active=True, role_grants__role__in=[Role.FACULTY, Role.STAFF]
    ).prefetch_related("role_grants")
    people = [
        (each, frozenset(Role(grant.role) for grant in each.role_grants.all()))
        for each in users.distinct().order_by("name", "pk")
    ]
    return [
        (
            degree,
            [
                StepPeople(
                    step,
                    [
                        u
                        for u, held in people
                        if may_take(step, user=u, roles=held, program=program)
                    ],
                )
                for step in degree.approval_steps
            ],
        )
        for degree in program.micro_degrees.all()
    ]
