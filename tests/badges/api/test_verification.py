"""POST /api/v1/verify (design, HTTP)."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from badges.enums import ArtefactKind, RevocationReason
from badges.services import sharing, verifying
from badges.services.revoking import revoke
from badges.services.storing import artefact_bytes
from credcenter.kernel.audit import SYSTEM
from tests.badges.strangers import FORMS
from tests.factories.badges import issued_credential

pytestmark = pytest.mark.django_db

URL = "/api/v1/verify"


def post_json(client, body, **headers):
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(URL, data, content_type="application/json", headers=headers)


def post_file(client, data, **fields):
    return client.post(URL, {"file": SimpleUploadedFile("badge.png", data), **fields})


def assert_problem(answer, status, code=None):
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert code is None or body["code"] == code


def test_good_image_is_verified(client):
    credential = issued_credential()
    answer = post_file(client, artefact_bytes(credential, ArtefactKind.PNG))
    body = answer.json()
    assert (answer.status_code, body["verdict"], body["format"]) == (200, "verified", "png")
    assert body["credential"] == json.loads(bytes(credential.document))
    assert {check["outcome"] for check in body["checks"]} == {"passed"}
    assert all(set(check) >= {"id", "outcome", "message"} for check in body["checks"])


@pytest.mark.parametrize("form", FORMS)
def test_file_in_every_form_is_verified(client, known_stranger, form):
    body = post_file(client, FORMS[form]()).json()
    assert (body["verdict"], body["format"]) == ("verified", form.split()[0])
    assert body["credential"]["type"]


def test_text_of_a_jwt_is_verified(client, known_stranger):
    body = post_json(client, {"credential": FORMS["jwt"]().decode()}).json()
    assert (body["verdict"], body["format"]) == ("verified", "jwt")


def test_revoked_and_changed_ones_are_invalid(client):
    credential = issued_credential()
    document = bytes(credential.document)
    changed = json.loads(document.replace(b'"82.5"', b'"99.9"'))
    assert post_json(client, {"credential": changed}).json()["verdict"] == "invalid"
    revoke([credential], reason=RevocationReason.OTHER, note="x", actor=SYSTEM)
    assert post_json(client, {"credential": json.loads(document)}).json()["verdict"] == "invalid"


def test_recipient_and_url_are_taken(client, settings):
    credential = issued_credential()
    sharing.publish(credential, actor=SYSTEM)
    url = f"{settings.CREDCENTER_BASE_URL}/credentials/{credential.pk}"
    good = post_json(client, {"url": url, "recipient": credential.learner.email})
    assert good.json()["verdict"] == "verified"
    assert (
        post_json(client, {"url": url, "recipient": "other@x.org"}).json()["verdict"] == "invalid"
    )
    form = client.post(URL, {"url": url})
    assert form.json()["verdict"] == "verified"


def test_message_is_in_the_readers_language(client):
    credential = {"credential": json.loads(bytes(issued_credential().document))}
    for language, word in (("ko", "서명"), ("en", "signature")):
        checks = post_json(client, credential, **{"accept-language": language}).json()["checks"]
        assert any(word in check["message"] for check in checks)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", None),
        ("{", "json.syntax"),
        ("[]", "json.not_object"),
        ("null", None),
        ({}, "one_of_three"),
        ({"credential": {}, "url": "https://x.example"}, "one_of_three"),
        ({"credential": {}}, None),
        ({"credential": 5}, "wrong_type"),
        ({"credential": ["x"]}, "wrong_type"),
        ({"credential": "garbage"}, None),
        ({"url": 5}, "wrong_type"),
        ({"url": "http://127.0.0.1:9/"}, "address_refused"),
        ({"url": "https://a/\u0000"}, "address_refused"),
        ({"url": "https://x.example", "recipient": {}}, "wrong_type"),
        ('{"credential": {"a": 1}, "credential": {"a": 1}}', "json.duplicate_key"),
        ('{"url": "https://x.example", "url": 5}', "json.duplicate_key"),
        ('{"url": "x", "recipient": {"a": 1, "a": 2}}', "json.duplicate_key"),
        ('{"credential": {"a": NaN}}', None),
        ('{"credential": "\\ud800"}', None),
        (b'{"credential": "\xff"}', None),
        ('{"credential":' + "[" * 500 + "]" * 500 + "}", "json.too_deep"),
    ],
)
def test_what_is_unreadable_is_a_problem(client, body, code):
    assert_problem(post_json(client, body), 400, code)


def test_key_that_stands_twice_makes_the_verdict_invalid(client):
    document = bytes(issued_credential().document)
    twice = document.replace(b'"name":', b'"name":"another","name":', 1)
    assert json.loads(twice) == json.loads(document)
    body = post_json(client, b'{"recipient": null, "credential": ' + twice + b"}").json()
    assert (body["verdict"], body["checks"][-1]["code"]) == ("invalid", "json.duplicate_key")
    assert body == post_file(client, twice).json()


def test_object_in_a_json_request_is_verified_as_it_was_sent(client, monkeypatch):
    sent = []
    verify_bytes = verifying.verify_bytes
    monkeypatch.setattr(
        verifying,
        "verify_bytes",
        lambda data, **more: [sent.append(data), verify_bytes(data, **more)][1],
    )
    document = b'{ "b" : 1.0,\n "a": "\\uac00" }'
    post_json(client, b' {"credential" :\t' + document + b'\n, "recipient": ""} ')
    assert sent == [document]


def test_credential_of_another_kind_is_not_verified(client):
    assert_problem(post_json(client, {"credential": "eyJhbGciOiJub25lIn0.e30."}), 400)


@pytest.mark.parametrize("data", [b"x", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\x00" * 100])
def test_file_that_is_no_badge_is_a_problem(client, data):
    assert_problem(post_file(client, data), 400)


def test_fifty_megabytes_are_too_large(client):
    assert_problem(post_file(client, b"0" * (50 * 1024 * 1024)), 413)
    assert_problem(post_json(client, b'{"credential": "' + b"x" * 2_000_000 + b'"}'), 413)


@pytest.mark.parametrize("content_type", ["text/plain", "image/png", "application/xml"])
def test_other_content_types_are_not_supported(client, content_type):
    assert_problem(client.post(URL, b"x", content_type=content_type), 415)


def test_form_without_its_boundary_is_a_problem(client):
    assert_problem(client.post(URL, b"x", content_type="multipart/form-data"), 400)


def test_other_methods_are_not_allowed(client):
    for method in (client.get, client.put, client.delete):
        assert_problem(method(URL), 405)


def test_address_that_asks_too_often_is_told_when_to_come_back(client, settings):
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {
        "DEFAULT_THROTTLE_RATES": {"verify": "1/min"}
    }
    assert post_json(client, {}).status_code == 400
    answer = post_json(client, {})
    assert_problem(answer, 429, "throttled")
    assert 0 < int(answer["Retry-After"]) <= 61
