"""A learner's way to a shared link, without scripts, and what whoever gets the link sees."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from badges.models import Credential, ShareLink
from badges.services.issuance import issue_waiting
from learners.models import Learner
from tests.e2e.people import cast
from tests.factories.badges import waiting_request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_CLICKS = 3
"""From the list of badges to the link: the badge, its sharing, "Make a link"."""


@pytest.fixture
def credential() -> Credential:
    waiting = waiting_request()
    issue_waiting(limit=1, worker="test")
    return Credential.objects.get(request=waiting)


def cookie_of(credential: Credential, *, address: str) -> dict[str, str]:
    """The learner's own session."""
    user = cast().learner
    Learner.objects.filter(pk=credential.learner_id).update(user=user)
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


def make_link(wallet: Any) -> tuple[str, int]:
    """The link, and by how many clicks from the list of badges."""
    clicks = 0
    for selector in (".badge-tile a[href*='/credentials/']", "a[href$='/share']"):
        if wallet.locator("form.share-form").count() == 0:
            wallet.locator(selector).first.click()
            clicks += 1
    wallet.locator("form.share-form button").click()
    return wallet.locator("#new-link").inner_text(), clicks + 1


def test_learner_hands_out_a_link_that_shows_no_results(
    browser: Any, page: Any, live_server: Any, credential: Credential
) -> None:
    context = browser.new_context(locale="ko-KR", java_script_enabled=False)
    context.add_cookies([cookie_of(credential, address=live_server.url)])
    wallet = context.new_page()
    wallet.goto(f"{live_server.url}/wallet")
    whole, clicks = make_link(wallet)
    assert clicks <= MOST_CLICKS
    wallet.goto(live_server.url + reverse("badges:share", args=[credential.pk]))
    wallet.uncheck("[name=shows][value=results]")
    part, _clicks = make_link(wallet)
    page.goto(whole)
    assert "82.5" in page.locator("main").inner_text()
    page.goto(part)
    assert page.locator(".alert.success").count() == 1
    assert "82.5" not in page.locator("main").inner_text()
    assert page.context.cookies() == []
    wallet.goto(live_server.url + reverse("badges:share", args=[credential.pk]))
    wallet.locator(".share-links form button").first.click()
    context.close()
    assert sorted(ShareLink.objects.values_list("opened_count", flat=True)) == [1, 1]
    assert page.goto(part).status == 404
