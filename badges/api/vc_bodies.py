"""What the VC-API is asked: bodies read strictly, options by name. What does not fit is a 400, in a sentence.

The documents inside go on as the very bytes that were sent (see `json_body`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.request import Request

from badges.api import json_body
from badges.openbadges import limits, strict_json
from badges.openbadges.errors import OpenBadgesError
from badges.services.verifying import reader_language
from credcenter.kernel.errors import InputTooLarge, InvalidInput

Kind = Callable[[Any], bool]


class Asked(NamedTuple):
    """One document, as JSON or as the text of a JWT, and the options about it."""

    document: bytes
    options: Mapping[str, Any]


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(is_text, value))


def is_text_or_texts(value: Any) -> bool:
    return is_text(value) or is_texts(value)


# Every check is made whatever `checks` lists; older clients send it.
_VERIFY = {
    "checks": is_texts,
    "challenge": is_text,
    "domain": is_text_or_texts,
    "returnResults": is_flag,
    "returnProblemDetails": is_flag,
}
ISSUE: Mapping[str, Kind] = {"credentialId": is_text}
VERIFY_CREDENTIAL: Mapping[str, Kind] = _VERIFY | {
    "expectedProofPurpose": is_text,
    "returnCredential": is_flag,
}
VERIFY_PRESENTATION: Mapping[str, Kind] = _VERIFY | {"returnPresentation": is_flag}


def read(request: Request, *, names: tuple[str, ...], options: Mapping[str, Kind]) -> Asked:
    """The document under one of `names` and its options.

    Raises InvalidInput, InputTooLarge, or UnsupportedMediaType for what is not JSON.
    """
    media_type = (request.content_type or "").partition(";")[0].strip().lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise UnsupportedMediaType(media_type)
    body = request._request.read(limits.MAX_DOCUMENT_BYTES + 1)  # noqa: SLF001
    try:
        sent = json_body.members(body)
        return Asked(_document(sent, names), _options(sent.get("options", b"{}"), options))
    except OpenBadgesError as error:
        raise refusal(error) from error


def refusal(error: OpenBadgesError) -> InvalidInput:
    """An error of the core about what was sent, as an answer."""
    kind = InputTooLarge if error.code == "json.too_large" else InvalidInput
    return kind(error.message(reader_language()), code=error.code)


def _document(sent: Mapping[str, bytes], names: tuple[str, ...]) -> bytes:
    given = [name for name in names if name in sent]
    if len(given) != 1:
        shown = ", ".join(names)
        message = _("Send exactly one of these members: %(names)s.") % {"names": shown}
        raise InvalidInput(message, code="document_missing")
    raw = sent[given[0]]
    if raw.startswith(b"{"):
        return raw
    value = strict_json.loads(raw)
    if not isinstance(value, str):
        message = _("“%(name)s” must be a JSON object or the text of a JWT.") % {"name": given[0]}
        raise InvalidInput(message, code="wrong_type")
    return value.strip().encode("utf-8", "surrogatepass")


def _options(raw: bytes, known: Mapping[str, Kind]) -> Mapping[str, Any]:
    value = strict_json.loads(raw)
    if not isinstance(value, dict):
        raise InvalidInput(_("“options” must be a JSON object."), code="wrong_type")
    for name, option in value.items():
        if name not in known:
            # VC-API: an option that is not understood must not be passed over.
            message = _("The option “%(name)s” is not known here.") % {"name": name[:80]}
            raise InvalidInput(message, code="option_unknown")
        if not known[name](option):
            message = _("The option “%(name)s” has a value of the wrong kind.") % {"name": name}
            raise InvalidInput(message, code="wrong_type")
    return value
