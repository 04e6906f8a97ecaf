"""An employer's way to a verdict, without an account: by a link, by a file and by a photo of its QR code."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from PIL import Image

from badges.enums import ArtefactKind
from badges.models import Credential
from badges.services import sharing
from badges.services.issuance import issue_waiting
from badges.services.storing import artefact_bytes
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import waiting_request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADLINE = "#report-headline"


@pytest.fixture
def credential() -> Credential:
    waiting = waiting_request()
    issue_waiting(limit=1, worker="test")
    found = Credential.objects.get(request=waiting)
    sharing.publish(found, actor=SYSTEM)
    return found


def photo_of(text: str) -> bytes:
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=5)
    sheet = Image.new("L", (900, 700), 220)
    sheet.paste(Image.frombuffer("L", drawn.shape[::-1], bytes(drawn)), (200, 150))
    out = io.BytesIO()
    sheet.rotate(8, fillcolor=220).save(out, "JPEG")
    return out.getvalue()


def faults(page: Any) -> list[str]:
    return [each["id"] for each in Axe().run(page).response["violations"]]


def test_employer_reads_a_verdict_without_pressing_anything(
    page: Any, live_server: Any, credential: Credential, tmp_path: Path
) -> None:
    # By a link: the page checks itself.
    page.goto(f"{live_server.url}/credentials/{credential.pk}?lang=en")
    assert page.locator(HEADLINE).inner_text() == "Verified"
    assert page.locator("#issuer-verdict").inner_text().strip() == "Signature verified"
    assert faults(page) == []
    # By the file that the applicant sent: chosen, and that is all.
    badge = tmp_path / "badge.png"
    badge.write_bytes(artefact_bytes(credential, ArtefactKind.PNG))
    page.goto(f"{live_server.url}/verify?lang=en")
    page.set_input_files("input[type=file]", badge)
    assert page.locator(HEADLINE).inner_text() == "Verified"
    # In the other language, by the switch in the head of the page.
    page.locator(".language").click()
    page.locator(f"html[lang=ko] {HEADLINE}").wait_for()
    assert faults(page) == []
    # By a photo of the paper.
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(photo_of(f"{settings.CREDCENTER_BASE_URL}/credentials/{credential.pk}"))
    page.set_input_files("input[type=file]", photo)
    page.locator(".report-head code").wait_for()
    assert page.locator(".report.verified").count() == 1
