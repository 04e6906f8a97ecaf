"""What the VC-API answers: a verdict, and for each thing wrong a problem with its type (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework.response import Response

from badges.openbadges.presentation import PresentationReport
from badges.openbadges.report import Check, Report
from badges.services import verifying

_MODEL = "https://www.w3.org/TR/vc-data-model#"
_SECURITY = "https://w3id.org/security#"
_STATUS = "https://www.w3.org/ns/credentials/status-list#"
# By the code of a check, else by its id: VC 2.0 section 7.2, VC Data Integrity 1.0 section 4.7 and
# Bitstring Status List 1.0 section 3.5.
_TYPES: Mapping[str, str] = {
    "status.unresolvable": f"{_STATUS}STATUS_RETRIEVAL_ERROR",
    "status.unreadable": f"{_STATUS}STATUS_RETRIEVAL_ERROR",
    "status.not_web": f"{_STATUS}STATUS_RETRIEVAL_ERROR",
    # No specification has a type for what is simply so.
    "status.revoked": "about:blank",
    "status.suspended": "about:blank",
    "status.malformed": f"{_STATUS}MALFORMED_VALUE_ERROR",
    "status.list_malformed": f"{_STATUS}MALFORMED_VALUE_ERROR",
    "status_list.too_short": f"{_STATUS}STATUS_LIST_LENGTH_ERROR",
    "status_list.index": f"{_STATUS}RANGE_ERROR",
    "bounds.challenge": f"{_SECURITY}INVALID_CHALLENGE_ERROR",
    "bounds.domain": f"{_SECURITY}INVALID_DOMAIN_ERROR",
    "status": f"{_STATUS}STATUS_VERIFICATION_ERROR",
    "terms": f"{_SECURITY}DATA_LOSS_DETECTION_ERROR",
    "proof": f"{_SECURITY}PROOF_VERIFICATION_ERROR",
    "key": f"{_SECURITY}PROOF_VERIFICATION_ERROR",
    "claims": f"{_SECURITY}PROOF_VERIFICATION_ERROR",
    "bounds": f"{_SECURITY}PROOF_VERIFICATION_ERROR",
    "format": f"{_MODEL}PARSING_ERROR",
    "json": f"{_MODEL}PARSING_ERROR",
    "dates": f"{_MODEL}RANGE_ERROR",
}
_OTHERWISE = f"{_MODEL}MALFORMED_VALUE_ERROR"


def of_credential(report: Report, options: Mapping[str, Any]) -> Response:
    """200 for a credential that is verified, 400 for one that is not, unless the report is asked for."""
    body = _body(report.checks, is_verified=report.verdict == "verified")
    if options.get("returnResults"):
        body["results"] = verifying.as_json(report)
    if options.get("returnCredential"):
        body["credential"] = report.credential
    return _answer(body, options)


def of_presentation(report: PresentationReport, options: Mapping[str, Any]) -> Response:
    """The same for a presentation and every credential in it."""
    inside = [check for each in report.credentials for check in each.checks]
    body = _body([*report.checks, *inside], is_verified=report.verdict == "verified")
    if options.get("returnResults"):
        own = Report(report.verdict, "json", report.checks, {})
        body["results"] = {
            "presentation": {k: v for k, v in verifying.as_json(own).items() if k != "credential"},
            "credentials": [verifying.as_json(each) for each in report.credentials],
        }
    if options.get("returnPresentation"):
        body["presentation"] = report.presentation
    return _answer(body, options)


def _body(checks: Iterable[Check], *, is_verified: bool) -> dict[str, Any]:
    listed = list(checks)
    faults = [] if is_verified else [c for c in listed if c.outcome in ("failed", "not_checked")]
    return {
        "verified": is_verified,
        "checks": list(dict.fromkeys(check.id for check in listed)),
        "warnings": [_problem(check) for check in listed if check.outcome == "warning"],
        "errors": [_problem(check) for check in faults],
    }


def _problem(check: Check) -> dict[str, str]:
    kind = _TYPES.get(check.code) or _TYPES.get(check.id, _OTHERWISE)
    return {
        "type": kind,
        "title": kind.rpartition("#")[2] if "#" in kind else check.code,
        "detail": check.message(verifying.reader_language()),
        "check": check.id,
        "code": check.code,
    }


def _answer(body: dict[str, Any], options: Mapping[str, Any]) -> Response:
    if options.get("returnProblemDetails"):
        body["problemDetails"] = [*body["errors"], *body["warnings"]]
    status = 200 if body["verified"] or options.get("returnResults") else 400
    response = Response(body, status=status)
    response["Cache-Control"] = "no-store"
    return response
