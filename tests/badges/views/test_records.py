"""Learners' records: made by their holder, seen by who may, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from badges.enums import RevocationReason
from badges.models import LearnerRecord
from badges.openbadges import unbake
from badges.services import gathering, publishing, recording, sharing
from badges.services.revoking import revoke
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import issued_credential, learner
from tests.factories.records import Graduate, graduate, whole_record

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
FORMS = ("record", "record_json", "record_png", "record_svg")
LIST = "/wallet/records"


@pytest.fixture
def person() -> Graduate:
    return graduate()


@pytest.fixture
def record() -> LearnerRecord:
    return whole_record(issued_credential().learner)


def address(record: LearnerRecord, name: str = "record") -> str:
    return reverse(f"badges:{name}", args=[record.pk])


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("staff", 403), ("faculty", 403), ("partner", 403), ("learner", 200)],
)
def test_records_are_made_by_learners(sign_in: SignIn, role: str, status: int) -> None:
    client = sign_in(role)
    assert client.get(LIST).status_code == status
    posted = client.post(LIST, {"scope": "whole"}).status_code
    assert posted == (404 if role == "learner" else status)
    assert not LearnerRecord.objects.exists()


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
def test_a_private_record_is_there_for_staff_only(
    sign_in: SignIn, record: LearnerRecord, role: str, status: int
) -> None:
    client = sign_in(role, learner=learner() if role == "learner" else None)
    answers = [client.get(address(record, form)).status_code for form in FORMS]
    assert answers == [status] * len(FORMS)


def test_its_holder_opens_it_to_anyone_and_closes_it_again(
    sign_in: SignIn, record: LearnerRecord
) -> None:
    holder = sign_in("learner", learner=record.learner)
    url = f"{settings.CREDCENTER_BASE_URL}/records/{record.pk}"
    for word, status in (("yes", 200), ("no", 404)):
        assert holder.post(f"{address(record)}/page", {"open": word}).status_code == 302
        answers = [Client().get(address(record, form)).status_code for form in FORMS]
        assert answers == [status] * len(FORMS)
        assert (publishing.own_document(url) is not None) == (word == "yes")
    actions = AuditEvent.objects.filter(action__startswith="record.page")
    assert list(actions.values_list("action", flat=True)) == [
        "record.page_opened",
        "record.page_closed",
    ]


def test_nobody_else_opens_it(sign_in: SignIn, record: LearnerRecord) -> None:
    for role in ("staff", "learner", "anonymous"):
        answer = sign_in(role).post(f"{address(record)}/page", {"open": "yes"})
        assert answer.status_code == 404
    record.refresh_from_db()
    assert record.shared_at is None


def test_files_are_the_signed_bytes(sign_in: SignIn, record: LearnerRecord) -> None:
    client, document = sign_in("staff"), bytes(record.document)
    as_json = client.get(address(record, "record_json"))
    assert as_json.content == document
    assert f'record-whole-{str(record.pk)[:8]}.json"' in as_json["Content-Disposition"]
    as_png = client.get(address(record, "record_png"))
    assert (as_png["Content-Type"], unbake(as_png.content)) == ("image/png", document)
    as_svg = client.get(address(record, "record_svg"))
    assert (as_svg["Content-Type"], unbake(as_svg.content)) == ("image/svg+xml", document)
    assert as_svg["Content-Security-Policy"].startswith("default-src 'none'")
    negotiated = client.get(address(record), headers={"accept": "application/vc"})
    assert (negotiated["Content-Type"], negotiated.content) == ("application/vc", document)


def test_the_wallet_makes_each_kind_and_the_same_once(sign_in: SignIn, person: Graduate) -> None:
    client = sign_in("learner", learner=person.learner)
    held = person.held
    asked = [
        {"scope": "whole"},
        {"scope": "whole"},
        {"scope": "achievement", "credential": str(held["SSDO-F"].pk)},
        {"scope": "chosen", "id": [str(held["OTHER"].pk), str(held["SSD101"].pk)]},
    ]
    places = [client.post(LIST, each).headers["Location"] for each in asked]
    assert places[0] == places[1]
    assert len(set(places)) == LearnerRecord.objects.count() == 3
    page = client.get(f"{LIST}?lang=en").content.decode()
    assert "Record of Social Service Data Foundations" in page
    assert all(place in page for place in places)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 400),
        ({"scope": "all"}, 400),
        ({"scope": "chosen"}, 400),
        ({"scope": "chosen", "id": ["x"]}, 400),
        ({"scope": "chosen", "id": ["00000000-0000-4000-8000-000000000000"]}, 400),
        ({"scope": "chosen", "id": ["x"] * 101}, 400),
        ({"scope": "achievement"}, 400),
        ({"scope": "achievement", "credential": "00000000-0000-4000-8000-000000000000"}, 404),
        ({"scope": "whole"}, 409),
    ],
)
def test_what_cannot_be_made_is_told_on_the_page(
    sign_in: SignIn, asked: dict[str, object], status: int
) -> None:
    answer = sign_in("learner", learner=learner()).post(LIST, asked)
    assert answer.status_code == status
    assert 'class="alert error"' in answer.content.decode()
    assert not LearnerRecord.objects.exists()


def test_somebody_elses_badge_is_not_there_to_make_a_record_of(
    sign_in: SignIn, person: Graduate
) -> None:
    client = sign_in("learner", learner=learner())
    degree = str(person.held["SSDO-F"].pk)
    for asked in (
        {"scope": "achievement", "credential": degree},
        {"scope": "chosen", "id": degree},
    ):
        assert client.post(LIST, asked).status_code in (400, 404)
    assert not LearnerRecord.objects.exists()


def test_a_badge_with_parts_offers_its_holder_a_record(sign_in: SignIn, person: Graduate) -> None:
    client = sign_in("learner", learner=person.learner)
    offer = 'name="scope" value="achievement"'
    offers = {
        code: offer in client.get(reverse("badges:credential", args=[each.pk])).content.decode()
        for code, each in person.held.items()
    }
    assert offers == {"SSDO-F": True, "SSD101": False, "OLD102": False, "OTHER": False}
    staff = sign_in("staff").get(reverse("badges:credential", args=[person.held["SSDO-F"].pk]))
    assert offer not in staff.content.decode()


def test_the_page_names_what_is_inside_and_how_it_stands(sign_in: SignIn, person: Graduate) -> None:
    record = whole_record(person.learner)
    revoke([person.held["OTHER"]], reason=RevocationReason.OTHER, note="x", actor=SYSTEM)
    client = sign_in("learner", learner=person.learner)
    page = client.get(f"{address(record)}?lang=en").content.decode()
    assert "1 badge of this record is no longer valid." in page
    assert page.count('<li>\n      <div>\n        <p class="inside-name"><a') == 4
    assert "Parts" in page
    verified = client.get(f"{address(record)}?verify=1&lang=en").content.decode()
    assert "Not valid as a whole" in verified


def test_who_is_sent_a_record_gets_no_way_to_badges_that_are_closed(person: Graduate) -> None:
    record = whole_record(person.learner)
    sharing.publish(record, actor=SYSTEM)
    sharing.publish(person.held["SSDO-F"], actor=SYSTEM)
    page = Client().get(address(record)).content.decode()
    assert [str(each.pk) in page for each in person.held.values()].count(True) == 1
    assert person.learner.student_number not in page


@pytest.mark.parametrize("badges", [1, 3])
def test_pages_ask_the_database_as_often_for_many_badges(
    sign_in: SignIn,
    badges: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    someone = graduate()
    chosen = list(someone.held.values())[:badges]
    contents = gathering.chosen(someone.learner, [each.pk for each in chosen])
    record = recording.record(contents, actor=SYSTEM)
    client = sign_in("learner", learner=someone.learner)
    # session, user, record, roles, entries, what is in force
    with django_assert_num_queries(6):
        client.get(address(record))
    # session, user, roles, learner (once for the record and once for its badges), count, records, badges
    with django_assert_num_queries(7):
        client.get(LIST)


def test_the_verification_page_reads_a_record_badge_by_badge(person: Graduate) -> None:
    record = whole_record(person.learner)
    revoke([person.held["OTHER"]], reason=RevocationReason.OTHER, note="x", actor=SYSTEM)
    text = bytes(record.document).decode()
    page = Client().post("/verify?lang=en", {"text": text}).content.decode()
    assert "Badges in this record" in page
    inside = page.partition('<ul class="inside">')[2].partition("</ul>")[0]
    assert inside.count("Verified") == 3
    assert inside.count("Revoked") == 1
    answer = (
        Client()
        .post("/api/v1/verify", f'{{"credential": {text}}}', content_type="application/json")
        .json()
    )
    (components,) = (check for check in answer["checks"] if check["id"] == "components")
    outcomes = [part["outcome"] for part in components["parts"]]
    assert (len(outcomes), outcomes.count("failed")) == (4, 1)
