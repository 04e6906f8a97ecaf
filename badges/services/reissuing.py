"""Stage 16: reissue. A correction is a new credential, asked for by the one door and made by the same pipeline.

The old credential stays valid until the new one is stored; then it is revoked as superseded, in that transaction.
Refuses to replace what is not valid, or what is being replaced already. The name on the new one is the learner's
present one, the wording that of the old one.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from badges.award import Award
from badges.enums import CorrectionState, CredentialState
from badges.models import AchievementVersion, CorrectionRequest, Credential, IssuanceRequest
from badges.selectors.succession import latest_of
from badges.services.request import Wish, request
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict
from learners.locks import lock_learners


@transaction.atomic
def reissue(
    credential: Credential,
    *,
    award: Award,
    source_key: str,
    reason: str,
    actor: Actor,
    version: AchievementVersion | None = None,
) -> IssuanceRequest:
    """Ask for the credential that replaces this one, or the newest of its chain, in the caller's transaction.

    The same `source_key` twice gives the request of the first time. `version` is another wording of the same
    achievement. A wish that asked for other results and nothing else is accepted with it. Raises Conflict:
    `not_issued` when the newest was revoked, `requested_twice` when its successor is under way.
    """
    row = queue_successor(
        credential,
        award=award,
        source_key=source_key,
        reason=reason,
        actor=actor,
        version=version,
    )
    _close_wishes(row, reason=reason, actor=actor)
    return row


@transaction.atomic
def queue_successor(
    credential: Credential,
    *,
    award: Award,
    source_key: str,
    reason: str,
    actor: Actor,
    version: AchievementVersion | None = None,
) -> IssuanceRequest:
    """The same for who decides on wishes: those that are open stay so."""
    known = IssuanceRequest.objects.filter(source_key=source_key).first()
    if known is not None:
        return known
    lock_learners([credential.learner_id])
    old = lock_newest(credential)
    wish = Wish(
        source_key=source_key,
        learner=old.learner,
        version=version or old.version,
        award=award,
        supersedes=old,
    )
    row = request([wish], actor=actor)[0]
    details = {"request": str(row.pk)}
    audit.record(
        "credential.reissue_asked", subject=old, actor=actor, reason=reason, details=details
    )
    return row


def lock_newest(credential: Credential) -> Credential:
    """The end of the chain that a credential is in: valid, and nobody revokes or replaces it before the commit.

    Raises Conflict (`not_issued`).
    """
    last = latest_of([credential.pk])[credential.pk]
    rows = Credential.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("learner", "version__achievement", "request").defer("document")
    old = rows.filter(pk=last, state=CredentialState.ISSUED).first()
    if old is None:
        message = _("This badge is not valid any more, so it cannot be corrected.")
        raise Conflict(message, code="not_issued")
    return old


def _close_wishes(row: IssuanceRequest, *, reason: str, actor: Actor) -> None:
    wishes = CorrectionRequest.objects.select_for_update(no_key=True).filter(
        credential=row.supersedes_id,
        state=CorrectionState.OPEN,
        results_are_wrong=True,
        name="",
        name_en="",
        awarded_on=None,
    )
    for wish in wishes:
        wish.state, wish.request = CorrectionState.ACCEPTED, row
        wish.decided_at, wish.decided_by_id, wish.reason = clock.now(), actor.user_id, reason
        wish.save(update_fields=["state", "request", "decided_at", "decided_by", "reason"])
        audit.record("correction.accepted", subject=wish, actor=actor, reason=reason)
