"""A report in the reader's language: the switch keeps it, and our own texts come in one language."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from badges.enums import ArtefactKind
from badges.services import sharing
from badges.services.storing import artefact_bytes
from credcenter.kernel.audit import SYSTEM
from tests.badges.strangers import FORMS
from tests.factories.badges import issued_credential

pytestmark = pytest.mark.django_db


def carried(page: str) -> str:
    """What the page would hand in again for the other language."""
    found = re.search(r'<textarea name="text" hidden>(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def test_dropped_image_is_read_in_the_other_language_by_one_button(client):
    credential = issued_credential()
    png = artefact_bytes(credential, ArtefactKind.PNG)
    sent = {"file": SimpleUploadedFile("b.png", png), "recipient": "hong@hanbit.example"}
    page = client.post("/verify?lang=en", sent).content.decode()
    assert '<button class="language" form="again" formaction="?lang=ko"' in page
    again = {"text": carried(page), "recipient": "hong@hanbit.example"}
    other = client.post("/verify?lang=ko", again).content.decode()
    assert '<html lang="ko">' in other
    # The person asked about is another one: that is said in both languages.
    assert (page.count("line is-failed"), other.count("line is-failed")) == (1, 1)
    assert other.count('class="report-line') == page.count('class="report-line')


def test_link_stands_in_the_address_and_the_switch_keeps_it(client, settings):
    credential = issued_credential()
    sharing.publish(credential, actor=SYSTEM)
    url = f"{settings.CREDCENTER_BASE_URL}/credentials/{credential.pk}"
    answer = client.get("/verify", {"url": url, "lang": "en"})
    page = answer.content.decode()
    assert '<h2 id="report-headline">Verified</h2>' in page
    assert re.search(r'<a class="language" href="\?url=[^"]+&amp;lang=ko"', page)
    assert answer["Cache-Control"] == "no-store"
    credential.refresh_from_db()
    assert credential.verified_count == 1
    assert client.head("/verify", {"url": url}).status_code == 200
    credential.refresh_from_db()
    assert credential.verified_count == 1


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "//127.0.0.1/", "x"])
def test_links_that_are_none_are_refused(client, url):
    answer = client.get("/verify", {"url": url, "lang": "en"})
    assert answer.status_code == 400
    assert "report-headline" not in answer.content.decode()


def test_page_with_a_slash_leads_to_the_page(client):
    answer = client.get("/verify/?lang=en&url=x")
    assert (answer.status_code, answer["Location"]) == (301, "/verify?lang=en&url=x")


def test_our_own_texts_come_in_the_language_of_the_page_with_the_signed_ones_beside(client):
    credential = issued_credential()
    text = bytes(credential.document).decode()
    signed = json.loads(text)["credentialSubject"]["achievement"]["name"]
    page = client.post("/verify?lang=en", {"text": text}).content.decode()
    title = f"{credential.version.name.en}"
    assert f"<h2>{title}</h2>" in page
    assert f"<dd>{signed}</dd>" in page


def test_forged_text_is_never_shown_as_ours(client):
    document = json.loads(bytes(issued_credential().document))
    document["credentialSubject"]["achievement"]["name"] = "Doctor of Everything"
    page = client.post("/verify?lang=en", {"text": json.dumps(document)}).content.decode()
    assert '<h2 id="report-headline">Not valid' in page
    assert "<h2>Doctor of Everything</h2>" in page
    assert "Not in our registry" in page
    assert "Known here" not in page


def test_issuer_is_named_by_our_registry(client):
    own = client.post("/verify?lang=en", {"text": bytes(issued_credential().document).decode()})
    assert re.search(
        r'<a href="/issuers/[a-z]+">[^<]+</a>\s+<span class="pill good">', own.content.decode()
    )
    assert "As the document says it" in own.content.decode()


def test_issuer_that_we_do_not_know_is_said_to_be_unknown(client, known_stranger):
    other = client.post("/verify?lang=en", {"text": FORMS["json"]().decode()}).content.decode()
    assert "Not in our registry" in other
    assert "Known here" not in other
