"""A roster between its preview and its application.

The file waits in the private storage; the person who uploaded it holds a signed token for it. It is
checked again when it is applied, so what changed in between counts. Refuses tokens of somebody
else, changed ones, and those older than a day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.core import signing
from django.utils.translation import gettext_lazy as _

from badges.adapters import drafts
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


def discard(draft: Draft) -> None:
    """The draft was applied, or given up."""
    drafts.discard(draft.name)
