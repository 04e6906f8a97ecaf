"""Several clean cases approved at once: each by itself, wholly or not at all, and each with its own frozen facts.

Refuses everything when the count that somebody typed is not the number of cases. A case is left out, with the reason,
when it is not clean (`programs.selectors.clean`), of another curriculum or step, or refused to this person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import CredcenterError, InvalidInput
from programs.enums import CompletionState, Decision
from programs.models import Completion
from programs.selectors.bench import Bench
from programs.selectors.clean import MOST_TOGETHER, Kind, warnings_of
from programs.services.approval import decide


@dataclass(slots=True)
class Together:
    """What became of the cases: approved, or left as they were and why. Unknown ones stand in neither, but in `unknown`."""

    approved: list[Completion] = field(default_factory=list)
    refused: list[tuple[Completion, str]] = field(default_factory=list)
    unknown: int = 0


def approve_together(
    completion_ids: Iterable[int],
    *,
    kind: Kind,
    count: int,
    user: User,
    roles: Collection[Role],
    actor: Actor,
) -> Together:
    """Approve the clean ones among some cases of one kind, if there are as many as somebody typed.

    Raises InvalidInput (`count_differs`, `too_many`, `none_chosen`) before anything is done.
    """
    ids = set(completion_ids)
    _refuse_count(len(ids), count=count)
    cases = list(_cases(ids))
    bench, answer = Bench(user, roles), Together(unknown=len(ids) - len(cases))
    warrants, warnings = bench.warrants(cases), warnings_of(cases)
    for case in cases:
        refusal = warrants[case.pk].refusal
        why = _why_not(case, kind=kind, refusal=refusal, warnings=warnings[case.pk])
        if why is None:
            why = _approve(case, user=user, roles=roles, actor=actor)
        if why is None:
            answer.approved.append(case)
        elif refusal is not None and refusal.code == "not_your_step":
            # Perhaps not theirs to read either: nothing is said of it.
            answer.unknown += 1
        else:
            answer.refused.append((case, why))
    return answer


def _refuse_count(number: int, *, count: int) -> None:
    if not number:
        raise InvalidInput(_("Choose at least one case."), code="none_chosen")
    if number > MOST_TOGETHER:
        message = _("Choose at most %(limit)s cases at once.") % {"limit": MOST_TOGETHER}
        raise InvalidInput(message, code="too_many")
    if number != count:
        message = _("You chose %(chosen)s cases and typed %(typed)s. Nothing was approved.")
        raise InvalidInput(
            message % {"chosen": number, "typed": count}, code="count_differs", field="count"
        )


def _cases(ids: set[int]) -> Iterable[Completion]:
    rows = Completion.objects.select_related(
        "enrolment__learner", "enrolment__micro_degree__program", "enrolment__curriculum"
    )
    return rows.filter(pk__in=ids).order_by("waiting_since", "pk")


def _why_not(
    case: Completion, *, kind: Kind, refusal: CredcenterError | None, warnings: list[str]
) -> str | None:
    if case.state != CompletionState.IN_REVIEW:
        return _("It is not waiting for a decision (any more).")
    if refusal is not None:
        return str(refusal)
    if Kind.of(case) != kind:
        return _("It waits at another step, or by another version of the rules.")
    return " ".join(warnings) or None


def _approve(case: Completion, *, user: User, roles: Collection[Role], actor: Actor) -> str | None:
    """In a transaction of its own; why not, or None when it is approved."""
    try:
        decide(case.pk, decision=Decision.APPROVED, reason="", user=user, roles=roles, actor=actor)
    except CredcenterError as error:
        return str(error)
    return None
