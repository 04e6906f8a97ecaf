"""What announces too much is refused before anything reads it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.request import HttpRequest
from django.test import Client
from django.urls import resolve

from badges.openbadges import limits
from credcenter.accounts.enums import Role
from credcenter.accounts.services import create_user
from credcenter.kernel import tables
from credcenter.kernel.audit import SYSTEM
from credcenter.web.uploads import PLACES
from programs.services import frameworks
from programs.services.results import recognising

pytestmark = pytest.mark.django_db

SMALL, LARGE, HUGE = 1024, 6 * 1024 * 1024, 33 * 1024 * 1024


@pytest.fixture
def read(monkeypatch):
    """How often a form was parsed."""
    calls = []
    parse = HttpRequest.parse_file_upload

    def count(self, *args):
        calls.append(self.path)
        return parse(self, *args)

    monkeypatch.setattr(HttpRequest, "parse_file_upload", count)
    return calls


def post(path: str, size: int, *roles: Role):
    client = Client(enforce_csrf_checks=True)
    if roles:
        person = create_user("a@example.org", name="가", roles=list(roles), actor=SYSTEM)
        client.force_login(person)
    return client.post(path, {"file": SimpleUploadedFile("a.csv", b"0" * size)})


def test_every_place_is_a_page_and_takes_what_its_app_takes():
    for path in PLACES:
        assert resolve(path)
    sizes = [PLACES[path].limit for path in PLACES]
    own = [limits.MAX_IMAGE_BYTES] * 2 + [
        tables.MAX_BYTES,
        recognising.MAX_BYTES,
        frameworks.MAX_BYTES,
    ]
    assert all(size < limit <= size + 64 * 1024 for limit, size in zip(sizes, own, strict=True))


@pytest.mark.parametrize(
    "path",
    ["/verify", "/api/v1/verify", "/console/issuing/", "/console/results/new", "/accounts/login/"],
)
def test_what_is_too_large_is_refused_unread(read, path):
    answer = post(path, HUGE, Role.STAFF)
    assert (answer.status_code, read) == (413, [])


@pytest.mark.parametrize("path", ["/console/programs/new", "/console/programs/load", "/wallet"])
def test_pages_without_a_place_take_what_django_takes(read, path):
    assert post(path, LARGE, Role.STAFF).status_code == 413
    assert read == []


def test_large_file_of_somebody_unknown_is_not_read(read):
    answer = post("/console/results/new", LARGE)
    assert (answer.status_code, read) == (302, [])
    assert answer["Location"].startswith("/accounts/login/")


def test_what_nobody_may_send_is_not_even_thrown_away(monkeypatch, read):
    monkeypatch.setattr(HttpRequest, "read", lambda *_: pytest.fail("it was read"))
    assert post("/console/results/new", HUGE).status_code == 413


def test_large_file_within_the_limit_reaches_its_page(read):
    assert post("/verify", LARGE).status_code == 400
    assert read == ["/verify"]


@pytest.mark.parametrize("length", ["²", "-1", "9" * 5000, ""])
def test_length_that_is_no_number_is_none(client, length):
    answer = client.generic("POST", "/verify", b"", CONTENT_LENGTH=length)
    assert answer.status_code == 400
