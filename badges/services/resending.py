"""A mail about a credential once more, since a person asks for it: the address was wrong, or the learner lost it.

Refuses a mail that is still on its way, and a learner without an address.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from badges.models import Notice
from badges.services import notifying
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, InvalidInput, NotFound


@transaction.atomic
def resend(notice_id: int, *, actor: Actor) -> Notice:
    """Put a mail that went out, or was given up, back on the list; Conflict while it is on its way."""
    notice = Notice.objects.select_related("credential__learner").filter(pk=notice_id).first()
    if notice is None:
        raise NotFound(_("There is no such mail."), code="notice_unknown")
    if not notice.credential.learner.email:
        message = _("This learner has no e-mail address. Add one first, then send the mail again.")
        raise InvalidInput(message, code="no_address")
    done = Notice.objects.filter(
        Q(sent_at__isnull=False) | Q(failed_at__isnull=False), pk=notice.pk
    )
    if not done.update(sent_at=None, failed_at=None, attempts=0, not_before=clock.now()):
        raise Conflict(_("This mail is on its way already."), code="notice_on_its_way")
    audit.record(
        "credential.mail_resent",
        subject=notice.credential,
        actor=actor,
        details={"kind": notice.kind},
    )
    transaction.on_commit(notifying.wake_if_due)
    return notice
