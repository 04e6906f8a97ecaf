"""How large a request may be before it is read."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from credcenter.kernel.errors import InputTooLarge

_CHUNK = 64 * 1024
# Up to here the rest is read and thrown away: a client that is still sending would otherwise see a
# broken connection in place of the answer.
_MOST_TO_DISCARD = 256 * 1024 * 1024


def refuse_large(request: HttpRequest, *, limit: int) -> None:
    """Raise InputTooLarge when the request announces more than `limit` bytes; call before reading."""
    announced = _announced(request)
    if announced <= limit:
        return
    if announced <= _MOST_TO_DISCARD:
        while request.read(_CHUNK):
            pass
    megabytes = limit // (1024 * 1024)
    message = _("This is too large: at most %(megabytes)s MB.") % {"megabytes": megabytes}
    raise InputTooLarge(message, limit=limit)


def _announced(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdigit() else 0
