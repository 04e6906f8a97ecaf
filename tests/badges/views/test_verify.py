"""The public verification page."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from badges.enums import ArtefactKind, RevocationReason
from badges.services.revoking import revoke
from badges.services.storing import artefact_bytes
from credcenter.kernel.audit import SYSTEM
from tests.badges.strangers import FORMS
from tests.factories.badges import issued_credential
from tests.openbadges import samples

pytestmark = pytest.mark.django_db

URL = "/verify"


def file(data, name="badge.png"):
    return SimpleUploadedFile(name, data)


def post(client, language="en", **fields):
    return client.post(f"{URL}?lang={language}", fields)


def test_dropped_image_is_verified_line_by_line(client):
    png = artefact_bytes(issued_credential(), ArtefactKind.PNG)
    page = post(client, file=file(png)).content.decode()
    assert '<h2 id="report-headline">Verified</h2>' in page
    assert page.count('class="report-line is-passed"') >= 10
    assert "홍길동 (HONG Gildong)" in page


@pytest.mark.parametrize(("language", "word"), [("en", "Not valid: revoked"), ("ko", "취소")])
def test_revoked_image_says_so_in_the_language_of_the_address(client, language, word):
    credential = issued_credential()
    png = artefact_bytes(credential, ArtefactKind.PNG)
    revoke([credential], reason=RevocationReason.OTHER, note="x", actor=SYSTEM)
    answer = post(client, language, file=file(png))
    assert word in answer.content.decode()
    assert f'<html lang="{language}">' in answer.content.decode()
    assert f"/verify?lang={language}" in answer.content.decode()


def test_pasted_document_is_verified(client):
    text = bytes(issued_credential().document).decode()
    assert "Verified" in post(client, text=text).content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_file_in_every_form_is_verified(client, known_stranger, form):
    page = post(client, file=file(FORMS[form](), name="badge")).content.decode()
    assert '<h2 id="report-headline">Verified' in page
    assert "is-failed" not in page


@pytest.mark.parametrize("form", ["json", "jwt", "svg", "svg with a jwt"])
def test_text_in_every_form_is_verified(client, known_stranger, form):
    text = f"\n {FORMS[form]().decode()} \n"
    assert '<h2 id="report-headline">Verified' in post(client, text=text).content.decode()


def test_changed_badge_in_a_drawing_is_not_valid(client, known_stranger):
    data = FORMS["svg"]()
    page = post(client, file=file(data.replace(b"91.5", b"99.5"))).content.decode()
    assert '<h2 id="report-headline">Not valid' in page


def test_changed_jwt_is_not_valid(client, known_stranger):
    head, _body, signature = FORMS["jwt"]().decode().split(".")
    other = samples.token(
        samples.simple(
            subject=samples.subject(id="urn:uuid:" + "4" * 8 + "-4444-4444-8444-444444444444")
        )
    )
    body = other.data.decode().split(".")[1]
    page = post(client, text=f"{head}.{body}.{signature}").content.decode()
    assert '<h2 id="report-headline">Not valid' in page


def test_page_says_which_files_it_takes(client):
    page = client.get(f"{URL}?lang=en").content.decode()
    assert "PNG, SVG, JSON or JWT" in page
    accept = re.search(r'accept="([^"]+)"', page)
    assert accept is not None
    assert set(accept[1].split(",")) >= {".png", ".svg", ".json", ".jwt", ".jpg"}


@pytest.mark.parametrize(
    "text", ["garbage", "http://127.0.0.1:1/x", "https://[::1]/", "{}", "a.b.c", "\ud7ff"]
)
def test_what_cannot_be_read_is_refused_with_a_sentence(client, text):
    answer = post(client, text=text)
    assert answer.status_code == 400
    assert "This could not be checked" in answer.content.decode()
    assert "report-line is-passed" not in answer.content.decode()


def test_neither_and_both_are_asked_for_again(client):
    credential = issued_credential()
    png = artefact_bytes(credential, ArtefactKind.PNG)
    for fields in ({}, {"file": file(png), "text": "x"}, {"file": file(b"")}):
        assert post(client, **fields).status_code == 400


def test_huge_upload_is_refused(client):
    answer = post(client, file=file(b"\x89PNG\r\n\x1a\n" + b"0" * (11 * 1024 * 1024)))
    assert answer.status_code == 413
    assert "This is too large" in answer.content.decode()


def test_page_needs_no_cookie_and_keeps_none_of_what_it_got():
    client = Client(enforce_csrf_checks=True)
    text = bytes(issued_credential().document).decode()
    answer = client.post(reverse("badges:verify"), {"text": text})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert "sessionid" not in client.cookies


def test_address_that_asks_too_often_waits(client, settings):
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {
        "DEFAULT_THROTTLE_RATES": {"verify": "2/min"}
    }
    answers = [post(client, text="garbage").status_code for _ in range(3)]
    assert answers == [400, 400, 429]
