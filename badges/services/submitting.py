"""What a person hands in at the verification page: a file, a photo of a QR code, a link or a text.

Decides which of them it is; the verification itself is `badges.services.verifying`. Nothing is kept:
`again` is what the page may carry itself, for the reader to hand in once more in another language.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from badges import scanning
from badges.openbadges import unbake
from badges.openbadges.errors import ImageError
from badges.openbadges.report import Report
from badges.services import verifying
from credcenter.kernel.errors import InvalidInput

MOST_CARRIED = 256 * 1024
"""Characters that a page carries of what was handed in. A badge has 12,000, a record of thirty 250,000."""

_LINKS = ("https://", "http://")
# What the core says of an image that is sound, but no badge.
_NO_BADGE_INSIDE = frozenset({"png.no_credential", "format.unknown", "png.trailing_data"})


class Judged(NamedTuple):
    """A report and what it is about: `source` is a link's address, `scanned` what a QR code carried."""

    report: Report
    again: str = ""
    source: str = ""
    scanned: str = ""


def judge_file(data: bytes, *, recipient: str | None = None) -> Judged:
    """Verify a file: a badge in any of its forms, or a picture of a QR code that leads to one.

    Raises InvalidInput (InputTooLarge).
    """
    if data.startswith(b"%PDF"):
        message = _(
            "This is a PDF. Open it and photograph its QR code, or give the link beside it."
        )
        raise InvalidInput(message, code="pdf_unread")
    try:
        report = verifying.verify_bytes(data, recipient=recipient)
    except InvalidInput as error:
        if error.code not in _NO_BADGE_INSIDE or not scanning.is_photo(data):
            raise
    else:
        return Judged(report, again=_carried(data))
    return _judge_scanned(scanning.code_in(data), recipient=recipient)


def judge_text(text: str, *, recipient: str | None = None) -> Judged:
    """Verify a link or a pasted credential. Raises InvalidInput (InputTooLarge)."""
    text = text.strip()
    again = text if len(text) <= MOST_CARRIED else ""
    if text.lower().startswith(_LINKS):
        return Judged(verifying.verify_url(text, recipient=recipient), again=again, source=text)
    return Judged(verifying.verify_text(text, recipient=recipient), again=again)


def _judge_scanned(text: str, *, recipient: str | None) -> Judged:
    if not text:
        message = _(
            "There is neither a badge inside this picture nor a QR code to be seen on it. "
            "Photograph the code from nearer, or hand in the badge file itself."
        )
        raise InvalidInput(message, code="photo_without_code")
    if not text.lower().startswith((*_LINKS, "{", "eyj")):
        message = _("The QR code leads to no badge. It says: “%(text)s”")
        raise InvalidInput(message % {"text": text[:200]}, code="code_without_badge")
    return judge_text(text, recipient=recipient)._replace(scanned=text)


def _carried(data: bytes) -> str:
    """The credential in a file as a text; empty for one too long to be carried."""
    try:
        text = data if not scanning.is_photo(data) else unbake(data)
        found = text.decode("utf-8").strip()
    except (ImageError, UnicodeDecodeError):
        return ""
    return found if len(found) <= MOST_CARRIED else ""
