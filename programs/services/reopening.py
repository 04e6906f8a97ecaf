"""A result that changes after the approval reopens the case and flags the badge; the approved decision stays.

Only results that counted are looked at, and only what was frozen of them: a better attempt in a later term, another
award or a mended rule reopens nothing. A badge that is not made yet is called back, and its case reviewed anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from badges.enums import CredentialState, FlagKind, RequestState
from badges.models import Credential, CredentialFlag
from badges.selectors.succession import latest_of
from badges.services.calling_back import call_back
from badges.services.flagging import clear_flag, raise_flags
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import SYSTEM, Actor
from credcenter.kernel.canonical_json import canonical_json
from learners.selectors.profiles import chunks
from programs.enums import CompletionState, EnrolmentState, ReopeningOutcome
from programs.locks import lock_all_enrolments
from programs.models import Approval, Completion, Reopening
from programs.services.frozen_facts import results_by_case

_COMPARED = ("course", "term", "score", "grade", "credits", "status")
_AWARDED = (CompletionState.APPROVED, CompletionState.REOPENED, CompletionState.IN_REVIEW)

Result = Mapping[str, Any]


def follow_results(learner_ids: Iterable[UUID], *, actor: Actor) -> None:
    """Compare the results that learners' badges rest on with what was approved."""
    for chunk in chunks(sorted(set(learner_ids))):
        _follow_chunk(chunk, actor=actor)


def close(reopening: Reopening, *, outcome: ReopeningOutcome, reason: str, actor: Actor) -> None:
    """Close it, and the flag of its badge; in the caller's transaction, with the case locked."""
    reopening.closed_at, reopening.outcome = clock.now(), outcome
    reopening.closed_by_id, reopening.reason = actor.user_id, reason
    reopening.save(update_fields=["closed_at", "outcome", "closed_by", "reason"])
    for flag in _flags_of(reopening.completion):
        clear_flag(flag, note=reason, actor=actor)


@transaction.atomic
def flag_late() -> None:
    """Flag badges that were still being made when their case was reopened; run again and again."""
    rows = Reopening.objects.select_for_update(of=("self",), no_key=True).filter(
        closed_at__isnull=True, is_flagged=False, completion__request__credential__isnull=False
    )
    for reopening in rows.select_related("completion__request")[:100]:
        _flag(reopening, actor=SYSTEM)


def open_reopening(completion: Completion) -> Reopening | None:
    """The one that is open; there is one at most."""
    return Reopening.objects.filter(completion=completion, closed_at__isnull=True).first()


@transaction.atomic
def _follow_chunk(learner_ids: Iterable[UUID], *, actor: Actor) -> None:
    rows = Completion.objects.filter(
        enrolment__learner__in=learner_ids, request__isnull=False, state__in=_AWARDED
    )
    enrolments = list(rows.values_list("enrolment_id", flat=True))
    if not enrolments:
        return
    lock_all_enrolments(enrolments)
    locked = rows.select_for_update(of=("self",), no_key=True)
    _follow(list(locked.select_related("enrolment", "request").order_by("pk")), actor=actor)


def _follow(cases: list[Completion], *, actor: Actor) -> None:
    approved = _approved_results(cases)
    now = results_by_case(
        {case: {int(each["id"]) for each in results} for case, results in approved.items()}
    )
    standing = {
        each.completion_id: each
        for each in Reopening.objects.filter(completion__in=cases, closed_at__isnull=True)
    }
    for case in cases:
        if case.pk not in approved:
            continue
        present = _plain(now[case.pk])
        changes = changes_between(approved[case.pk], present)
        reopening = standing.get(case.pk)
        if reopening is not None:
            reopening.completion = case
            _go_on(reopening, changes=changes, present=present, actor=actor)
        elif changes:
            _reopen(case, changes=changes, present=present, actor=actor)


def changes_between(before: Iterable[Result], after: Iterable[Result]) -> list[dict[str, Any]]:
    """What became of each result that counted: its id, course, term, and what it said and says (None: it is gone)."""
    present = {each["id"]: each for each in after}
    found = []
    for old in before:
        new = present.get(old["id"])
        if new is not None and all(new[name] == old[name] for name in _COMPARED):
            continue
        said = {"result": old["id"], "course": old["course"], "term": old["term"]}
        found.append(said | {"before": _said(old), "after": None if new is None else _said(new)})
    return found


def _reopen(
    case: Completion, *, changes: list[dict[str, Any]], present: list[Any], actor: Actor
) -> None:
    request = case.request
    if request is not None and call_back(request, reason="results_changed", actor=actor):
        review_anew(case)
        details = _details(case, changes)
        audit.record("completion.called_back", subject=case, actor=actor, details=details)
        return
    if request is None or request.state == RequestState.CANCELLED or _is_revoked(case):
        return
    reopening = Reopening.objects.create(
        completion=case, round=case.round, changes=changes, results=present
    )
    _to_staff(case)
    audit.record("completion.reopened", subject=case, actor=actor, details=_details(case, changes))
    _flag(reopening, actor=actor)


def review_anew(case: Completion) -> None:
    """There is no badge: the case goes on as if it had not been approved. Whoever calls evaluates it next."""
    # Ready is what an evaluation moves on from, whether the facts that it knows have changed or not.
    case.state, case.is_eligible, case.request = CompletionState.READY, True, None
    case.round, case.step, case.waiting_since = next_round(case), 0, None
    case.save(update_fields=["state", "is_eligible", "request", "round", "step", "waiting_since"])
    case.enrolment.state, case.enrolment.ended_at = EnrolmentState.ACTIVE, None
    case.enrolment.save(update_fields=["state", "ended_at"])


def _go_on(
    reopening: Reopening, *, changes: list[dict[str, Any]], present: list[Any], actor: Actor
) -> None:
    """Results of a reopened case changed once more, perhaps back to what they were."""
    case = reopening.completion
    if not changes:
        close(reopening, outcome=ReopeningOutcome.REVERTED, reason=_REVERTED, actor=actor)
        approve_as_before(reopening)
        audit.record("completion.reverted", subject=case, actor=actor)
    elif changes != reopening.changes:
        reopening.changes, reopening.results = changes, present
        reopening.save(update_fields=["changes", "results"])
        _to_staff(case)
        details = _details(case, changes)
        audit.record("completion.reopened", subject=case, actor=actor, details=details)
        _flag(reopening, actor=actor)


def approve_as_before(reopening: Reopening) -> None:
    """The approved decision stands: the case is as it was before it was reopened."""
    case = reopening.completion
    case.state, case.round, case.waiting_since = CompletionState.APPROVED, reopening.round, None
    case.step = case.approvals.filter(round=reopening.round).count()
    case.save(update_fields=["state", "round", "step", "waiting_since"])


def next_round(case: Completion) -> int:
    """The first in which nobody has decided yet."""
    last = case.approvals.aggregate(last=Max("round"))["last"] or 0
    return max(int(last), 0) + 1


def _to_staff(case: Completion) -> None:
    case.state, case.waiting_since = CompletionState.REOPENED, clock.now()
    case.save(update_fields=["state", "waiting_since"])


def _flag(reopening: Reopening, *, actor: Actor) -> None:
    case = reopening.completion
    credential = Credential.objects.filter(request=case.request_id).defer("document").first()
    if credential is None:
        return
    details = _details(case, reopening.changes)
    raise_flags([credential], kind=FlagKind.RESULTS_CHANGED, details=details, actor=actor)
    reopening.is_flagged = True
    reopening.save(update_fields=["is_flagged"])


def newest_credential(case: Completion) -> Credential | None:
    """The badge of a case, or what replaced it in the end; None while it is not made."""
    first = Credential.objects.filter(request=case.request_id).values_list("pk", flat=True).first()
    if first is None:
        return None
    return Credential.objects.defer("document", "frozen").get(pk=latest_of([first])[first])


def _is_revoked(case: Completion) -> bool:
    credential = newest_credential(case)
    return credential is not None and credential.state == CredentialState.REVOKED


def _flags_of(case: Completion) -> list[CredentialFlag]:
    """Open ones about results, of the case's badge or of what replaced it."""
    ids = list(Credential.objects.filter(request=case.request_id).values_list("pk", flat=True))
    rows = CredentialFlag.objects.filter(
        credential__in={*ids, *latest_of(ids).values()},
        kind=FlagKind.RESULTS_CHANGED,
        cleared_at__isnull=True,
    )
    return list(rows)


def _details(case: Completion, changes: list[dict[str, Any]]) -> dict[str, Any]:
    """For the flag and the audit trail: the first change in full, and how many there are."""
    first = changes[0]
    return {
        "completion": case.pk,
        "course": first["course"],
        "term": first["term"],
        "before": first["before"]["score"] or first["before"]["grade"],
        "after": first["after"] and (first["after"]["score"] or first["after"]["grade"]),
        "changes": len(changes),
    }


def _approved_results(cases: list[Completion]) -> dict[int, list[Result]]:
    """What was approved, by case: what the staff confirmed last, else what the last decision froze."""
    hashes = {_evidence(case): case.pk for case in cases}
    frozen = Approval.objects.filter(completion__in=cases, facts_sha256__in=hashes)
    found: dict[int, list[Result]] = {
        hashes[digest]: json.loads(facts)["results"]
        for digest, facts in frozen.values_list("facts_sha256", "facts")
    }
    rounds = {case.pk: case.round for case in cases}
    confirmed = Reopening.objects.filter(completion__in=cases, outcome=ReopeningOutcome.CONFIRMED)
    columns = confirmed.order_by("closed_at").values_list("completion", "round", "results")
    return found | {case: results for case, number, results in columns if number == rounds[case]}


def _evidence(case: Completion) -> str:
    evidence = case.request.award["evidence"] if case.request else ()
    return next((str(each["sha256"]) for each in evidence), "")


def _plain(results: list[dict[str, Any]]) -> list[Any]:
    """As they are frozen: every number a string."""
    plain: list[Any] = json.loads(canonical_json(results))
    return plain


def _said(result: Result) -> dict[str, Any]:
    return {name: result[name] for name in ("score", "grade", "credits", "status")}


_REVERTED = "results_reverted"
