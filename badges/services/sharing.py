"""Stage 15: a credential, like a record, is private until its holder opens its page or hands out a link.

A link is a token that only its receiver knows: the database keeps a hash. Refuses to share what is
not the actor's to share; that is checked by the edge, who knows the person.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from badges.models import Credential, LearnerRecord, ShareLink
from badges.selectors import credentials
from credcenter.kernel import audit, clock, ids
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import InvalidInput, NotFound


@transaction.atomic
def publish(shown: Credential | LearnerRecord, *, actor: Actor) -> None:
    """Open the page of a credential or record to anyone who has its address; doing it again changes nothing."""
    rows, name = _page_of(shown)
    if rows.filter(shared_at__isnull=True).update(shared_at=clock.now()):
        audit.record(f"{name}.page_opened", subject=shown, actor=actor)


@transaction.atomic
def unpublish(shown: Credential | LearnerRecord, *, actor: Actor) -> None:
    """Close the page again; links go on working until they are revoked."""
    rows, name = _page_of(shown)
    if rows.filter(shared_at__isnull=False).update(shared_at=None):
        audit.record(f"{name}.page_closed", subject=shown, actor=actor)


@transaction.atomic
def create_link(
    credential: Credential, *, actor: Actor, expires_at: dt.datetime | None = None
) -> tuple[ShareLink, str]:
    """A new link and its token, which is shown once; InvalidInput for an end in the past."""
    if expires_at is not None and expires_at <= clock.now():
        raise InvalidInput(_("The expiry must be in the future."), code="expiry_past")
    token = ids.new_token()
    link = ShareLink.objects.create(
        credential=credential, token_sha256=_digest(token), expires_at=expires_at
    )
    audit.record("share_link.created", subject=link, actor=actor)
    return link, token


@transaction.atomic
def revoke_link(link: ShareLink, *, actor: Actor) -> None:
    """End a link; doing it again changes nothing."""
    ended = ShareLink.objects.filter(pk=link.pk, revoked_at__isnull=True)
    if ended.update(revoked_at=clock.now()):
        audit.record("share_link.revoked", subject=link, actor=actor)


def open_link(token: str, *, is_counted: bool = True) -> Credential:
    """The credential behind a link that is still good, counted for its holder; NotFound for any other.

    What the opened page goes on to ask for (its files, its verification) is not counted again. Unknown, expired and revoked links answer alike: the difference is nobody else's business.
    """
    now = clock.now()
    good = ShareLink.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=now),
        token_sha256=_digest(token),
        revoked_at__isnull=True,
    )
    link = good.first()
    if link is None:
        raise NotFound(_("This link does not work, or no longer."), code="share_link_unknown")
    if is_counted:
        good.update(opened_count=F("opened_count") + 1, last_opened_at=now)
    return credentials.by_id(link.credential_id)


def _page_of(
    shown: Credential | LearnerRecord,
) -> tuple[QuerySet[Credential] | QuerySet[LearnerRecord], str]:
    """The one row, and what the audit trail calls it."""
    if isinstance(shown, LearnerRecord):
        return LearnerRecord.objects.filter(pk=shown.pk), "record"
    return Credential.objects.filter(pk=shown.pk), "credential"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
