"""Who signs in as which learner. Refuses to take an account or a learner away from another."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from credcenter.accounts.models import User
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict
from learners.models import Learner


@transaction.atomic
def connect_account(learner: Learner, *, user: User, actor: Actor) -> None:
    """Let a user sign in as a learner; doing it again changes nothing.

    Raises Conflict when the learner has another account, or the user is another learner.
    """
    try:
        with transaction.atomic():
            changed = Learner.objects.filter(pk=learner.pk, user=None).update(user=user)
    except IntegrityError as exc:
        raise Conflict(_("This account belongs to another learner."), code="account_taken") from exc
    if changed:
        audit.record("learner.connected", subject=learner, actor=actor, details={"user": user.pk})
    elif not Learner.objects.filter(pk=learner.pk, user=user).exists():
        raise Conflict(_("This learner has another account."), code="learner_has_account")
    learner.user = user
