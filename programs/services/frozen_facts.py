"""What a decision rested on, and what it awards: read from a case, as plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F

from credcenter.kernel.canonical_json import canonical_json, sha256_of
from programs.evaluator import without_texts
from programs.models import Approval, Completion, CourseResult
from programs.validators import term_key


def approval_facts(
    completion: Completion, *, approval: Approval, before: Iterable[Approval]
) -> str:
    """Canonical JSON of everything known at a decision. Names nobody: learner and deciders are ids.

    Each earlier decision of the round is in it by the hash of its own facts, so the last one vouches for the chain;
    a reason is in it by its hash, since it may name somebody.
    """
    enrolment = completion.enrolment
    curriculum = enrolment.curriculum
    rules = canonical_json(curriculum.rules)
    return canonical_json(
        {
            "completion": completion.pk,
            "learner": str(enrolment.learner_id),
            "micro_degree": enrolment.micro_degree.code,
            "curriculum": {"version": curriculum.label, "rules_sha256": sha256_of(rules)},
            "round": approval.round,
            "step": approval.step,
            "decision": approval.decision,
            "reason_sha256": sha256_of(approval.reason) if approval.reason else None,
            "decided_by": approval.decided_by_id,
            "delegation": _delegation(approval),
            "decided_at": approval.decided_at,
            "before": [
                {"step": each.step, "decision": each.decision, "facts_sha256": each.facts_sha256}
                for each in before
            ],
            "explanation": without_texts(completion.explanation),
            "results": results_of(completion.explanation),
        }
    )


def _delegation(approval: Approval) -> dict[str, Any] | None:
    """On whose behalf it was decided, and by what right."""
    given = approval.delegation
    if given is None:
        return None
    return {
        "id": given.pk,
        "kind": given.kind,
        "on_behalf_of": given.principal_id,
        "starts_on": given.starts_on,
        "ends_on": given.ends_on,
    }


def award_results(explanation: Mapping[str, Any]) -> list[tuple[str, Decimal]]:
    """(competency code, score) for every competency with a score."""
    return [
        (code, Decimal(str(each["score"])))
        for code, each in explanation["competencies"].items()
        if each["score"] is not None
    ]


def credits_earned(explanation: Mapping[str, Any]) -> Decimal:
    """The credits that count."""
    return Decimal(str(explanation["credits"]))


def last_term(explanation: Mapping[str, Any]) -> str:
    """The term of the last course that counts; empty when none does."""
    return max((each["term"] for each in explanation["counted"]), key=term_key, default="")


def results_of(explanation: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The records that count, each with the hash of the file, or of the course's badge, that it came from."""
    return _records(each["result"] for each in explanation["counted"])


def results_by_case(wanted: Mapping[int, Collection[int]]) -> dict[int, list[dict[str, Any]]]:
    """The same for many cases, from the ids of each one's results; those that are gone are left out. One query."""
    records = {
        each["id"]: each for each in _records({one for ids in wanted.values() for one in ids})
    }
    return {
        case: [records[each] for each in sorted(ids) if each in records]
        for case, ids in wanted.items()
    }


def _records(result_ids: Iterable[int]) -> list[dict[str, Any]]:
    rows = CourseResult.objects.filter(pk__in=list(result_ids)).select_related("course", "source")
    rows = rows.annotate(badge_sha256=F("badge__document_sha256"))
    return [
        {
            "id": each.pk,
            "course": each.course.code,
            "term": each.term,
            "score": each.score,
            "grade": each.grade,
            "credits": each.credits,
            "status": each.status,
            "counts_for_major": each.counts_for_major,
            "source_sha256": each.source.sha256 if each.source else None,
            "badge_sha256": each.badge_sha256,
        }
        for each in rows.order_by("pk")
    ]
