"""Who signs in as which learner. Refuses to take an account or a learner away from another."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.accounts.selectors import user_by_email
from credcenter.accounts.services import create_user
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, InvalidInput
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


@transaction.atomic
def open_account(learner: Learner, *, actor: Actor) -> User:
    """Make the account with which a learner reaches their wallet, under their own address.

    It has no password: the learner asks for a link to set one, so nobody else ever knows it. Raises
    InvalidInput without an address, Conflict when the address or the learner has an account already.
    """
    if not learner.email:
        raise InvalidInput(_("This learner has no e-mail address yet."), code="email_missing")
    if learner.user_id is not None:
        raise Conflict(_("This learner has an account already."), code="learner_has_account")
    if user_by_email(learner.email) is not None:
        message = _("Somebody has an account with this e-mail address already.")
        raise Conflict(message, code="account_taken")
    user = create_user(learner.email, name=learner.name, roles=[Role.LEARNER], actor=actor)
    connect_account(learner, user=user, actor=actor)
    return user


def open_account_on_request(email: str) -> None:
    """Open the account of the learner whose address this is, when they have none yet; else nothing.

    Somebody asked for a link to set a password for the address. The link goes to the address, so
    only its owner gets in; and nobody learns from the answer whether the address is known.
    """
    learner = Learner.objects.filter(email__iexact=email.strip(), user=None).first()
    if learner is not None and user_by_email(email) is None:
        open_account(learner, actor=Actor(role="learner"))
