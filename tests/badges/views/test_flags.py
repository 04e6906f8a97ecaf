"""Console: flags on credentials."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from badges.enums import FlagKind
from badges.models import CredentialFlag
from badges.services import sharing
from badges.services.flagging import raise_flags
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import achievement_version, issued_credential

pytestmark = pytest.mark.django_db

LIST = "/console/flags/"
DETAILS = {"completion": 7, "course": "SSD101", "odd": "<b>"}


def flagged(version=None):
    credential = issued_credential(version)
    kind = FlagKind.RESULTS_CHANGED
    return raise_flags([credential], kind=kind, details=DETAILS, actor=SYSTEM)[0]


def page_of(flag):
    return reverse("badges:flag", args=[flag.pk])


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("learner", 403), ("faculty", 403), ("partner", 403), ("auditor", 403)],
)
def test_flags_are_for_staff_and_refusals_change_nothing(sign_in, role, status):
    flag = flagged()
    client = sign_in(role)
    assert client.get(LIST).status_code == status
    assert client.post(page_of(flag), {"note": "x"}).status_code == status
    assert CredentialFlag.objects.get().is_open


def test_staff_read_what_happened_and_clear_it_with_a_note(sign_in):
    flag, client = flagged(), sign_in("staff")
    assert page_of(flag) in client.get(LIST).content.decode()
    page = client.get(page_of(flag)).content.decode()
    assert "/console/completions/7/" in page
    assert "SSD101" in page
    assert "&lt;b&gt;" in page
    assert client.post(page_of(flag), {"note": " "}).status_code == 400
    assert client.post(page_of(flag), {"note": "both say 90"}).status_code == 302
    assert page_of(flag) not in client.get(LIST).content.decode()
    assert client.post(page_of(flag), {"note": "again"}).status_code == 409
    assert CredentialFlag.objects.get().note == "both say 90"


def test_only_staff_see_the_flag_on_the_credentials_page(sign_in):
    flag = flagged()
    sharing.publish(flag.credential, actor=SYSTEM)
    address = reverse("badges:credential", args=[flag.credential_id])
    holder = sign_in("learner", learner=flag.credential.learner)
    assert page_of(flag) in sign_in("staff").get(address).content.decode()
    for client in (holder, Client()):
        page = client.get(f"{address}?lang=en").content.decode()
        assert "flag" not in page.lower()


@pytest.mark.parametrize("flags", [1, 3])
def test_list_asks_the_database_as_often_for_many(sign_in, flags, django_assert_num_queries):
    version = achievement_version()
    for _ in range(flags):
        flagged(version)
    client = sign_in("staff")
    # session, user, roles, count, rows
    with django_assert_num_queries(5):
        client.get(LIST)


def test_unknown_flag_is_not_found(sign_in):
    address = reverse("badges:flag", args=["00000000-0000-4000-8000-000000000000"])
    assert sign_in("staff").get(address).status_code == 404
