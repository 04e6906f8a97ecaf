"""A learner's record as files: the signed bytes as they are stored, as a JWT, and the images that carry either."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from badges.models import LearnerRecord
from badges.services import baking, record_tokens, tokens
from badges.views.access import SeenRecord, reader_of
from badges.views.files import (
    CREDENTIAL_TYPES,
    DRAWING_POLICY,
    PLAIN,
    TOKEN_TYPES,
    has_token_inside,
)


def as_json(
    request: HttpRequest, record: LearnerRecord, *, is_download: bool = False
) -> HttpResponse:
    """The signed bytes, byte for byte, under the media type that the reader prefers."""
    media_type = request.get_preferred_type(list(CREDENTIAL_TYPES)) or CREDENTIAL_TYPES[0]
    response = HttpResponse(bytes(record.document), content_type=media_type)
    response["ETag"] = f'"{record.document_sha256}"'
    return _finish(response, record, suffix="json" if is_download else "")


def as_token(request: HttpRequest, seen: SeenRecord) -> HttpResponse:
    """The record as a JWT, RS256 or what `?alg=` says; a problem where it cannot be had."""
    media_type = request.get_preferred_type([PLAIN, *TOKEN_TYPES]) or PLAIN
    response = HttpResponse(_token(request, seen), content_type=media_type)
    return _finish(response, seen.record, suffix="jwt")


def as_png(request: HttpRequest, seen: SeenRecord) -> HttpResponse:
    """The image with the record inside, `?inside=jwt` with it as a JWT."""
    data = baking.bake_record(seen.record, token=_inside(request, seen)).data
    return _finish(HttpResponse(data, content_type="image/png"), seen.record, suffix="png")


def as_svg(request: HttpRequest, seen: SeenRecord) -> HttpResponse:
    """A drawing with the same inside."""
    data = baking.bake_record_drawing(seen.record, token=_inside(request, seen)).data
    response = HttpResponse(data, content_type="image/svg+xml")
    response["Content-Security-Policy"] = DRAWING_POLICY
    return _finish(response, seen.record, suffix="svg")


def _inside(request: HttpRequest, seen: SeenRecord) -> bytes:
    return _token(request, seen) if has_token_inside(request) else b""


def _token(request: HttpRequest, seen: SeenRecord) -> bytes:
    algorithm = tokens.algorithm_named(request.GET.get("alg", ""))
    return record_tokens.token_of(seen.record, algorithm=algorithm, actor=reader_of(request, seen))


def _finish(response: HttpResponse, record: LearnerRecord, *, suffix: str) -> HttpResponse:
    if suffix:
        about = record.version.achievement.code if record.version else record.scope
        name = f"record-{about}-{str(record.pk)[:8]}.{suffix}"
        response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "Accept, Cookie"
    if record.shared_at is not None:
        response["Access-Control-Allow-Origin"] = "*"
    return response
