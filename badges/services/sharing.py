"""Stage 15: a credential, like a record, is private until its holder opens its page or hands out a link.

A link is a token that only its receiver knows: the database keeps a hash. Refuses to share what is
not the actor's to share; that is checked by the edge, who knows the person.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from badges.enums import OpeningKind, SharedPart
from badges.models import Credential, LearnerRecord, ShareLink
from badges.selectors import credentials, records
from badges.services.counting import count_openings
from credcenter.kernel import audit, clock, ids
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import InvalidInput, NotFound, PermissionRefused


class Opened(NamedTuple):
    """What a link opens, and the link: it may show less than all of the credential."""

    credential: Credential
    link: ShareLink


class OpenedRecord(NamedTuple):
    """The record that a link opens, always whole."""

    record: LearnerRecord
    link: ShareLink


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
    shown: Credential | LearnerRecord,
    *,
    actor: Actor,
    expires_at: dt.datetime | None = None,
    name: str = "",
    left_out: Collection[SharedPart] = (),
) -> tuple[ShareLink, str]:
    """A new link and its token, which is shown once; InvalidInput for an end in the past.

    `name` is for the holder alone. A link that leaves parts out shows a page and hands out no file; one to a
    record shows all of it.
    """
    if left_out and isinstance(shown, LearnerRecord):
        raise InvalidInput(_("A link to a record shows all of it."), code="record_is_whole")
    if expires_at is not None and expires_at <= clock.now():
        raise InvalidInput(_("The expiry must be in the future."), code="expiry_past")
    token = ids.new_token()
    link = ShareLink.objects.create(
        **_target(shown),
        token_sha256=_digest(token),
        expires_at=expires_at,
        name=name,
        left_out=[each.value for each in SharedPart if each in left_out],
    )
    audit.record("share_link.created", subject=link, actor=actor)
    return link, token


@transaction.atomic
def revoke_link(link: ShareLink, *, actor: Actor) -> None:
    """End a link; doing it again changes nothing."""
    ended = ShareLink.objects.filter(pk=link.pk, revoked_at__isnull=True)
    if ended.update(revoked_at=clock.now()):
        audit.record("share_link.revoked", subject=link, actor=actor)


def follow(token: str, *, counted_as: OpeningKind | None = None) -> Opened | OpenedRecord:
    """What lies behind a link that is still good; NotFound for any other.

    It is counted for its holder as `counted_as`. What the opened page goes on to ask for (its files, its
    verification) is not counted again. Unknown, expired and revoked links answer alike: the difference is nobody
    else's business.
    """
    now = clock.now()
    good = ShareLink.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=now),
        token_sha256=_digest(token),
        revoked_at__isnull=True,
    )
    link = good.first()
    if link is None:
        raise _unknown()
    if counted_as is not None:
        good.update(opened_count=F("opened_count") + 1, last_opened_at=now)
    if link.record_id is not None:
        return OpenedRecord(records.by_id(link.record_id), link)
    credential = credentials.by_id(link.credential_id)  # type: ignore[arg-type]
    if counted_as is not None:
        count_openings([credential.pk], kind=counted_as)
    return Opened(credential, link)


def open_link(token: str, *, counted_as: OpeningKind | None = None) -> Opened:
    """The credential behind a link; NotFound for one to a record."""
    opened = follow(token, counted_as=counted_as)
    if isinstance(opened, OpenedRecord):
        raise _unknown()
    return opened


def open_whole(token: str) -> Opened | OpenedRecord:
    """What lies behind a link that shows all of it; PermissionRefused for one that leaves something out.

    The signature covers the whole document, so a file with a part left out would not verify, and the whole file
    would tell what its holder keeps back.
    """
    opened = follow(token)
    if opened.link.is_partial:
        message = _(
            "This link shows a part of the badge, and a file always holds all of it. Ask the holder for the file, "
            "or for a link that shows everything."
        )
        raise PermissionRefused(message, code="share_link_partial")
    return opened


def _unknown() -> NotFound:
    return NotFound(_("This link does not work, or no longer."), code="share_link_unknown")


def _target(shown: Credential | LearnerRecord) -> dict[str, Any]:
    return {"record": shown} if isinstance(shown, LearnerRecord) else {"credential": shown}


def _page_of(
    shown: Credential | LearnerRecord,
) -> tuple[QuerySet[Credential] | QuerySet[LearnerRecord], str]:
    """The one row, and what the audit trail calls it."""
    if isinstance(shown, LearnerRecord):
        return LearnerRecord.objects.filter(pk=shown.pk), "record"
    return Credential.objects.filter(pk=shown.pk), "credential"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
