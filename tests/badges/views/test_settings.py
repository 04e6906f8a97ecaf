"""Console: the settings pages."""

from __future__ import annotations

import re

import pytest

from badges.models import Issuer
from badges.services.keys import ensure_signing_key
from credcenter.accounts.models import ApiToken
from credcenter.accounts.tokens import token_of
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent

pytestmark = pytest.mark.django_db

PAGES = ["", "keys/", "roles/", "tokens/", "state/", "mails/", "mails/1.html"]
TOKENS = "/console/settings/tokens/"


@pytest.fixture(autouse=True)
def key():
    return ensure_signing_key(actor=SYSTEM)


@pytest.mark.parametrize("page", PAGES)
def test_settings_are_for_the_staff(sign_in, page):
    address = f"/console/settings/{page}"
    for role, status in (("anonymous", 302), ("faculty", 403), ("auditor", 403), ("staff", 200)):
        assert sign_in(role).get(address).status_code == status


def test_keys_page_shows_public_halves_alone(sign_in, key):
    page = sign_in("staff").get("/console/settings/keys/").content.decode()
    assert key.name in page
    assert "PRIVATE" not in page
    assert '"d"' not in page


def test_issuer_is_described_anew_and_recorded(sign_in):
    said = {"name_ko": "새 이름", "name_en": "New name", "email": "office@example.com"}
    client = sign_in("staff")
    assert client.post("/console/settings/", said | {"email": "nonsense"}).status_code == 400
    assert Issuer.objects.get().name_ko != "새 이름"
    assert client.post("/console/settings/", said).status_code == 302
    assert Issuer.objects.get().name_en == "New name"
    assert AuditEvent.objects.filter(action="issuer.described").count() == 1


def test_token_is_shown_once_and_revoked_by_its_name_with_a_reason(sign_in):
    client = sign_in("staff")
    said = {"name": "LMS", "scopes": ["results"], "days": "90"}
    assert client.post(TOKENS, said | {"scopes": ["everything"]}).status_code == 400
    answer = client.post(TOKENS, said)
    (secret,) = re.findall(r'<pre id="secret">([^<]+)</pre>', answer.content.decode())
    token = ApiToken.objects.get()
    assert token_of(secret) == token
    assert answer["Cache-Control"] == "private, no-store"
    assert secret not in client.get(TOKENS).content.decode()

    end = f"{TOKENS}{token.pk}/revoke"
    assert client.post(end, {"name": "other", "reason": "x"}).status_code == 400
    assert client.post(end, {"name": "LMS", "reason": " "}).status_code == 400
    assert token_of(secret) is not None
    assert client.post(end, {"name": "LMS", "reason": "교체"}).status_code == 302
    assert token_of(secret) is None
    assert AuditEvent.objects.get(action="api_token.revoked").reason == "교체"
    assert client.post(end, {"name": "LMS", "reason": "교체"}).status_code == 409
    assert client.get(f"{TOKENS}999/revoke").status_code == 404


def test_mails_are_shown_without_anybodys_data(sign_in):
    page = sign_in("staff").get("/console/settings/mails/?lang=en").content.decode()
    assert page.count("홍길동") >= 5
    assert page.count("mails/") >= 6
    assert sign_in("staff").get("/console/settings/mails/99.html").status_code == 404
