"""A credential as JWT and SVG, over HTTP: who gets them, under which name and type, and how safely."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import jwt as pyjwt
import pytest
from django.test import Client
from django.urls import reverse

from badges.enums import KeyKind
from badges.models import AchievementVersion, CredentialToken
from badges.openbadges import unbake
from badges.services import sharing, verifying
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import issued_credential, token_key

pytestmark = pytest.mark.django_db

FORMS = ("credential_jwt", "credential_svg")
LINKED = ("shared_jwt", "shared_svg")


@pytest.fixture
def with_https(settings):
    settings.CREDCENTER_BASE_URL = "https://badges.hanbit.example"
    token_key(KeyKind.RSA)


@pytest.fixture
def credential(with_https):
    return issued_credential()


def address(credential, name="credential_jwt"):
    return reverse(f"badges:{name}", args=[credential.pk])


@pytest.mark.parametrize("form", FORMS)
def test_forms_are_as_private_as_the_page(sign_in, credential, form):
    url = address(credential, form)
    stranger = sign_in("learner", learner=issued_credential().learner)
    for client in (Client(), stranger, sign_in("faculty"), sign_in("auditor")):
        assert client.get(url).status_code == 404
    assert not CredentialToken.objects.exists()
    for client in (sign_in("staff"), sign_in("learner", learner=credential.learner)):
        assert client.get(url).status_code == 200
    sharing.publish(credential, actor=SYSTEM)
    answer = Client().get(url)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    assert "Cookie" in answer["Vary"]


def test_token_comes_as_a_file_of_plain_text(sign_in, credential):
    answer = sign_in("staff").get(address(credential))
    assert answer["Content-Type"] == "text/plain"
    short = str(credential.pk)[:8]
    assert answer["Content-Disposition"] == f'attachment; filename="SSDO-F-{short}.jwt"'
    assert verifying.verify_bytes(answer.content).verdict == "verified"
    assert answer.content == bytes(CredentialToken.objects.get().data)


def test_algorithm_is_chosen_by_address(sign_in, credential):
    client = sign_in("staff")
    token_key(KeyKind.P256)
    token = client.get(f"{address(credential)}?alg=ES256").content.decode()
    assert pyjwt.get_unverified_header(token)["alg"] == "ES256"
    for odd in ("none", "HS256", "EdDSA", "RS256&alg=x"):
        answer = client.get(f"{address(credential)}?alg={odd}")
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
        assert answer.json()["code"] == "algorithm_unknown"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/vc+jwt", "application/vc+jwt"),
        ("application/jwt", "application/jwt"),
        ("application/vc+jwt;q=0.9, application/vc;q=0.5, text/html;q=0.1", "application/vc+jwt"),
        ("application/vc+jwt;q=0.4, application/vc", "application/vc"),
        ("application/vc+jwt;q=0, */*", "text/html; charset=utf-8"),
    ],
)
def test_page_gives_the_token_to_who_asks_for_its_type(client, credential, accept, media_type):
    sharing.publish(credential, actor=SYSTEM)
    page = reverse("badges:credential", args=[credential.pk])
    answer = client.get(page, headers={"accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, media_type)
    assert "Accept" in answer["Vary"]
    assert "Content-Disposition" not in answer


def test_without_https_there_is_no_token_and_the_answer_says_why(client):
    credential = issued_credential()
    sharing.publish(credential, actor=SYSTEM)
    page = reverse("badges:credential", args=[credential.pk])
    for url, accept in ((address(credential), "text/html"), (page, "application/vc+jwt")):
        answer = client.get(url, headers={"accept": accept})
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
        assert answer.json()["code"] == "token_needs_https"
        assert answer.json()["detail"]
    other = client.get(page, headers={"accept": "application/vc+jwt, application/vc;q=0.1"})
    assert other["Content-Type"] == "application/vc"


def test_signing_is_told_of_with_who_asked_if_it_was_no_stranger(sign_in, credential):
    other = issued_credential()
    sharing.publish(other, actor=SYSTEM)
    staff = sign_in("staff")
    staff.get(address(credential))
    Client().get(address(other))
    events = AuditEvent.objects.filter(action="credential.token_signed").order_by("id")
    assert [(each.actor_role, each.actor_address) for each in events] == [
        ("staff", "127.0.0.1"),
        ("reader", ""),
    ]


def test_drawing_carries_the_credential_and_can_run_nothing(sign_in, credential):
    answer = sign_in("staff").get(address(credential, "credential_svg"))
    assert answer["Content-Type"] == "image/svg+xml"
    assert unbake(answer.content) == bytes(credential.document)
    assert verifying.verify_bytes(answer.content).verdict == "verified"
    assert answer["Content-Disposition"].endswith('.svg"')
    policy = dict(
        part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";")
    )
    assert policy == {
        "default-src": "'none'",
        "img-src": "data:",
        "style-src": "'unsafe-inline'",
        "sandbox": "",
    }
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("form", ["credential_png", "credential_svg"])
def test_picture_carries_the_token_when_asked(sign_in, credential, form):
    client = sign_in("staff")
    token = client.get(address(credential)).content
    picture = client.get(f"{address(credential, form)}?inside=jwt").content
    assert unbake(picture) == token
    assert verifying.verify_bytes(picture).verdict == "verified"
    assert client.get(f"{address(credential, form)}?inside=x").status_code == 400


def test_link_gives_both_forms_and_keeps_its_secret(credential):
    link, secret = sharing.create_link(credential, actor=SYSTEM)
    for name in LINKED:
        answer = Client().get(reverse(f"badges:{name}", args=[secret]))
        assert verifying.verify_bytes(answer.content).verdict == "verified"
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
    link.refresh_from_db()
    assert link.opened_count == 0
    sharing.revoke_link(link, actor=SYSTEM)
    for name in LINKED:
        assert Client().get(reverse(f"badges:{name}", args=[secret])).status_code == 404


def test_page_offers_what_can_be_had(sign_in, credential, settings):
    client = sign_in("staff")
    _link, secret = sharing.create_link(credential, actor=SYSTEM)
    page = client.get(reverse("badges:credential", args=[credential.pk])).content.decode()
    shared = Client().get(reverse("badges:shared", args=[secret])).content.decode()
    for name in ("json", "jwt", "png", "svg"):
        assert address(credential, f"credential_{name}") in page
        assert reverse(f"badges:shared_{name}", args=[secret]) in shared
    settings.CREDCENTER_BASE_URL = "http://127.0.0.1:8000"
    page = client.get(reverse("badges:credential", args=[credential.pk])).content.decode()
    assert address(credential, "credential_svg") in page
    assert address(credential, "credential_jwt") not in page


def test_drawing_says_any_name_and_runs_no_part_of_it(sign_in, credential):
    # An older wording may hold what XML cannot say at all.
    name = "<script>alert(1)</script> & ]]> \x07\ufffe배지"
    AchievementVersion.objects.update(name_ko=name, name_en="")
    drawing = sign_in("staff").get(address(credential, "credential_svg")).content
    title = ET.fromstring(drawing).find("{http://www.w3.org/2000/svg}title")
    assert title.text == "<script>alert(1)</script> & ]]> 배지"
    assert b"<script" not in drawing
    assert unbake(drawing) == bytes(credential.document)
