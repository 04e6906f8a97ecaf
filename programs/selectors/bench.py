"""What one person may decide now: as a list of cases, and case by case with the reason why not.

Both speak the same rules (`programs.selectors.deciders`): the list in the database, since thousands may wait, the
reasons in Python, in a constant number of queries for any number of cases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel.errors import CredcenterError, PermissionRefused, RuleRefused
from programs.enums import ApprovalStep, CompletionState
from programs.models import ApprovalParty, Completion, CourseResult, Delegation, MicroDegree
from programs.selectors.deciders import mandates, may_take, waiting_step
from programs.selectors.delegations import Mandate
from programs.selectors.entered import counted_results_entered_by
from programs.selectors.windows import Windows, windows_now


@dataclass(frozen=True, slots=True)
class Warrant:
    """By what right somebody decides a step: their own, or through a delegation; or why they may not."""

    refusal: CredcenterError | None
    delegation: Delegation | None = None


@dataclass(frozen=True, slots=True)
class _Ties:
    """What binds people to cases: user ids by case, of those who had a part in this round, and who entered results."""

    parties: dict[int, set[int]]
    entered: dict[int, set[int]]


class Bench:
    """One person, at one moment."""

    def __init__(self, user: User, roles: Collection[Role]) -> None:
        self._user, self._roles = user, frozenset(roles)

    @cached_property
    def _mandates(self) -> list[Mandate]:
        return mandates(self._user, self._roles)

    @cached_property
    def _windows(self) -> Windows:
        return windows_now()

    @cached_property
    def _micro_degrees(self) -> list[MicroDegree]:
        return list(MicroDegree.objects.select_related("program"))

    def decidable(self) -> QuerySet[Completion]:
        """The cases that wait for a step which this person may decide now, by whatever right."""
        mine = Q(pk__in=[])
        for mandate in self._mandates:
            people = {self._user.pk, mandate.person.pk}
            mine |= self._places(mandate, only_open=True) & ~_tied_to(people)
        return _waiting().filter(mine)

    def others(self) -> QuerySet[Completion]:
        """The cases that this person may read and that wait for a decision, but not for theirs."""
        seen = Q() if Role.STAFF in self._roles else self._readable()
        return _waiting().filter(seen).exclude(pk__in=self.decidable().values("pk"))

    def warrant(self, completion: Completion) -> Warrant:
        """By what right this person decides a case in review, or why not."""
        return self.warrants([completion])[completion.pk]

    def warrants(self, completions: Sequence[Completion]) -> dict[int, Warrant]:
        """The same for many, by key; three queries. They need `enrolment__learner` and `__micro_degree__program`."""
        people = {self._user.pk, *(mandate.person.pk for mandate in self._mandates)}
        ties = _ties_of(completions, people=people)
        return {each.pk: self._warrant(each, ties=ties) for each in completions}

    def _warrant(self, completion: Completion, *, ties: _Ties) -> Warrant:
        step, first = waiting_step(completion), None
        program = completion.enrolment.micro_degree.program
        for mandate in self._mandates:
            person, roles = mandate.person, mandate.roles
            if step is None or not may_take(step, user=person, roles=roles, program=program):
                continue
            refusal = _bar(completion, user=self._user, mandate=mandate, ties=ties)
            if refusal is None:
                closed = self._windows.refusal(completion.enrolment.micro_degree_id, step=step)
                return Warrant(closed, mandate.delegation)
            first = first or refusal
        elsewhere = PermissionRefused(
            _("This step is decided by somebody else."), code="not_your_step"
        )
        return Warrant(first or elsewhere)

    def _places(self, mandate: Mandate, *, only_open: bool) -> Q:
        """The micro-degrees and positions at which a mandate holds."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for each in self._micro_degrees:
            for position, step in enumerate(each.approval_steps):
                if only_open and not self._windows.is_open(each.pk, step=step):
                    continue
                if may_take(step, user=mandate.person, roles=mandate.roles, program=each.program):
                    found[position].append(each.pk)
        places = Q(pk__in=[])
        for position, ids in found.items():
            places |= Q(step=position, enrolment__micro_degree__in=ids)
        return places

    def _readable(self) -> Q:
        """As `deciders.may_read` says for one case in review."""
        part = ApprovalParty.objects.filter(completion=OuterRef("pk"), user=self._user)
        seen = Q(Exists(part))
        for mandate in self._mandates:
            department = [
                each.pk
                for each in self._micro_degrees
                if ApprovalStep.DEPARTMENT in each.approval_steps
                and may_take(
                    ApprovalStep.DEPARTMENT,
                    user=mandate.person,
                    roles=mandate.roles,
                    program=each.program,
                )
            ]
            seen |= Q(enrolment__micro_degree__in=department)
            seen |= self._places(mandate, only_open=False)
        return seen


def _waiting() -> QuerySet[Completion]:
    rows = Completion.objects.filter(state=CompletionState.IN_REVIEW).select_related(
        "enrolment__learner__user",
        "enrolment__micro_degree__program",
        "enrolment__curriculum",
        "request__credential",
    )
    return rows.order_by("waiting_since", "id")


def _tied_to(people: set[int]) -> Q:
    """Cases that one of these people may not decide: their own, one they had a part in, or entered results of."""
    part = ApprovalParty.objects.filter(
        completion=OuterRef("pk"), round=OuterRef("round"), user__in=people
    )
    own = Q(enrolment__learner__user__isnull=False, enrolment__learner__user__in=people)
    return own | Q(Exists(part)) | Q(counted_results_entered_by(people))


def _bar(
    completion: Completion, *, user: User, mandate: Mandate, ties: _Ties
) -> CredcenterError | None:
    """What keeps somebody, or the one they stand in for, from deciding on a case."""
    pair = {user.pk, mandate.person.pk}
    if completion.enrolment.learner.user_id in pair:
        return RuleRefused(_("Nobody decides on their own case."), code="own_case")
    if pair & ties.parties.get(completion.pk, set()):
        return RuleRefused(_decided(mandate), code="decided_already")
    if pair & ties.entered.get(completion.pk, set()):
        return RuleRefused(_entered(mandate), code="entered_results")
    return None


def _decided(mandate: Mandate) -> str:
    if mandate.delegation is None:
        return _("You have decided a step of this case already; another person decides the next.")
    message = _(
        "You or %(name)s, for whom you stand in, had a part in a step of this case already; another person decides "
        "the next."
    )
    return message % {"name": mandate.person.name}


def _entered(mandate: Mandate) -> str:
    if mandate.delegation is None:
        return _("You uploaded results of this case, so another person decides on it.")
    message = _(
        "You or %(name)s, for whom you stand in, uploaded results of this case, so another person decides on it."
    )
    return message % {"name": mandate.person.name}


def _ties_of(completions: Iterable[Completion], *, people: set[int]) -> _Ties:
    cases = list(completions)
    rounds = {each.pk: each.round for each in cases}
    parties: defaultdict[int, set[int]] = defaultdict(set)
    rows = ApprovalParty.objects.filter(completion__in=rounds, user__in=people)
    for case_id, round_, user_id in rows.values_list("completion_id", "round", "user_id"):
        if rounds[case_id] == round_:
            parties[case_id].add(user_id)
    return _Ties(parties, _entered_in(cases, people=people))


def _entered_in(cases: list[Completion], *, people: set[int]) -> dict[int, set[int]]:
    """Who of these people handed in, or applied, a file with a result that counts, by case."""
    counted: defaultdict[int, list[int]] = defaultdict(list)
    for case in cases:
        for each in case.explanation.get("counted", ()):
            counted[each["result"]].append(case.pk)
    by = Q(source__uploaded_by__in=people) | Q(source__applied_by__in=people)
    rows = CourseResult.objects.filter(by, pk__in=list(counted))
    found: defaultdict[int, set[int]] = defaultdict(set)
    for result_id, *entered in rows.values_list("pk", "source__uploaded_by", "source__applied_by"):
        for case_id in counted[result_id]:
            found[case_id] |= set(entered) & people
    return found
