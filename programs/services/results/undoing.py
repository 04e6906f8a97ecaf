"""Takes an applied file back: former values stand again, what was new is gone, every case is computed anew.

Refuses once something was approved from it, and while a later file has changed the same results: that one is to be
undone first. Learners whom the file made stay; enrolments that it made go where nothing else came of them. What a
course's badge says counts again where the file said it in its place, unless the badge was revoked meanwhile.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError
from django.utils.translation import gettext_lazy as _

from badges.enums import CredentialState
from badges.models import Credential
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.bulk import many_objects, update_each
from credcenter.kernel.errors import Conflict, NotFound, RuleRefused
from credcenter.kernel.progress import Tick, untold
from learners.selectors.profiles import chunks
from programs.enums import Decision, ImportState, ResultStatus
from programs.locks import lock_import, lock_learners_with_enrolments
from programs.models import Approval, Completion, CourseResult, Enrolment, ResultImport
from programs.services.badge_results import follow_course_badges
from programs.services.completion import evaluate_learners
from programs.services.results.merging import BATCH, WRITTEN


def undo_results(
    import_: ResultImport, *, actor: Actor, reason: str = "", tick: Tick = untold
) -> None:
    """Bring the results back to what they were before the file; all or nothing.

    Raises Conflict (`not_applied`, `results_changed_since`) or RuleRefused (`approved_from_it`): then nothing is done.
    """
    with many_objects(), transaction.atomic(), audit.at_the_end():
        details = _undo(import_, actor=actor, tick=tick)
        audit.record("results.undone", subject=import_, actor=actor, reason=reason, details=details)
    import_.refresh_from_db(fields=["state", "undone_at", "summary"])


def _undo(import_: ResultImport, *, actor: Actor, tick: Tick) -> dict[str, int]:
    locked = lock_import(import_.pk)
    if locked is None:
        raise NotFound(_("There is no such results file."), code="import_unknown")
    if locked.state not in (ImportState.APPLIED, ImportState.UNDOING):
        raise Conflict(_("Only an applied results file can be undone."), code="not_applied")
    learner_ids = set(_results(locked).values_list("learner_id", flat=True))
    lock_learners_with_enrolments(learner_ids)
    learner_ids |= _enrolled(locked)
    result_ids = set(_results(locked).values_list("pk", flat=True))
    _refuse_changed(locked, found=len(result_ids))
    _refuse_approved(learner_ids, result_ids=result_ids)
    restored = _restore(locked.former.get("results", ()))
    codes = set(_results(locked).values_list("course__code", flat=True))
    removed, _by_model = _results(locked).delete()
    _follow_badges(learner_ids, codes=codes, actor=actor)
    enrolments = _end_enrolments(locked)
    evaluate_learners(learner_ids, actor=actor, tick=tick)
    locked.state, locked.undone_at = ImportState.UNDONE, clock.now()
    details = {
        "results_restored": restored,
        "results_removed": removed,
        "enrolments_removed": enrolments,
    }
    locked.summary |= details
    locked.save(update_fields=["state", "undone_at", "summary"])
    return details


def _results(import_: ResultImport) -> Any:
    return CourseResult.objects.filter(source=import_).order_by()


def _enrolled(import_: ResultImport) -> set[UUID]:
    """Whom the file enrolled: their results may have been there before."""
    found: set[UUID] = set()
    for part in chunks(import_.former.get("enrolments", [])):
        found |= set(Enrolment.objects.filter(pk__in=part).values_list("learner_id", flat=True))
    return found


def _refuse_changed(import_: ResultImport, *, found: int) -> None:
    """A result that a later file changed names that file as its source."""
    if found != import_.summary["results_new"] + import_.summary["results_changed"]:
        message = _(
            "A later file changed some of these results, or none stand any more. "
            "Undo the later file first."
        )
        raise Conflict(message, code="results_changed_since")


def _refuse_approved(learner_ids: Iterable[UUID], *, result_ids: set[int]) -> None:
    for chunk in chunks(sorted(learner_ids)):
        rows = Approval.objects.filter(
            completion__enrolment__learner__in=chunk, decision=Decision.APPROVED
        )
        for facts in rows.values_list("facts", flat=True):
            if any(int(each["id"]) in result_ids for each in json.loads(facts)["results"]):
                message = _(
                    "Somebody has approved a case in which results of this file count, so it "
                    "cannot be undone. Hand in a corrected file."
                )
                raise RuleRefused(message, code="approved_from_it")


def _restore(former: Sequence[Mapping[str, Any]]) -> int:
    """Write the values that applying overwrote; how many results there were."""
    badges = _standing_badges(former)
    rows = [
        CourseResult(
            pk=each["id"],
            score=None if each["score"] is None else Decimal(each["score"]),
            grade=each["grade"],
            credits=Decimal(each["credits"]),
            status=_former_status(each, badges=badges),
            counts_for_major=each.get("counts_for_major", False),
            source_id=each["source"] and UUID(each["source"]),
            recorded_at=dt.datetime.fromisoformat(each["recorded_at"]),
        )
        for each in former
    ]
    for part in chunks(rows, size=BATCH):
        update_each(part, fields=WRITTEN)
    return len(rows)


def _former_status(each: Mapping[str, Any], *, badges: set[int]) -> str:
    """That of a result which a badge alone said is gone with the badge."""
    was_a_badges = each["source"] is None and each.get("badge") is not None
    return ResultStatus.WITHDRAWN if was_a_badges and each["id"] not in badges else each["status"]


def _standing_badges(former: Sequence[Mapping[str, Any]]) -> set[int]:
    """The results whose badge nobody revoked since: revoking takes it off the result."""
    found: set[int] = set()
    for part in chunks([each["id"] for each in former if each.get("badge") is not None]):
        rows = CourseResult.objects.filter(pk__in=part, badge__isnull=False)
        found |= set(rows.values_list("pk", flat=True))
    return found


def _follow_badges(learner_ids: Iterable[UUID], *, codes: set[str], actor: Actor) -> None:
    """A badge that was issued while the file said the same made no result of its own."""
    for part in chunks(sorted(learner_ids)):
        rows = Credential.objects.filter(
            learner__in=part, achievement__code__in=codes, state=CredentialState.ISSUED
        )
        rows = rows.defer("document", "frozen").select_related("achievement", "request")
        follow_course_badges(list(rows.order_by("pk")), actor=actor)


def _end_enrolments(import_: ResultImport) -> int:
    """Remove enrolments that the file made, with their cases, unless something else came of them meanwhile."""
    removed = 0
    for part in chunks(import_.former.get("enrolments", [])):
        results = CourseResult.objects.filter(learner=OuterRef("learner"))
        decided = Approval.objects.filter(completion__enrolment=OuterRef("pk"))
        rows = Enrolment.objects.filter(~Exists(results), ~Exists(decided), pk__in=part)
        try:
            with transaction.atomic():
                ids = list(rows.values_list("pk", flat=True))
                Completion.objects.filter(enrolment__in=ids).delete()
                Enrolment.objects.filter(pk__in=ids).delete()
        except ProtectedError:
            # An application, say: then they stay, with no results.
            continue
        removed += len(ids)
    return removed
