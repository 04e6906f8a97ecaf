"""The certificate to print: what is signed and how it stands, and nothing for whom the badge is not."""

from __future__ import annotations

import datetime as dt

import pytest
import typst
import zxingcpp
from django.urls import reverse
from PIL import Image

from badges import certificate
from badges.adapters import typesetting
from badges.enums import CertificateText, KeyState, RevocationReason
from badges.models import Credential
from badges.selectors.credentials import by_id
from badges.selectors.numbers import number_of
from badges.services import certifying, sharing
from badges.services.certifying import Way, sheet_of
from badges.services.revoking import revoke
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import issued_credential, learner

pytestmark = pytest.mark.django_db

WAY = Way("https://badges.hanbit.example/credentials/x?verify=1", (certificate.SCAN,))


@pytest.fixture
def credential():
    return by_id(issued_credential().pk)


def address(credential):
    return reverse("badges:credential_pdf", args=[credential.pk])


def sheet(credential, text=CertificateText.BOTH, *, has_results=True):
    return sheet_of(credential, way=WAY, languages=text, has_results=has_results)


def test_both_languages_stand_on_one_sheet(credential):
    said = sheet(credential)
    assert said["holder"] == ["홍길동", "HONG Gildong"]
    assert said["title"] == ["사회서비스 데이터 기초", "Social Service Data Foundations"]
    assert said["date"] == ["2026년 2월 20일", "20 February 2026"]
    assert said["number_line"][0] == f"제 {number_of(credential)} 호"
    facts = {each["label"][1]: each["value"] for each in said["facts"]}
    assert (facts["Credits"], facts["Term"]) == ("12", "2025-2")
    assert said["results"] == [
        {
            "name": "데이터 문해력 (Data literacy)",
            "value": "82.5 / 100",
            "level": "실무 (Practitioner)",
        }
    ]
    assert sheet(credential, has_results=False)["results"] == []


def test_one_language_is_that_of_the_signed_texts_that_we_know(credential):
    said = sheet(credential, CertificateText.EN)
    assert (said["holder"], said["title"]) == (
        ["HONG Gildong"],
        ["Social Service Data Foundations"],
    )
    assert said["results"][0]["name"] == "Data literacy"
    credential.learner.name_en = "HONG Gil-dong"
    assert sheet(credential, CertificateText.EN)["holder"] == ["홍길동 (HONG Gildong)"]


def test_file_is_small_tagged_and_the_same_each_time(sign_in, credential):
    client = sign_in("learner", learner=credential.learner)
    first = client.get(address(credential), {"results": "yes"})
    assert (first.status_code, first["Content-Type"]) == (200, "application/pdf")
    assert first["Content-Disposition"].startswith('attachment; filename="SSDO-F-')
    assert b"<pdfuaid:part>1</pdfuaid:part>" in first.content
    assert len(first.content) < 300_000
    assert client.get(address(credential), {"results": "yes"}).content == first.content
    assert client.get(address(credential), {"text": "fr"}).status_code == 400


def test_printed_code_leads_to_the_address_however_long_the_texts_are(tmp_path, credential):
    said = sheet(credential)
    said["title"] = [
        "사회서비스 데이터운용과 돌봄 체계의 융합 설계 " * 7,
        "Operations and Design " * 12,
    ]
    said["holder"] = ["황보" * 40, "HWANGBO " * 25]
    said["results"] = [
        dict(said["results"][0], name="데이터 문해력 " * 12)
    ] * certifying.MAX_RESULTS
    picture = tmp_path / "badge.png"
    Image.new("RGBA", (60, 60)).save(picture)
    typesetting._lay_out(tmp_path, data=said, pictures={})
    compiler = typst.Compiler(root=tmp_path, font_paths=typesetting._fonts())
    page = compiler.compile(certifying._source(), format="png", ppi=110)
    assert isinstance(page, bytes), "more than one page"
    (tmp_path / "page.png").write_bytes(page)
    with Image.open(tmp_path / "page.png") as drawn:
        assert [code.text for code in zxingcpp.read_barcodes(drawn)] == [WAY.address]


def test_name_in_a_script_without_our_font_still_gets_its_sheet(sign_in):
    odd = issued_credential(learner=learner(name="🙂 #panic() $x$ \\ <b>", name_en=""))
    answer = sign_in("learner", learner=odd.learner).get(address(odd))
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_code_leads_where_its_reader_may_go(rf, credential):
    from badges.views.access import Seen
    from badges.views.files import _way_to_verify

    request = rf.get("/")
    closed = _way_to_verify(request, Seen(credential), ends_at=None)
    assert (closed.address, certificate.ASK in closed.how) == ("http://testserver/verify", True)
    sharing.publish(credential, actor=SYSTEM)
    opened = _way_to_verify(request, Seen(by_id(credential.pk)), ends_at=None)
    assert opened.address == f"http://testserver/credentials/{credential.pk}?verify=1"
    ends = dt.datetime(2026, 12, 31, tzinfo=dt.UTC)
    linked = _way_to_verify(request, Seen(credential, token="t"), ends_at=ends)
    assert linked.address == "http://testserver/s/t?verify=1"
    assert certificate.until("2026-12-31") in linked.how


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": RevocationReason.MISCONDUCT}, "certificate_revoked"),
        ({"reason": RevocationReason.SUPERSEDED}, "certificate_superseded"),
    ],
)
def test_what_is_no_longer_valid_is_refused_with_the_reason(sign_in, credential, change, code):
    revoke([credential], note="", actor=SYSTEM, **change)
    client = sign_in("learner", learner=credential.learner)
    answer = client.get(address(credential), headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (409, code)


def test_compromised_key_and_expiry(credential):
    credential.signing_key.state = KeyState.COMPROMISED
    with pytest.raises(certifying.Conflict):
        certifying.certify(credential, way=WAY, languages=CertificateText.BOTH, has_results=False)
    assert sheet(credential)["mark"] == ""
    document = bytes(credential.document).replace(
        b'"validFrom"', b'"validUntil":"2020-01-01T00:00:00Z","validFrom"'
    )
    Credential.objects.filter(pk=credential.pk).update(document=document)
    over = sheet(by_id(credential.pk))
    assert over["mark"] == "유효 기간 만료"
    assert clock.now().year > 2020
    assert "Valid until" in [each["label"][1] for each in over["facts"]]


def test_sheets_are_counted_with_verifications(client, settings, credential):
    rates = {"DEFAULT_THROTTLE_RATES": {"verify": "1/min"}}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | rates
    sharing.publish(credential, actor=SYSTEM)
    first, second = client.get(address(credential)), client.get(address(credential))
    assert (first.status_code, second.status_code) == (200, 429)
    assert 0 < int(second["Retry-After"]) <= 61


@pytest.mark.parametrize("role", ["anonymous", "learner", "faculty"])
def test_closed_badge_has_none_for_others(sign_in, credential, role):
    assert sign_in(role).get(address(credential)).status_code == 404
    _link, token = sharing.create_link(credential, actor=SYSTEM)
    whole = sign_in(role).get(reverse("badges:shared_pdf", args=[token]))
    assert (whole.status_code, whole["Referrer-Policy"]) == (200, "no-referrer")
