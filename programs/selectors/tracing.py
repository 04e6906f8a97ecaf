"""From a badge back to what was approved: the frozen facts, their hashes, and whether all of it still fits together.

Everything is computed anew from what is stored: the signed bytes, the facts of each decision, the curriculum and the
results as they stand now.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from badges.models import Credential
from credcenter.kernel.canonical_json import canonical_json, sha256_of
from credcenter.kernel.errors import NotFound
from programs.models import Approval, CourseResult, CurriculumVersion

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was compared. `is_good` None: it changed since, which the approval does not answer for."""

    code: str
    text: _StrPromise
    is_good: bool | None

    @property
    def outcome(self) -> str:
        """As states are called: passed, failed or warning."""
        return {True: "passed", False: "failed", None: "warning"}[self.is_good]


@dataclass(frozen=True, slots=True)
class Trace:
    """A credential with the decisions that it rests on, in their order, and what a comparison of all found."""

    credential: Credential
    approvals: tuple[Approval, ...]
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        return all(each.is_good is not False for each in self.findings)


def trace(credential_id: UUID) -> Trace:
    """What a credential rests on. NotFound: no such credential (`credential_unknown`), or none that a case was approved for (`not_by_approval`)."""
    credential = (
        Credential.objects.select_related("request", "learner", "version", "achievement")
        .filter(pk=credential_id)
        .first()
    )
    if credential is None:
        raise NotFound(_("There is no such badge."), code="credential_unknown")
    last = _last_approval(credential)
    facts = json.loads(last.facts)
    hashes = [each["facts_sha256"] for each in facts["before"]]
    before = {each.facts_sha256: each for each in _approvals().filter(facts_sha256__in=hashes)}
    approvals = (*(before[each] for each in hashes if each in before), last)
    return Trace(
        credential=credential,
        approvals=approvals,
        findings=(
            *_of_document(credential, last=last),
            _chain(approvals, facts=facts),
            _hashes(approvals),
            _award(credential, facts=facts),
            _rules(facts),
            _results(facts),
        ),
    )


def _approvals() -> QuerySet[Approval]:
    return Approval.objects.select_related("decided_by", "delegation__principal", "completion")


def _last_approval(credential: Credential) -> Approval:
    wanted = [str(each.get("sha256", "")) for each in credential.request.award["evidence"]]
    found = _approvals().filter(facts_sha256__in=[each for each in wanted if each]).first()
    if found is None:
        message = _("This badge does not rest on an approved case.")
        raise NotFound(message, code="not_by_approval")
    return found


def _of_document(credential: Credential, *, last: Approval) -> list[Finding]:
    document = bytes(credential.document)
    said = json.loads(document).get("evidence", []) if document else []
    texts = [str(each.get("description", "")) for each in said]
    return [
        Finding(
            "document",
            _("The signed bytes are those that were stored."),
            hashlib.sha256(document).hexdigest() == credential.document_sha256,
        ),
        Finding(
            "evidence",
            _("The badge names the hash of the approval as its evidence."),
            any(last.facts_sha256 in text for text in texts),
        ),
    ]


def _chain(approvals: tuple[Approval, ...], *, facts: Mapping[str, Any]) -> Finding:
    *before, _last = approvals
    said = [(each["step"], each["decision"], each["facts_sha256"]) for each in facts["before"]]
    found = [(each.step, each.decision, each.facts_sha256) for each in before]
    return Finding(
        "decisions", _("Every decision that the last one names is there."), said == found
    )


def _hashes(approvals: Iterable[Approval]) -> Finding:
    """Of the facts as they are stored, which must be in their one canonical spelling; and of each reason."""

    def is_whole(each: Approval) -> bool:
        facts = json.loads(each.facts)
        reason = sha256_of(each.reason) if each.reason else None
        return (
            sha256_of(each.facts) == each.facts_sha256
            and canonical_json(facts) == each.facts
            and facts.get("reason_sha256", reason) == reason
            and facts["decided_by"] == str(each.decided_by_id)
        )

    text = _("The hash of each decision's facts, computed anew, is the one recorded.")
    return Finding("hashes", text, all(is_whole(each) for each in approvals))


def _award(credential: Credential, *, facts: Mapping[str, Any]) -> Finding:
    """Scores of the badge are those approved; a badge corrected in other points carries them on."""
    scores = {code: each["score"] for code, each in facts["explanation"]["competencies"].items()}
    awarded = {each["code"]: each["value"] for each in credential.request.award["results"]}
    is_same = all(
        scores.get(code) is not None and float(scores[code]) == float(value)
        for code, value in awarded.items()
    )
    return Finding("award", _("The scores on the badge are the approved ones."), is_same)


def _rules(facts: Mapping[str, Any]) -> Finding:
    said = facts["curriculum"]
    versions = CurriculumVersion.objects.filter(micro_degree__code=facts["micro_degree"])
    found = [each for each in versions if each.label == said["version"]]
    is_same = any(sha256_of(canonical_json(each.rules)) == said["rules_sha256"] for each in found)
    return Finding("rules", _("The rules are those that the case was judged by."), is_same)


def _results(facts: Mapping[str, Any]) -> Finding:
    frozen = {int(each["id"]): each for each in facts["results"]}
    rows = CourseResult.objects.filter(pk__in=frozen)
    names = ("score", "grade", "credits", "status")
    found = {row.pk: {name: getattr(row, name) for name in names} for row in rows}
    is_same = set(found) == set(frozen) and all(
        json.loads(canonical_json(said)) == {name: frozen[pk][name] for name in names}
        for pk, said in found.items()
    )
    text = _("The results are still as they were approved.")
    changed = _("Results have changed since the approval: the case says what became of it.")
    return Finding("results", text if is_same else changed, True if is_same else None)
