"""Who sees a credential, and in which form it comes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from badges.enums import RevocationReason
from badges.models import Credential
from badges.openbadges import unbake
from badges.services import sharing
from badges.services.revoking import revoke
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import issued_credential, learner

pytestmark = pytest.mark.django_db

FORMS = ("credential", "credential_json", "credential_png")


def address(credential, name="credential"):
    return reverse(f"badges:{name}", args=[credential.pk])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("anonymous", 404),
        ("learner", 404),
        ("partner", 404),
        ("faculty", 404),
        ("auditor", 404),
        ("staff", 200),
    ],
)
def test_private_credential_is_there_for_staff_only(sign_in, role, status, form):
    credential = issued_credential()
    # The learner signed in is another one, with a credential of their own.
    other = issued_credential().learner if role == "learner" else None
    client = sign_in(role, learner=other)
    assert client.get(address(credential, form)).status_code == status


@pytest.mark.parametrize("form", FORMS)
def test_holder_sees_their_own_and_anyone_sees_a_shared_one(sign_in, form):
    credential = issued_credential()
    holder = sign_in("learner", learner=credential.learner)
    assert holder.get(address(credential, form)).status_code == 200
    sharing.publish(credential, actor=SYSTEM)
    assert Client().get(address(credential, form)).status_code == 200
    sharing.unpublish(credential, actor=SYSTEM)
    assert Client().get(address(credential, form)).status_code == 404


def test_private_and_missing_credential_answer_alike(client):
    private = issued_credential()
    missing = reverse("badges:credential", args=["00000000-0000-4000-8000-000000000000"])
    answers = [client.get(url) for url in (address(private), missing)]
    bodies = [each.content.replace(str(private.pk).encode(), b"") for each in answers]
    assert bodies[0] == bodies[1].replace(b"00000000-0000-4000-8000-000000000000", b"")


def test_software_gets_a_problem_for_a_private_credential(client):
    answer = client.get(address(issued_credential()), headers={"accept": "application/vc"})
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "credential_unknown"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/vc", "application/vc"),
        ("application/vc+ld+json", "application/vc+ld+json"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("text/html;q=0.4, application/vc", "application/vc"),
        ("text/html", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
    ],
)
def test_form_follows_accept_and_bytes_are_those_that_were_signed(client, accept, media_type):
    credential = issued_credential()
    sharing.publish(credential, actor=SYSTEM)
    answer = client.get(address(credential), headers={"accept": accept})
    assert answer["Content-Type"] == media_type
    assert "Accept" in answer["Vary"]
    if "html" not in media_type:
        assert answer.content == bytes(credential.document)


def test_files_come_with_a_name_and_the_signed_bytes(sign_in):
    credential = issued_credential()
    client = sign_in("staff")
    short = str(credential.pk)[:8]
    as_json = client.get(address(credential, "credential_json"))
    assert as_json.content == bytes(credential.document)
    assert as_json["Content-Disposition"] == f'attachment; filename="SSDO-F-{short}.json"'
    as_png = client.get(address(credential, "credential_png"))
    assert as_png["Content-Type"] == "image/png"
    assert unbake(as_png.content) == bytes(credential.document)


def test_page_draws_the_signed_results_and_verifies_on_demand(sign_in):
    credential = issued_credential()
    client = sign_in("staff")
    page = client.get(address(credential)).content.decode()
    assert '<rect class="bar-value" x="0" y="0" width="82.5"' in page
    assert "NCS 20010105" in page
    assert "report-headline" not in page
    page = client.get(f"{address(credential)}?verify=1").content.decode()
    assert page.count("is-passed") >= 10


@pytest.fixture
def one_a_minute(settings):
    rates = {"DEFAULT_THROTTLE_RATES": {"verify": "1/min"}}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | rates


@pytest.mark.parametrize("is_linked", [False, True])
def test_verifying_a_page_is_counted_with_all_other_verifications(client, one_a_minute, is_linked):
    credential = issued_credential()
    sharing.publish(credential, actor=SYSTEM)
    _link, token = sharing.create_link(credential, actor=SYSTEM)
    page = reverse("badges:shared", args=[token]) if is_linked else address(credential)
    assert client.post("/api/v1/verify").status_code == 400
    answer = client.get(f"{page}?verify=1&lang=en")
    assert (answer.status_code, "report-headline" in answer.content.decode()) == (429, False)
    assert "Too many verifications" in answer.content.decode()
    assert 0 < int(answer["Retry-After"]) <= 61
    assert client.get(page).status_code == 200
    credential.refresh_from_db()
    assert credential.verified_count == 0


def test_asking_for_the_head_verifies_nothing(client, one_a_minute):
    credential = issued_credential()
    sharing.publish(credential, actor=SYSTEM)
    assert client.head(f"{address(credential)}?verify=1").status_code == 200
    credential.refresh_from_db()
    assert credential.verified_count == 0
    assert client.get(f"{address(credential)}?verify=1").status_code == 200


def test_page_checks_itself_for_those_it_is_shown_to_and_not_for_those_it_belongs_to(sign_in):
    credential = issued_credential()
    sharing.publish(credential, actor=SYSTEM)
    for client, expected in ((Client(), True), (sign_in("staff"), False)):
        page = client.get(address(credential)).content.decode()
        assert ('hx-trigger="load"' in page, "Signature verified" in page) == (expected, False)
    checked = Client().get(f"{address(credential)}?verify=1&lang=en").content.decode()
    assert "Signature verified" in checked
    assert 'hx-trigger="load"' not in checked


def test_page_of_what_has_expired_says_so_first(client):
    credential = issued_credential()
    sharing.publish(credential, actor=SYSTEM)
    past = clock.now() - dt.timedelta(days=1)
    Credential.objects.filter(pk=credential.pk).update(valid_until=past)
    page = client.get(f"{address(credential)}?lang=en").content.decode()
    assert page.index("This badge expired on") < page.index("<h1>")


def test_revoked_credential_says_so_and_keeps_the_reason_inside(sign_in):
    credential = issued_credential()
    sharing.publish(credential, actor=SYSTEM)
    revoke([credential], reason=RevocationReason.MISCONDUCT, note="internal", actor=SYSTEM)
    anyone = Client().get(f"{address(credential)}?lang=en").content.decode()
    assert "This badge was revoked on" in anyone
    assert "Academic misconduct" not in anyone
    assert "internal" not in anyone
    assert (
        "Academic misconduct"
        in sign_in("staff").get(f"{address(credential)}?lang=en").content.decode()
    )


def test_share_controls_are_the_holders_and_revoking_is_the_staffs(sign_in):
    credential = issued_credential()
    holder = sign_in("learner", learner=credential.learner).get(address(credential))
    staff = sign_in("staff").get(address(credential))
    create, revocation = (
        reverse("badges:share", args=[credential.pk]),
        reverse("badges:revoke"),
    )
    assert (create in holder.content.decode(), revocation in holder.content.decode()) == (
        True,
        False,
    )
    assert (create in staff.content.decode(), revocation in staff.content.decode()) == (False, True)


def test_page_asks_the_database_the_same_number_of_times_whatever_is_shared(
    sign_in, django_assert_num_queries
):
    credential = issued_credential(learner=learner())
    client = sign_in("learner", learner=credential.learner)
    for _ in (1, 3):
        sharing.create_link(credential, actor=SYSTEM)
        # session, user, credential, its wording (2), endorsements, corrections, roles, whether it has parts
        with django_assert_num_queries(9):
            client.get(address(credential))
