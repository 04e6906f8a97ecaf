"""A roster between its preview and its application.

The file waits in the private storage; the person who uploaded it holds a signed token for it. It is
checked again when it is applied, so what changed in between counts, and applied once: its batch
keeps the token's hash. Refuses tokens of somebody else, changed ones, and those older than a day.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import asdict, dataclass

from django.core import signing
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from badges.adapters import drafts
from badges.models import IssuanceBatch
from badges.selectors import batches
from badges.services import rosters
from badges.services.rosters import RosterCheck
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict

LIFE = dt.timedelta(days=1)
_SALT = "badges.roster_drafts"


@dataclass(frozen=True, slots=True)
class Draft:
    """An uploaded roster: where it lies, what it is called, which achievement it is for, whose it is."""

    name: str
    file_name: str
    achievement_code: str
    user_id: int


def keep(data: bytes, *, file_name: str, achievement_code: str, user_id: int) -> str:
    """Put a roster aside; the token to come back with. Drafts that were left lying are thrown away."""
    drafts.discard_older_than(LIFE)
    draft = Draft(drafts.keep(data), file_name, achievement_code, user_id)
    return signing.dumps(asdict(draft), salt=_SALT, compress=True)


def find(token: str, *, user_id: int) -> tuple[Draft, bytes]:
    """The draft of a token and its file; Conflict when it is gone, too old, or not this person's."""
    gone = Conflict(
        _("This upload is no longer here: it was applied, or it is too old. Upload it again."),
        code="draft_gone",
    )
    try:
        draft = Draft(**signing.loads(token, salt=_SALT, max_age=LIFE))
    except signing.BadSignature:
        raise gone from None
    data = drafts.read(draft.name) if draft.user_id == user_id else None
    if data is None:
        raise gone
    return draft, data


def check(token: str, *, user_id: int) -> tuple[Draft, RosterCheck]:
    """The draft of a token, checked as things stand now; raises what `find` and `check_roster` do."""
    draft, data = find(token, user_id=user_id)
    checked = rosters.check_roster(
        data, file_name=draft.file_name, achievement_code=draft.achievement_code
    )
    return draft, checked


def apply(
    token: str, *, user_id: int, actor: Actor, starts_at: dt.datetime | None = None
) -> IssuanceBatch:
    """Issue what a draft asks for, at once or from a moment on. Applied twice, even at the same moment, it is one batch."""
    sha256 = hashlib.sha256(token.encode()).hexdigest()
    before = batches.of_draft(sha256, user_id=user_id)
    if before is not None:
        return before
    try:
        draft, checked = check(token, user_id=user_id)
        batch = rosters.apply_roster(checked, actor=actor, draft=sha256, starts_at=starts_at)
    except (Conflict, IntegrityError):
        # The same form was sent twice and the other one came first: its batch is the answer.
        winner = batches.of_draft(sha256, user_id=user_id)
        if winner is None:
            raise
        return winner
    discard(draft)
    return batch


def discard(draft: Draft) -> None:
    """The draft was applied, or given up."""
    drafts.discard(draft.name)
