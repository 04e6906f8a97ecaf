"""Pictures for links to public pages, kept in the cache by everything that stands on them.

What is drawn follows from what is asked for: a changed title, holder or state is another picture. Whether the page
may be shown to anyone at all is decided by the edge.
"""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from badges import link_picture
from badges.adapters import storage
from badges.link_picture import Words
from badges.models import AchievementVersion, Credential, Issuer, LearnerRecord
from badges.openbadges import strict_json
from badges.reading import read
from badges.selectors.wording import words_of
from badges.wording import in_words
from credcenter.kernel import clock

KEPT_SECONDS = 24 * 3600


def of_credential(credential: Credential) -> bytes:
    """A badge with the name of its holder as its page shows it, and its state where it is not good."""
    reading = read(strict_json.loads_object(bytes(credential.document)))
    reading = in_words(reading, words_of(credential))
    words = Words(
        title=reading.title,
        issuer=reading.issuer_name,
        holder=reading.holder,
        warning=_warning(credential),
        foot=_foot(),
    )
    return _kept(credential.version.artwork.name, words)


def of_achievement(version: AchievementVersion) -> bytes:
    """What can be earned."""
    issuer = str(version.achievement.issuer.name)
    words = Words(title=str(version.name), issuer=issuer, foot=_foot())
    return _kept(version.artwork.name, words)


def of_issuer(issuer: Issuer) -> bytes:
    """An institution, which has no picture of its own."""
    described = str(issuer.description)
    return _kept("", Words(title=str(issuer.name), issuer=described, foot=_foot()))


def of_record(record: LearnerRecord) -> bytes:
    """A learner's record with the name on it, which its page shows."""
    reading = read(strict_json.loads_object(bytes(record.document)))
    words = Words(
        title=reading.title, issuer=reading.issuer_name, holder=reading.holder, foot=_foot()
    )
    return _kept(record.artwork.name, words)


def _warning(credential: Credential) -> str:
    if credential.standing != "issued":
        return credential.standing_words
    has_ended = credential.valid_until is not None and credential.valid_until <= clock.now()
    return _("Expired") if has_ended else ""


def _foot() -> str:
    return f"Open Badges 3.0 · {urlsplit(settings.CREDCENTER_BASE_URL).netloc}"


def _kept(artwork: str | None, words: Words) -> bytes:
    told = f"{link_picture.EDITION}|{artwork}|{words!r}"
    key = f"link-picture-{hashlib.sha256(told.encode()).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = link_picture.drawn(storage.read_artwork(artwork) if artwork else None, words)
        cache.set(key, kept, KEPT_SECONDS)
    return kept
