"""A badge that was asked for and not made yet is called back, because what it rests on has changed.

What a worker has in its hands is not: it is a badge in a moment.
"""

from __future__ import annotations

from django.db import transaction

from badges.enums import RequestState
from badges.models import IssuanceRequest
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor


@transaction.atomic
def call_back(request: IssuanceRequest, *, reason: str, actor: Actor) -> bool:
    """Cancel a request that waits or has failed, in the caller's transaction; False when it is too late."""
    waiting = IssuanceRequest.objects.filter(
        pk=request.pk, state__in=[RequestState.REQUESTED, RequestState.FAILED]
    )
    if not waiting.update(state=RequestState.CANCELLED, finished_at=clock.now()):
        return False
    audit.record("issuance.called_back", subject=request, actor=actor, reason=reason)
    return True
