"""Stage 16 for all that one key signed: each credential is asked for anew, in one batch.

Each old one stays as it is until its successor is stored. Asked again, only those that nobody asked for are added, in
a batch of their own. Refuses to replace what a key signed that is still relied on.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from badges.award import Award
from badges.enums import KeyState, Priority
from badges.models import Credential, IssuanceBatch, SigningKey
from badges.selectors.keys import to_replace
from badges.services.request import CHUNK, Wish, open_batch, request
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor, Entry
from credcenter.kernel.errors import Conflict
from learners.locks import lock_learners


def replace_signed_by(key: SigningKey, *, reason: str, actor: Actor) -> IssuanceBatch | None:
    """Ask for successors of the valid credentials that a compromised or retired key signed; None without any.

    Names are the learners' present ones, wordings and awards those of the old credentials. Each chunk is a
    transaction; after a crash the rest is asked for by another call. Raises Conflict for a key that signs.
    """
    if key.state not in (KeyState.COMPROMISED, KeyState.RETIRED):
        message = _("This key signs. Rotate it, or mark it as compromised, first.")
        raise Conflict(message, code="key_in_use")
    ids = list(to_replace(key).values_list("pk", flat=True))
    if not ids:
        return None
    with transaction.atomic():
        title = _("Badges of the key %(name)s, issued anew") % {"name": key.name}
        batch = open_batch(title, actor=actor)
    for start in range(0, len(ids), CHUNK):
        _ask(ids[start : start + CHUNK], key=key, batch=batch, reason=reason, actor=actor)
    batch.refresh_from_db()
    return batch


@transaction.atomic
def _ask(
    ids: Sequence[UUID], *, key: SigningKey, batch: IssuanceBatch, reason: str, actor: Actor
) -> None:
    lock_learners(Credential.objects.filter(pk__in=ids).values_list("learner_id", flat=True))
    # Who was corrected or lost the badge meanwhile is no longer among them.
    rows = (
        to_replace(key)
        .filter(pk__in=ids)
        .select_related("learner", "version__achievement", "request")
    )
    old = list(rows.defer("document", "frozen"))
    wishes = [
        Wish(
            source_key=f"replace:{each.pk}",
            learner=each.learner,
            version=each.version,
            award=Award.from_json(each.request.award),
            supersedes=each,
        )
        for each in old
    ]
    request(wishes, actor=actor, batch=batch, priority=Priority.BATCH)
    entries = [Entry("credential.reissue_asked", each, reason=reason) for each in old]
    audit.record_many(entries, actor=actor)
