"""A correction from the holder's wish to the two badges that point at each other, by page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from badges.models import CorrectionRequest, Credential, IssuanceRequest
from badges.openbadges import strict_json
from badges.services import sharing
from badges.services.correcting import Corrected, Wanted, ask, correct_at_once
from badges.services.issuance import issue_waiting
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import achievement_version, award, issued_credential

pytestmark = pytest.mark.django_db

LIST = "/console/corrections/"
WISH = {"name": "홍길순", "explanation": "여권과 다릅니다."}


def address(credential, name="credential"):
    return reverse(f"badges:{name}", args=[credential.pk])


def page_of(correction):
    return reverse("badges:correction", args=[correction.pk])


def wished(credential=None, **wanted):
    said = {"explanation": "x"} | (wanted or {"name": "홍길순"})
    wish = Wanted(**said)
    return ask(credential or issued_credential(), wish, is_by_holder=True, actor=SYSTEM)


@pytest.fixture
def corrected():
    """An old credential and the new one that replaced it."""
    old = issued_credential()
    done = correct_at_once(old, Corrected(name="홍길순"), reason="여권", actor=SYSTEM)
    issue_waiting(limit=5, worker="test")
    old.refresh_from_db()
    return old, Credential.objects.get(request=done.request)


def test_a_holder_asks_and_staff_accept(sign_in):
    credential = issued_credential()
    holder, staff = sign_in("learner", learner=credential.learner), sign_in("staff")
    assert address(credential, "ask_correction") in holder.get(address(credential)).content.decode()
    assert "홍길동" in holder.get(address(credential, "ask_correction")).content.decode()
    assert holder.post(address(credential, "ask_correction"), WISH).status_code == 302
    correction = CorrectionRequest.objects.get()
    assert (correction.is_by_holder, correction.name) == (True, "홍길순")
    # While it waits there is nothing more to ask for.
    assert (
        address(credential, "ask_correction")
        not in holder.get(address(credential)).content.decode()
    )
    assert page_of(correction) in staff.get(LIST).content.decode()
    assert 'value="홍길순"' in staff.get(page_of(correction)).content.decode()
    answer = staff.post(
        page_of(correction), {"decision": "accept", "name": "홍길순", "note": "여권"}
    )
    assert answer.status_code == 302
    issue_waiting(limit=5, worker="test")
    new = Credential.objects.get(supersedes=credential)
    assert address(new) in staff.get(page_of(correction)).content.decode()
    assert "홍길순" in holder.get(address(new)).content.decode()


@pytest.mark.parametrize(
    ("role", "ask_status", "console_status"),
    [("anonymous", 404, 302), ("learner", 404, 403), ("partner", 404, 403), ("faculty", 404, 403)],
)
def test_others_neither_ask_nor_decide(sign_in, role, ask_status, console_status):
    credential = issued_credential()
    sharing.publish(credential, actor=SYSTEM)
    correction, client = wished(), sign_in(role)
    assert client.get(address(credential, "ask_correction")).status_code == ask_status
    assert client.post(address(credential, "ask_correction"), WISH).status_code == ask_status
    for path in (LIST, page_of(correction)):
        assert client.get(path).status_code == console_status
    assert (
        client.post(page_of(correction), {"decision": "accept", "name": "김"}).status_code
        == console_status
    )
    assert list(CorrectionRequest.objects.values_list("state", flat=True)) == ["open"]


def test_staff_ask_for_the_holder_and_see_the_refusals(sign_in):
    credential, staff = issued_credential(), sign_in("staff")
    for bad in ({"explanation": "x"}, {"name": "홍"}, {"name": "=1", "explanation": "x"},
                {"awarded_on": "2999-01-01", "explanation": "x"}):  # fmt: skip
        assert staff.post(address(credential, "ask_correction"), bad).status_code == 400
    assert not CorrectionRequest.objects.exists()
    answer = staff.post(address(credential, "ask_correction"), WISH)
    correction = CorrectionRequest.objects.get()
    assert (answer["Location"], correction.is_by_holder) == (page_of(correction), False)
    assert staff.post(address(credential, "ask_correction"), WISH).status_code == 409
    assert staff.post(page_of(correction), {"decision": "accept"}).status_code == 409
    assert (
        staff.post(page_of(correction), {"decision": "decline", "reason": " "}).status_code == 400
    )
    assert IssuanceRequest.objects.count() == 1


def test_a_declined_wish_shows_its_reason_to_the_holder(sign_in):
    correction, staff = wished(), sign_in("staff")
    answer = staff.post(page_of(correction), {"decision": "decline", "reason": "증빙이 없습니다."})
    assert answer.status_code == 302
    assert staff.post(page_of(correction), {"decision": "accept", "name": "김"}).status_code == 409
    holder = sign_in("learner", learner=correction.credential.learner)
    page = holder.get(address(correction.credential)).content.decode()
    assert "증빙이 없습니다." in page
    assert address(correction.credential, "ask_correction") in page
    assert page_of(correction) not in staff.get(LIST).content.decode()
    assert page_of(correction) in staff.get(f"{LIST}?state=all").content.decode()


def test_scores_are_typed_in_only_where_no_facts_stand_behind(sign_in):
    staff = sign_in("staff")
    free = wished(issued_credential(award=award(evidence=())), results_are_wrong=True)
    bound = wished(results_are_wrong=True)
    assert "result-data-literacy" not in staff.get(page_of(bound)).content.decode()
    assert "/console/completions/?q=" in staff.get(page_of(bound)).content.decode()
    # Full-width digits are read as digits.
    sent = {"decision": "accept", "result-data-literacy": "９１"}
    assert staff.post(page_of(bound), sent).status_code == 409
    for bad in ("NaN", "101", "-1", "91점"):
        answer = staff.post(page_of(free), sent | {"result-data-literacy": bad})
        assert answer.status_code == 400
    assert staff.post(page_of(free), sent).status_code == 302
    request = IssuanceRequest.objects.get(supersedes=free.credential)
    assert request.award["results"] == [{"code": "data-literacy", "value": "91"}]


def test_both_pages_point_at_each_other_for_those_inside(sign_in, corrected):
    old, new = corrected
    for client in (sign_in("staff"), sign_in("learner", learner=old.learner)):
        assert address(new) in client.get(address(old)).content.decode()
        assert address(old) in client.get(address(new)).content.decode()
        links = client.get(address(old, "credential_json"))["Link"]
        assert links == f'<http://testserver{address(new)}>; rel="successor-version"'
        links = client.get(address(new, "credential_json"))["Link"]
        assert links == f'<http://testserver{address(old)}>; rel="predecessor-version"'


@pytest.mark.parametrize("form", ["credential", "credential_json", "credential_png"])
def test_strangers_are_led_on_only_when_the_new_one_is_shared(corrected, form):
    old, new = corrected
    sharing.publish(old, actor=SYSTEM)
    answer = Client().get(address(old, form))
    assert "Link" not in answer
    assert str(new.pk) not in answer.content.decode(errors="replace")
    sharing.publish(new, actor=SYSTEM)
    assert address(new) in Client().get(address(old, form))["Link"]
    sharing.unpublish(old, actor=SYSTEM)
    assert "Link" not in Client().get(address(new, form))


def test_the_old_page_says_replaced_and_not_lost(corrected):
    old, new = corrected
    sharing.publish(old, actor=SYSTEM)
    page = Client().get(f"{address(old)}?lang=en").content.decode()
    assert "replaced by a newer one" in page
    assert "was revoked on" not in page
    assert address(new) not in page


def test_verifying_the_old_one_leads_to_the_shared_new_one(client, corrected):
    old, new = corrected
    document = bytes(old.document).decode()
    sent = {"credential": strict_json.loads_object(document.encode())}

    def verified():
        answer = client.post("/api/v1/verify", sent, content_type="application/json").json()
        page = client.post("/verify", {"text": document}).content.decode()
        return answer["verdict"], answer.get("superseded_by", ""), address(new) in page

    assert verified() == ("invalid", "", False)
    sharing.publish(new, actor=SYSTEM)
    verdict, leads_to, is_linked = verified()
    assert (verdict, leads_to.endswith(address(new)), is_linked) == ("invalid", True, True)
    # Somebody else's document with the id of ours is not led on.
    forged = {"credential": sent["credential"] | {"name": "forged"}}
    answer = client.post("/api/v1/verify", forged, content_type="application/json").json()
    assert "superseded_by" not in answer


@pytest.mark.parametrize("wishes", [1, 3])
def test_list_asks_the_database_as_often_for_many(sign_in, wishes, django_assert_num_queries):
    version = achievement_version()
    for _ in range(wishes):
        wished(issued_credential(version))
    client = sign_in("staff")
    # session, user, roles, count, rows
    with django_assert_num_queries(5):
        client.get(LIST)


@pytest.mark.parametrize("query", [{"state": "x"}, {"page": "x"}, {"state": "accepted"}])
def test_odd_filters_are_no_error(sign_in, query):
    assert sign_in("staff").get(LIST, query).status_code == 200
