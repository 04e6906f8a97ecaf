"""Console: the badge studio."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from badges.models import AchievementVersion, BadgeDesign, BadgeDesignVersion, Credential
from badges.selectors.achievements import current_version
from badges.services import studio
from badges.studio.design import Design, Words
from badges.studio_forms import values_of
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version, issued_credential

pytestmark = pytest.mark.django_db

LIST, NEW, PICTURE = "/console/studio/", "/console/studio/new", "/console/studio/picture.svg"
_WORDS = Words("데이터 분석", "Data analysis")
_DESIGN = Design(title=_WORDS, alt=_WORDS)


def _chosen(**changes: object) -> dict[str, object]:
    chosen = values_of(_DESIGN, name="분석 배지") | {"do": "save"} | changes
    return {name: value for name, value in chosen.items() if value is not False}


@pytest.mark.parametrize(
    ("role", "status"), [("anonymous", 302), ("learner", 403), ("auditor", 403)]
)
def test_studio_is_for_staff_and_refusals_change_nothing(sign_in, role, status):
    kept = studio.keep_new("가", _DESIGN.to_json(), actor=SYSTEM)
    client, events = sign_in(role), AuditEvent.objects.count()
    page = f"{LIST}{kept.design_id}/"
    for path in (LIST, NEW, PICTURE, page, f"{page}1.svg", f"{page}1.png", f"{page}1.json"):
        assert client.get(path).status_code == status, path
    for path in (LIST, NEW, page, f"{page}use"):
        assert client.post(path, _chosen()).status_code == status, path
    assert (BadgeDesign.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_a_design_is_made_changed_used_and_exported(sign_in):
    version = achievement_version()
    staff = sign_in("staff")
    page = staff.post(NEW, _chosen())["Location"]
    kept = BadgeDesignVersion.objects.get()
    assert (kept.design.name, kept.data) == ("분석 배지", _DESIGN.to_json())
    assert staff.post(page, _chosen(shape="seal"))["Location"] == page
    assert BadgeDesignVersion.objects.count() == 2
    assert staff.post(f"{page}use", {"achievement": version.achievement.code})["Location"] == page
    current = current_version(version.achievement)
    assert current.design == BadgeDesignVersion.objects.get(number=2)
    text = staff.get(page).content.decode()
    assert "SSDO-F" in text
    assert f"{page}1.json" in text
    assert json.loads(staff.get(f"{page}1.json").content) == _DESIGN.to_json()
    with current.artwork.open() as file:
        assert staff.get(f"{page}2.png").content == file.read()
    assert staff.get(f"{page}?version=1").context["form"]["shape"].value() == "hexagon"


def test_previews_keep_nothing_and_propose_and_vary_fill_the_form(sign_in):
    staff = sign_in("staff")
    seen = staff.post(NEW, _chosen(do="preview"))
    assert staff.get(seen.context["pictures"]["at_64"])["Content-Type"] == "image/svg+xml"
    proposed = staff.post(NEW, _chosen(do="propose", alt_ko="", alt_en=""))
    assert proposed.context["form"]["alt_ko"].value() == "데이터 분석 배지"
    varied = staff.post(NEW, _chosen(do="vary")).context["form"].design
    assert varied != _DESIGN
    assert (varied.title, varied.icon, varied.alt) == (_WORDS, _DESIGN.icon, _WORDS)
    assert BadgeDesign.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"alt_ko": ""},
        {"palette": "own", "field": "#8899aa", "accent": "#ffc84f", "ink": "#ffffff"},
        {"palette": "own", "field": "url(x)"},
        {"title_ko": "가" * 61},
        {"title_ko": "\x00"},
        {"reached": "9" * 50},
        {"shape": "<svg>"},
        {"style": "segments", "ring": "on"},
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_kept(sign_in, changes):
    answer = sign_in("staff").post(NEW, _chosen(**changes))
    assert answer.status_code == 400
    assert answer.context["form"].errors
    assert BadgeDesign.objects.count() == 0
    assert AuditEvent.objects.filter(action="badge_design.kept").count() == 0


def test_low_contrast_is_shown_with_its_ratio(sign_in):
    pale = _chosen(palette="own", field="#8899aa", accent="#ffc84f", ink="#ffffff", do="preview")
    text = sign_in("staff").post(f"{NEW}?lang=en", pale).content.decode()
    assert "2.9 : 1" in text
    assert "2.92 : 1" in text


def test_a_design_comes_in_as_json_and_is_kept_only_when_saved(sign_in):
    staff = sign_in("staff")
    data = json.dumps(_DESIGN.to_json() | {"shape": "shield"}).encode()
    answer = staff.post(LIST, {"file": SimpleUploadedFile("badge.json", data)})
    assert answer.context["form"].design.shape == "shield"
    for bad in (b"", b"{", b"[" * 5000, b"\xff\xfe", b"{}", data.replace(b"shield", b"\\u0000")):
        refused = staff.post(LIST, {"file": SimpleUploadedFile("badge.json", bad)})
        assert refused.status_code == 400, bad[:20]
    assert BadgeDesign.objects.count() == 0


@pytest.mark.parametrize("query", ["", "design=", "design=[]", "design={", "design=%00", "size=9"])
def test_no_picture_of_what_is_no_design(sign_in, query):
    assert sign_in("staff").get(f"{PICTURE}?{query}").status_code == 400


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    sign_in, django_assert_num_queries
):
    achievement_version()
    staff = sign_in("staff")
    studio.keep_new("1", _DESIGN.to_json(), actor=SYSTEM)
    staff.get(LIST)
    with django_assert_num_queries(6):
        staff.get(LIST)
    for name in "23":
        studio.keep_new(name, _DESIGN.to_json(), actor=SYSTEM)
    with django_assert_num_queries(6):
        assert len(staff.get(LIST).context["rows"]) == 3
    assert AchievementVersion.objects.count() == 1


def test_a_page_shows_its_holders_own_ring(client):
    version = achievement_version()
    ringed = studio.keep_new("가", replace(_DESIGN, ring=True).to_json(), actor=SYSTEM)
    plain = issued_credential(version)
    own = issued_credential(studio.use(ringed, code=version.achievement.code, actor=SYSTEM))
    Credential.objects.update(shared_at=clock.now())
    for credential, is_own in ((plain, False), (own, True)):
        page = client.get(f"/credentials/{credential.pk}").content.decode()
        assert (f'src="/credentials/{credential.pk}.png"' in page) is is_own
