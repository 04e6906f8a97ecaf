"""Console: the table of credentials and revocation."""

from __future__ import annotations

import pytest
from django.urls import reverse

from badges.models import Credential
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version, issued_credential, learner

pytestmark = pytest.mark.django_db

TABLE = "/console/credentials/"
REVOKE = "/console/credentials/revoke"


def revocation(*credentials, **changes):
    said = {"reason": "misconduct", "note": "x", "is_confirmed": "on", "count": len(credentials)}
    return {"id": [each.pk for each in credentials]} | said | changes


@pytest.mark.parametrize("path", [TABLE, REVOKE])
@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("learner", 403), ("faculty", 403), ("partner", 403), ("auditor", 403)],
)
def test_console_is_for_staff_and_refusals_change_nothing(sign_in, path, role, status):
    credential = issued_credential()
    client = sign_in(role)
    events = AuditEvent.objects.count()
    assert client.get(path).status_code == status
    assert client.post(REVOKE, revocation(credential)).status_code == status
    credential.refresh_from_db()
    assert (credential.state, AuditEvent.objects.count()) == ("issued", events)


@pytest.mark.parametrize("badges", [1, 3])
def test_table_asks_the_database_as_often_for_many_rows(sign_in, badges, django_assert_num_queries):
    version = achievement_version()
    for _ in range(badges):
        issued_credential(version)
    client = sign_in("staff")
    # session, user, roles, choices of the filter, rows, count, flags, saved filters
    with django_assert_num_queries(8):
        client.get(TABLE)


def test_table_is_searched_and_filtered_by_the_server(sign_in):
    mine = issued_credential(learner=learner(name="김하늘", name_en="KIM Haneul"))
    other = issued_credential(achievement_version("SSDO-A"))
    client = sign_in("staff")
    number, address = mine.learner.student_number, mine.learner.email
    found = [
        {"q": "하늘"}, {"q": "haneul"}, {"q": number}, {"q": address.upper()}, {"q": str(mine.pk)},
        {"q": f"urn:uuid:{mine.pk}"}, {"achievement": "SSDO-F"}, {"state": "issued", "q": number},
    ]  # fmt: skip
    for query in found:
        page = client.get(TABLE, query).content.decode()
        assert (str(mine.pk) in page, str(other.pk) in page) == (True, False), query
    for query in ({"q": "nobody"}, {"state": "revoked"}, {"q": "%"}):
        assert str(mine.pk) not in client.get(TABLE, query).content.decode()


@pytest.mark.parametrize(
    "query", [{"page": "x"}, {"page": "-1"}, {"page": "9999"}, {"state": "x"}, {"achievement": "x"},
              {"q": "x" * 5000}]
)  # fmt: skip
def test_odd_filters_are_no_error(sign_in, query):
    issued_credential()
    assert sign_in("staff").get(TABLE, query).status_code == 200


def test_chosen_credentials_are_revoked_with_the_reason(sign_in):
    chosen = [issued_credential(), issued_credential()]
    left = issued_credential()
    client = sign_in("staff")
    page = client.get(REVOKE, {"id": [each.pk for each in chosen]}).content.decode()
    assert all(str(each.pk) in page for each in chosen)
    assert client.post(REVOKE, revocation(*chosen)).status_code == 302
    states = dict(Credential.objects.values_list("pk", "state"))
    assert [states[each.pk] for each in (*chosen, left)] == ["revoked", "revoked", "issued"]
    event = AuditEvent.objects.filter(action="credential.revoked").first()
    assert event is not None
    assert (event.actor_role, event.details["reason"]) == ("staff", "misconduct")


@pytest.mark.parametrize(
    "changes",
    [{"reason": ""}, {"reason": "x"}, {"is_confirmed": ""}, {"reason": "other", "note": " "}],
)
def test_revocation_without_reason_or_confirmation_changes_nothing(sign_in, changes):
    credential = issued_credential()
    client = sign_in("staff")
    events = AuditEvent.objects.count()
    answer = client.post(REVOKE, revocation(credential, **changes))
    assert answer.status_code == 400
    credential.refresh_from_db()
    assert (credential.state, AuditEvent.objects.count()) == ("issued", events)


def test_one_that_was_revoked_meanwhile_stops_the_whole_revocation(sign_in):
    gone, still = issued_credential(), issued_credential()
    client = sign_in("staff")
    client.post(REVOKE, revocation(gone))
    assert client.post(REVOKE, revocation(gone, still)).status_code == 400
    still.refresh_from_db()
    assert still.state == "issued"


@pytest.mark.parametrize("ids", [["x"], ["1"] * 201])
def test_malformed_choice_is_refused(sign_in, ids):
    assert sign_in("staff").get(REVOKE, {"id": ids}).status_code == 400


def test_empty_choice_leads_back_to_the_table(sign_in):
    answer = sign_in("staff").get(REVOKE)
    assert (answer.status_code, answer["Location"]) == (302, reverse("badges:credentials"))
