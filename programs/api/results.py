"""PUT /api/v1/results: course results from a learning platform. docs/results.md says what it takes and answers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, UnsupportedMediaType
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from credcenter.accounts.enums import Scope
from credcenter.kernel.errors import InputTooLarge, InvalidInput, NotFound
from credcenter.web.bearer import BearerAuthentication, HasScope, actor_of_token
from programs.models import MicroDegree
from programs.selectors.lookup import micro_degree_by_code
from programs.services.results.putting import MAX_ROWS, Call, KeyReused, put_results
from programs.services.results.rows import COLUMNS, FLAG

_KEY = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,254}")
_MEMBERS = frozenset({"results", "micro_degree"})


class Unprocessable(APIException):
    """JSON that says something else than a list of results."""

    status_code = 422
    default_code = "unprocessable"


class ResultsView(APIView):
    """Creates and changes course results; for bearers of a token with the scope `results`."""

    authentication_classes = (BearerAuthentication,)
    permission_classes = (HasScope,)
    required_scope = Scope.RESULTS

    def put(self, request: Request) -> Response:
        call = _call(request)
        try:
            answer = put_results(call, actor=actor_of_token(request))
        except KeyReused as error:
            raise Unprocessable(str(error), code=error.code) from error
        response = Response(answer)
        response["Cache-Control"] = "no-store"
        return response


def _call(request: Request) -> Call:
    token: Any = request.auth
    body = _body(request)
    sent = _members(body)
    return Call(
        token=token,
        rows=_rows(sent),
        body=body,
        micro_degree=_micro_degree(sent),
        idempotency_key=_key(request),
    )


def _body(request: Request) -> bytes:
    media_type = (request.content_type or "").partition(";")[0].strip().lower()
    if media_type and media_type != "application/json":
        raise UnsupportedMediaType(media_type)
    return request._request.body  # noqa: SLF001  (the framework's own parser would lose the digits of numbers)


def _members(body: bytes) -> Mapping[str, Any]:
    try:
        # Numbers stay as they are written: 85.10 is a text of digits for the rules of a results file.
        sent = json.loads(body.decode(), parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(_("The body is not JSON in UTF-8."), code="not_json") from error
    if not isinstance(sent, dict):
        raise Unprocessable(_("The body must be a JSON object."), code="not_an_object")
    unknown = sorted(sent.keys() - _MEMBERS)
    if unknown:
        names = {"names": ", ".join(ascii(name)[1:-1][:40] for name in unknown[:5])}
        raise Unprocessable(_("Unknown members: %(names)s.") % names, code="member_unknown")
    return sent


def _rows(sent: Mapping[str, Any]) -> list[dict[str, str]]:
    rows = sent.get("results")
    if not isinstance(rows, list) or not rows:
        message = _("“results” must be a list with at least one result.")
        raise Unprocessable(message, code="results_missing")
    if len(rows) > MAX_ROWS:
        message = _("At most %(limit)d results are taken at once.") % {"limit": MAX_ROWS}
        raise InputTooLarge(message, code="too_many_rows")
    return [_row(row, number) for number, row in enumerate(rows, start=1)]


def _row(row: Any, number: int) -> dict[str, str]:
    if not isinstance(row, dict):
        message = _("Result %(number)d is not a JSON object.") % {"number": number}
        raise Unprocessable(message, code="result_bad")
    cells = {name: "" if value is None else value for name, value in row.items()}
    if isinstance(cells.get(FLAG), bool):
        cells[FLAG] = "yes" if cells[FLAG] else "no"
    odd = [name for name in cells if name not in COLUMNS or not isinstance(cells[name], str)]
    if odd:
        message = _("Result %(number)d: %(name)s is unknown, or neither text nor number.")
        place = {"number": number, "name": ascii(odd[0])[1:-1][:40]}
        raise Unprocessable(message % place, code="result_bad")
    return cells


def _micro_degree(sent: Mapping[str, Any]) -> MicroDegree | None:
    code = sent.get("micro_degree")
    if code is None:
        return None
    if not isinstance(code, str) or not code.isprintable():
        raise Unprocessable(_("“micro_degree” must be a code."), code="micro_degree_unknown")
    try:
        return micro_degree_by_code(code)
    except NotFound as error:
        raise Unprocessable(str(error), code=error.code) from error


def _key(request: Request) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not _KEY.fullmatch(key):
        message = _("An idempotency key has 1 to 255 printable ASCII characters.")
        raise InvalidInput(message, code="idempotency_key_bad")
    return key
