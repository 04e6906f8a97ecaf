"""What a badge says of how its case was approved: the steps by role and day, and the hash of the facts.

No name: who decided is in the centre's records, and a badge is read by anyone.
"""

from __future__ import annotations

from django.utils import timezone

from badges.approved import GENRE, Step, written
from badges.award import AwardEvidence
from credcenter.kernel.bilingual import Bilingual
from programs.enums import ApprovalStep, Decision
from programs.models import Approval, Completion

_ROLES = {
    ApprovalStep.DEPARTMENT: Bilingual("학과", "Department"),
    ApprovalStep.CENTRE: Bilingual("자격관리센터", "Credential centre"),
}


def approval_evidence(completion: Completion, *, facts_sha256: str) -> AwardEvidence:
    """The evidence of an approved case, its last decision being stored already."""
    rows = Approval.objects.filter(
        completion=completion, round=completion.round, decision=Decision.APPROVED
    )
    decided = rows.order_by("position").values_list("step", "decided_at")
    return AwardEvidence(
        name="이수 승인 기록 (Approval record)",
        description=(
            "이수 승인의 근거가 된 사실을 기록한 문서의 SHA-256 값입니다. "
            "(SHA-256 of the facts on which the completion was approved.)"
        ),
        narrative=written(
            Step(_ROLES[ApprovalStep(step)], timezone.localdate(at)) for step, at in decided
        ),
        genre=GENRE,
        sha256=facts_sha256,
    )
