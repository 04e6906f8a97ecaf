"""API tokens: made, used and revoked.

A token is shown once, when it is made; what is kept is its SHA-256. It has 192 random bits, so a
plain hash cannot be searched, and looking that hash up by its index tells a guesser nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from credcenter.accounts.enums import Scope
from credcenter.accounts.models import ApiToken, User
from credcenter.kernel import audit, clock, ids
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, InvalidInput, NotFound

PREFIX = "cct_"
"""So that a token that slipped into a repository or a log is recognised, by people and by scanners."""

LONGEST_NAME = 100

USE_IS_NOTED_EVERY = dt.timedelta(minutes=1)


class NewToken(NamedTuple):
    """A token as its bearer needs it; `secret` is to be seen now or never."""

    row: ApiToken
    secret: str


@transaction.atomic
def create_token(
    scopes: Sequence[Scope],
    *,
    name: str = "",
    expires_at: dt.datetime | None = None,
    created_by: User | None = None,
    actor: Actor,
) -> NewToken:
    """Make a token. Raises InvalidInput without a scope, or when it would be dead from the start."""
    _refuse_useless(scopes, name=name, expires_at=expires_at)
    secret = PREFIX + ids.new_token()
    row = ApiToken.objects.create(
        token_sha256=_digest(secret),
        name=name.strip(),
        scopes=sorted(set(scopes)),
        created_by=created_by,
        expires_at=expires_at,
    )
    details = {"scopes": row.scopes, "expires_at": expires_at}
    audit.record("api_token.created", subject=row, actor=actor, details=details)
    return NewToken(row, secret)


@transaction.atomic
def revoke_token(token_id: int, *, reason: str = "", actor: Actor) -> ApiToken:
    """End a token now. Raises NotFound, or Conflict when it was revoked already."""
    row = token_by_id(token_id)
    now = clock.now()
    changed = ApiToken.objects.filter(pk=token_id, revoked_at__isnull=True).update(revoked_at=now)
    if not changed:
        raise Conflict(_("This token was revoked before."), code="token_revoked")
    audit.record("api_token.revoked", subject=row, actor=actor, reason=reason)
    row.revoked_at = now
    return row


def token_by_id(token_id: int) -> ApiToken:
    """A token, good or not; NotFound."""
    row = ApiToken.objects.filter(pk=token_id).first()
    if row is None:
        raise NotFound(_("There is no such token."), code="token_unknown")
    return row


def token_of(secret: str) -> ApiToken | None:
    """The good token of a secret, its use noted; None for one that is unknown, expired or revoked."""
    row = ApiToken.objects.filter(token_sha256=_digest(secret)).first()
    if row is None or not row.is_good:
        return None
    _note_use(row)
    return row


def _refuse_useless(scopes: Sequence[Scope], *, name: str, expires_at: dt.datetime | None) -> None:
    if not scopes:
        raise InvalidInput(_("A token needs at least one scope."), code="scope_missing")
    if expires_at is not None and expires_at <= clock.now():
        raise InvalidInput(_("A token must not expire in the past."), code="expired")
    if len(name.strip()) > LONGEST_NAME:
        raise InvalidInput(_("The name of a token is too long."), code="name_too_long")


def _note_use(row: ApiToken) -> None:
    now = clock.now()
    before = now - USE_IS_NOTED_EVERY
    if row.last_used_at is not None and row.last_used_at > before:
        return
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lte=before)
    # Conditional: of many calls at once, one writes.
    ApiToken.objects.filter(stale, pk=row.pk).update(last_used_at=now)
    row.last_used_at = now


def _digest(secret: str) -> str:
    # Headers come as Latin-1, so whatever was sent has bytes.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
