"""Why a request failed or waits, for people: a sentence for each code, in the reader's language.

The cause itself (a path, what a driver says) is in the worker's log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: dict[str, str | _StrPromise] = {
    "storage_away": _("The file storage could not be reached. It is tried again."),
    "artwork_missing": _(
        "The badge image is missing in the file storage. Restore it from the backup."
    ),
    "transient": _("Something was not available for a moment. It is tried again."),
    "database": _("The database did not take this badge. The worker's log has the reason."),
    "unexpected": _("The badge could not be made. The worker's log has the reason."),
    "self_check_failed": _("The badge did not verify after it was signed, so it was not issued."),
    "private_key_missing": _(
        "The private signing key is not in the keystore. Restore it from the backup."
    ),
    "worker_lost": _("The worker stopped each time it took this request."),
    "batch_cancelled": _("The batch was cancelled before this badge was issued."),
    "canonical_difference": _(
        "The fast way of signing gave another result than the slow one, so nothing was issued. "
        "Whoever runs the system has to look at the worker's log first."
    ),
    "predecessor_revoked": _(
        "The badge that was to be corrected was revoked meanwhile, so no new one was issued."
    ),
    "live_sibling": _("The learner has or gets this badge by another request."),
}


def sentence(code: str, *, otherwise: str) -> str:
    """The sentence for a code; for a rule of the achievement, whose text names no machine, that text itself."""
    return str(SENTENCES.get(code, otherwise))
