"""Console: the table's pages, filters kept under a name, the list as a file, and revoking all that match."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import IntegrityError, transaction

from badges.enums import FlagKind
from badges.models import Credential, CredentialFlag, Notice, SavedFilter
from badges.services import sharing
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import (
    achievement_version,
    issued_credential,
    learner,
    waiting_request,
)

pytestmark = pytest.mark.django_db

TABLE = "/console/credentials/"
REVOKE = "/console/credentials/revoke"
EXPORT = "/console/credentials/export.csv"


def shown(page) -> list[str]:
    return re.findall(r'name="id" value="([^"]+)"', page.content.decode())


def test_narrowed_by_day_sharing_and_flag(sign_in):
    plain, page, linked, flagged = (issued_credential() for _ in range(4))
    sharing.publish(page, actor=SYSTEM)
    sharing.create_link(linked, actor=SYSTEM)
    CredentialFlag.objects.create(credential=flagged, kind=FlagKind.RESULTS_CHANGED)
    Credential.objects.filter(pk=plain.pk).update(awarded_on=dt.date(2025, 2, 1))
    client = sign_in("staff")
    wanted = {
        ("since", "2026-01-01"): {page, linked, flagged}, ("until", "2025-12-31"): {plain},
        ("shared", "yes"): {page, linked}, ("shared", "no"): {plain, flagged},
        ("flagged", "on"): {flagged}, ("since", "gestern"): {plain, page, linked, flagged},
    }  # fmt: skip
    for query, expected in wanted.items():
        found = shown(client.get(TABLE, dict([query])))
        assert sorted(found) == sorted(str(each.pk) for each in expected), query


@pytest.mark.parametrize("order", ["", "oldest", "holder"])
def test_pages_follow_each_other_without_loss_in_both_directions(sign_in, order):
    version = achievement_version()
    rows = [issued_credential(version) for _ in range(3)]
    # A whole batch has one time: then the key decides.
    Credential.objects.update(minted_at=clock.now())
    for number in range(52 - len(rows)):
        _copy(rows[number % 3], number)
    client, pages, query = sign_in("staff"), [], {"order": order}
    for _ in range(3):
        page = client.get(TABLE, query)
        pages.append(shown(page))
        ahead = re.search(r'rel="next" href="\?[^"]*after=([0-9a-f-]+)', page.content.decode())
        query = {"order": order, "after": ahead[1]} if ahead else {}
    assert [len(each) for each in pages] == [25, 25, 2]
    assert len({each for page in pages for each in page}) == 52
    back = client.get(TABLE, {"order": order, "before": pages[2][0]})
    assert shown(back) == pages[1]


def _copy(credential: Credential, number: int) -> None:
    request = credential.request
    person = learner()
    request.pk, request.source_key, request.learner = None, f"copy:{number}", person
    request._state.adding = True
    request.id = credential.id.__class__(int=number + 1)
    request.save()
    twin = Credential.objects.get(pk=credential.pk)
    twin.pk, twin.request, twin.learner = credential.id.__class__(int=number + 1), request, person
    twin.status_index = 100_000 + number
    twin._state.adding = True
    twin.save()


def test_filter_is_kept_once_by_name_for_its_owner_alone_and_removed(sign_in):
    issued_credential()
    mine, other = sign_in("staff"), sign_in("staff")
    address = f"{TABLE}?state=issued&nonsense=1"
    assert mine.post(address, {"name": "2월 수여"}).status_code == 302
    kept = SavedFilter.objects.get()
    assert kept.query == "state=issued"
    assert mine.post(address, {"name": "2월 수여"}).status_code == 409
    assert other.post(address, {"name": "2월 수여"}).status_code == 302
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedFilter.objects.create(owner=kept.owner, name=kept.name, query="")
    assert "2월 수여" not in sign_in("staff").get(TABLE).content.decode()
    assert other.post(f"{TABLE}filters/{kept.pk}/remove").status_code == 404
    assert mine.post(f"{TABLE}filters/{kept.pk}/remove")["Location"] == f"{TABLE}?state=issued"
    assert SavedFilter.objects.filter(owner=kept.owner).count() == 0


def test_list_leaves_as_a_file_with_a_reason_and_without_formulas(sign_in):
    issued_credential(learner=learner(name="=cmd|' /C calc'!A0"))
    issued_credential(achievement_version("SSDO-A"))
    client = sign_in("staff")
    assert client.post(f"{EXPORT}?achievement=SSDO-F", {"reason": " "}).status_code == 400
    assert not AuditEvent.objects.filter(action="credentials.exported").exists()
    answer = client.post(f"{EXPORT}?achievement=SSDO-F", {"reason": "감사 자료"})
    head, row, *rest = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert (head.split(",")[0], rest) == ("student_number", [])
    assert "'=cmd" in row
    event = AuditEvent.objects.get(action="credentials.exported")
    assert (event.reason, event.details["rows"]) == ("감사 자료", "1")


def test_all_that_match_are_revoked_with_the_number_typed(sign_in):
    version = achievement_version("SSDO-A")
    matching = [issued_credential(version) for _ in range(2)]
    left, client = issued_credential(), sign_in("staff")
    page = client.get(REVOKE, {"all": "1", "achievement": "SSDO-A"}).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(all|query|seal)" value="([^"]*)"', page))
    said = hidden | {"reason": "misconduct", "note": ""}
    assert client.post(REVOKE, said | {"count": "3"}).status_code == 400
    late = issued_credential(version)
    assert client.post(REVOKE, said | {"count": "3"}).status_code == 409
    assert Credential.objects.filter(state="revoked").count() == 0
    Credential.objects.filter(pk=late.pk).update(achievement=left.achievement)
    assert client.post(REVOKE, said | {"count": "2"}).status_code == 302
    revoked = Credential.objects.filter(state="revoked").values_list("pk", flat=True)
    assert sorted(revoked) == sorted(each.pk for each in matching)


def test_nobody_revokes_everything_by_leaving_the_filter_empty(sign_in):
    issued_credential()
    client = sign_in("staff")
    assert client.get(REVOKE, {"all": "1"}).status_code == 400
    said = {"all": "1", "query": "", "seal": "", "reason": "misconduct", "count": "1"}
    assert client.post(REVOKE, said).status_code == 400
    assert Credential.objects.get().state == "issued"


def test_staff_page_tells_the_history_and_sends_a_mail_again(sign_in, mailoutbox):
    credential = issued_credential()
    client, notice = sign_in("staff"), Notice.objects.get()
    page = client.get(f"{TABLE}{credential.pk}/?lang=en").content.decode()
    assert "Signed and issued" in page
    resend = f"{TABLE}mails/{notice.pk}/resend"
    assert client.post(resend).status_code == 409
    Notice.objects.update(sent_at=clock.now())
    assert sign_in("faculty").post(resend).status_code == 403
    assert client.post(resend).status_code == 302
    notice.refresh_from_db()
    assert notice.sent_at is None
    assert AuditEvent.objects.filter(action="credential.mail_resent").count() == 1
    assert client.get(f"{TABLE}{credential.request_id}/").status_code == 404


def test_not_claimed_is_what_no_holder_has_signed_in_for_since(sign_in):
    unseen, seen, early = (issued_credential() for _ in range(3))
    for credential, at in ((seen, clock.now()), (early, credential_time(early))):
        sign_in("learner", learner=credential.learner)
        person = (
            type(credential.learner).objects.select_related("user").get(pk=credential.learner_id)
        )
        person.user.last_login = at
        person.user.save()
    found = shown(sign_in("staff").get(TABLE, {"unclaimed": "on"}))
    assert sorted(found) == sorted([str(unseen.pk), str(early.pk)])


def credential_time(credential: Credential) -> dt.datetime:
    assert credential.issued_at is not None
    return credential.issued_at - dt.timedelta(days=1)


def test_failed_requests_are_listed_and_tried_again_by_staff_alone(sign_in):
    row = waiting_request()
    type(row).objects.filter(pk=row.pk).update(state="failed", finished_at=clock.now())
    address = "/console/issuing/requests/failed/"
    client = sign_in("staff")
    assert row.learner.student_number in client.get(address).content.decode()
    assert sign_in("faculty").post(address).status_code == 403
    assert client.get("/console/issuing/requests/nonsense/").status_code == 404
    assert client.post("/console/issuing/requests/waiting/").status_code == 404
    row.refresh_from_db()
    assert row.state == "failed"
    assert client.post(address).status_code == 302
    row.refresh_from_db()
    assert row.state == "requested"
