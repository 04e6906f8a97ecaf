"""PUT /api/v1/results: a row is created, changed, unchanged or refused; nothing that is sent makes a 500."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from credcenter.accounts.enums import Scope
from credcenter.accounts.tokens import create_token
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from learners.services.profile import Person, ensure_learners
from programs.enums import CompletionState
from programs.models import Completion, CourseResult, Enrolment, ResultImport
from programs.services.results import undo_results
from tests.factories import studies

pytestmark = pytest.mark.django_db

URL = "/api/v1/results"


@pytest.fixture
def secret() -> str:
    studies.program()
    ensure_learners([Person("20260001", "홍길동")], actor=SYSTEM)
    return create_token([Scope.RESULTS], name="LMS", actor=SYSTEM).secret


def result(**changed: Any) -> dict[str, Any]:
    row = {"student_number": "20260001", "course": "SSD101", "term": "2026-1"}
    return row | {"score": 85, "status": "completed"} | changed


def put(secret: str, body: Any, *, key: str | None = None, **headers: str) -> HttpResponse:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    if key is not None:
        headers["HTTP_IDEMPOTENCY_KEY"] = key
    return Client(raise_request_exception=True).put(
        URL,
        data,
        content_type=headers.pop("content_type", "application/json"),
        HTTP_AUTHORIZATION=f"Bearer {secret}",
        **headers,
    )


def outcomes(response: HttpResponse) -> list[tuple[str, str | None]]:
    assert response.status_code == 200, response.content
    return [(each["outcome"], each.get("code")) for each in response.json()["results"]]


def test_each_row_is_answered_for_itself(secret: str) -> None:
    rows = [
        result(),
        result(course="NOPE"),
        result(course="SSD102", score="85.50"),
        result(student_number="20269999"),
        result(),
    ]
    first = put(secret, {"results": rows})
    assert outcomes(first) == [
        ("created", None),
        ("refused", "course_unknown"),
        ("created", None),
        ("refused", "name_missing"),
        ("refused", "result_twice"),
    ]
    assert first.json()["counts"] == {"created": 2, "changed": 0, "unchanged": 0, "refused": 3}
    changed = result(course="SSD102", score=90, counts_for_major=True)
    again = put(secret, {"results": [result(), changed]})
    assert CourseResult.objects.get(course__code="SSD102").counts_for_major
    assert outcomes(again) == [("unchanged", None), ("changed", None)]
    scores = CourseResult.objects.order_by("course__code").values_list("score", flat=True)
    assert list(scores) == [85, 90]


def test_the_same_call_again_changes_and_stores_nothing(secret: str) -> None:
    put(secret, {"results": [result()]})
    before = (ResultImport.objects.count(), AuditEvent.objects.count())
    assert outcomes(put(secret, {"results": [result()]})) == [("unchanged", None)]
    assert (ResultImport.objects.count(), AuditEvent.objects.count()) == before


def test_a_key_answers_the_same_and_stands_for_one_request(secret: str) -> None:
    first = put(secret, {"results": [result()]}, key="k-1")
    again = put(secret, {"results": [result()]}, key="k-1")
    assert (first.json(), again.status_code) == (again.json(), 200)
    assert outcomes(again) == [("created", None)]
    other = put(secret, {"results": [result(score=1)]}, key="k-1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert CourseResult.objects.get().score == 85


def test_results_make_cases_and_can_be_undone(secret: str) -> None:
    degree = studies.micro_degree()
    rows = [
        result(student_number="20260002", name="김서연", course=code) for code in studies.COURSES
    ]
    answer = put(secret, {"results": rows, "micro_degree": degree.code}).json()
    assert Completion.objects.get().state == CompletionState.IN_REVIEW
    undo_results(ResultImport.objects.get(pk=answer["import"]), actor=SYSTEM)
    assert not CourseResult.objects.exists()
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"score": 101}, "score_out_of_range"),
        ({"score": -1}, "score_out_of_range"),
        ({"score": float("nan")}, "score_bad"),
        ({"score": float("inf")}, "score_bad"),
        ({"score": "85점"}, "score_bad"),
        ({"score": None}, "score_missing"),
        ({"score": "8\u00005"}, "text_bad"),
        ({"name": "\ud800"}, "text_bad"),
        ({"student_number": "2026\u0000"}, "text_bad"),
        ({"term": "2026"}, "term_bad"),
        ({"name": "x" * 3000}, "text_bad"),
    ],
)
def test_a_bad_value_is_refused_with_its_reason(
    secret: str, value: dict[str, Any], code: str
) -> None:
    assert outcomes(put(secret, {"results": [result(**value)]})) == [("refused", code)]
    assert not CourseResult.objects.exists()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "not_json"),
        (b"{", 400, "not_json"),
        (b"\xff", 400, "not_json"),
        (b"[" * 100_000, 400, "not_json"),
        ([], 422, "not_an_object"),
        ({}, 422, "results_missing"),
        ({"results": []}, 422, "results_missing"),
        ({"results": {}}, 422, "results_missing"),
        ({"results": [1]}, 422, "result_bad"),
        ({"results": [{"score": [1]}]}, 422, "result_bad"),
        ({"results": [{"score": True}]}, 422, "result_bad"),
        ({"results": [{"\ud800": "1"}]}, 422, "result_bad"),
        ({"results": [result()], "more": 1}, 422, "member_unknown"),
        ({"results": [result()], "micro_degree": "NOPE"}, 422, "micro_degree_unknown"),
        ({"results": [result()], "micro_degree": "\u0000"}, 422, "micro_degree_unknown"),
        ({"results": [result()], "micro_degree": 7.5}, 422, "micro_degree_unknown"),
        ({"results": [{}] * 1001}, 413, "too_many_rows"),
    ],
)
def test_what_is_no_list_of_results_is_a_problem(
    secret: str, body: Any, status: int, code: str
) -> None:
    response = put(secret, body)
    assert response["Content-Type"] == "application/problem+json"
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert not ResultImport.objects.exists()


def test_who_may_not_is_told_so(secret: str) -> None:
    other = create_token([Scope.ISSUE], actor=SYSTEM).secret
    body = {"results": [result()]}
    assert Client().put(URL, body, content_type="application/json").status_code == 401
    assert put("cct_unknown", body).status_code == 401
    assert put(other, body).status_code == 403
    assert put(secret, body, content_type="text/csv").status_code == 415
    assert put(secret, body, key="\u00e9").status_code == 400
    assert put(secret, body, key="").status_code == 400
    assert Client().get(URL, HTTP_AUTHORIZATION=f"Bearer {secret}").status_code == 405
    assert not CourseResult.objects.exists()
