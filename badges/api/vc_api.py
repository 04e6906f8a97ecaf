"""The VC-API (W3C VCALM): credentials of any kind issued and verified, presentations verified."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from badges.api import vc_answers, vc_bodies
from badges.openbadges import strict_json
from badges.openbadges.checks.bounds import Expected
from badges.openbadges.errors import OpenBadgesError
from badges.services import document_issuing, verifying_credentials
from badges.throttling import IssueThrottle, VerifyThrottle
from credcenter.accounts.enums import Scope
from credcenter.web.bearer import BearerAuthentication, HasScope, actor_of_token


class IssueView(APIView):
    """Signs the credential of a request; for bearers of a token with the scope `issue`."""

    authentication_classes = (BearerAuthentication,)
    permission_classes = (HasScope,)
    required_scope = Scope.ISSUE
    throttle_classes = (IssueThrottle,)

    def post(self, request: Request) -> HttpResponse:
        asked = vc_bodies.read(request, names=("credential",), options=vc_bodies.ISSUE)
        token: Any = request.auth
        signed = document_issuing.issue(
            _object(asked.document), token=token, actor=actor_of_token(request)
        )
        # The signed bytes as they are stored, not written anew.
        body = b'{"verifiableCredential":' + signed.data + b"}"
        response = HttpResponse(body, status=201, content_type="application/json")
        response["Cache-Control"] = "no-store"
        return response


class VerifyCredentialView(APIView):
    """Verifies a credential of any kind; open to anyone, nothing is kept."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = (VerifyThrottle,)

    def post(self, request: Request) -> Response:
        names = ("verifiableCredential",)
        asked = vc_bodies.read(request, names=names, options=vc_bodies.VERIFY_CREDENTIAL)
        expected = Expected(
            purpose=asked.options.get("expectedProofPurpose"),
            challenge=asked.options.get("challenge"),
            domain=asked.options.get("domain"),
        )
        report = verifying_credentials.verify_credential(asked.document, expected=expected)
        return vc_answers.of_credential(report, asked.options)


class VerifyPresentationView(APIView):
    """Verifies a presentation, signed or not, and the credentials in it."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = (VerifyThrottle,)

    def post(self, request: Request) -> Response:
        names = ("verifiablePresentation", "presentation")
        asked = vc_bodies.read(request, names=names, options=vc_bodies.VERIFY_PRESENTATION)
        report = verifying_credentials.verify_presentation(
            asked.document,
            challenge=asked.options.get("challenge"),
            domain=asked.options.get("domain"),
        )
        return vc_answers.of_presentation(report, asked.options)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        return strict_json.loads_object(raw)
    except OpenBadgesError as error:
        raise vc_bodies.refusal(error) from error
