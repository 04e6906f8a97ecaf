"""POST /api/v1/verify: the verification of the page, for software."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from badges.api import json_body
from badges.openbadges import limits, strict_json
from badges.openbadges.errors import OpenBadgesError
from badges.openbadges.report import Report
from badges.services import verifying
from badges.throttling import VerifyThrottle
from credcenter.kernel.errors import InputTooLarge, InvalidInput


class Asked(NamedTuple):
    """One of `data`, `text` and `url`, and perhaps the recipient to compare with.

    `data` is a file or the bytes of a JSON object, `text` a JWT or a document as somebody pasted it.
    """

    data: bytes | None = None
    text: str | None = None
    url: str | None = None
    recipient: str | None = None


class VerifyView(APIView):
    """Verifies a file, a credential or a URL; open to anyone, nothing is kept."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = (VerifyThrottle,)

    def post(self, request: Request) -> Response:
        response = Response(verifying.as_json(_verify(_asked(request))))
        response["Cache-Control"] = "no-store"
        return response


def _asked(request: Request) -> Asked:
    media_type = (request.content_type or "").partition(";")[0].strip().lower()
    if media_type in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        return _from_form(request)
    if media_type == "application/json" or media_type.endswith("+json"):
        return _from_json(request)
    if not media_type:
        return Asked()
    raise UnsupportedMediaType(media_type)


def _from_form(request: Request) -> Asked:
    file = request.FILES.get("file")
    if file is not None and file.size > limits.MAX_IMAGE_BYTES:
        raise InputTooLarge(_("The file is larger than 10 MB."))
    return Asked(
        data=None if file is None else file.read(),
        text=request.POST.get("credential"),
        url=request.POST.get("url"),
        recipient=request.POST.get("recipient") or None,
    )


def _from_json(request: Request) -> Asked:
    body = request._request.read(limits.MAX_DOCUMENT_BYTES + 1)  # noqa: SLF001
    try:
        sent = json_body.members(body)
        url, recipient = _text(sent, "url"), _text(sent, "recipient")
        return _credential(sent)._replace(url=url, recipient=recipient or None)
    except OpenBadgesError as error:
        message = error.message(verifying.reader_language())
        kind = InputTooLarge if error.code == "json.too_large" else InvalidInput
        raise kind(message, code=error.code) from error


def _credential(sent: dict[str, bytes]) -> Asked:
    raw = sent.get("credential", b"null")
    if raw.startswith(b"{"):
        return Asked(data=raw)
    value = strict_json.loads(raw)
    if value is None or isinstance(value, str):
        return Asked(text=value)
    message = _("“credential” must be a JSON object or the text of a JWT.")
    raise InvalidInput(message, code="wrong_type", member="credential")


def _text(sent: dict[str, bytes], name: str) -> str | None:
    value = strict_json.loads(sent.get(name, b"null"))
    if value is None or isinstance(value, str):
        return value
    message = _("“%(name)s” must be a text.") % {"name": name}
    raise InvalidInput(message, code="wrong_type", member=name)


def _verify(asked: Asked) -> Report:
    given = [part for part in (asked.data, asked.text, asked.url) if part not in (None, "")]
    if len(given) != 1:
        message = _("Send exactly one of “file”, “credential” and “url”.")
        raise InvalidInput(message, code="one_of_three")
    if asked.data is not None:
        return verifying.verify_bytes(asked.data, recipient=asked.recipient)
    if asked.url:
        return verifying.verify_url(asked.url, recipient=asked.recipient)
    return verifying.verify_text(asked.text or "", recipient=asked.recipient)
