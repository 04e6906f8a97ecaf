"""One answer to where a request comes from."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from badges.throttling import VerifyThrottle
from credcenter.accounts.adapter import AccountAdapter
from credcenter.accounts.enums import Role
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import SYSTEM
from credcenter.web.actor import actor_of
from credcenter.web.client_address import client_address

PROXY = "10.0.0.1"


def request(forwarded=None, remote=PROXY):
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.7", PROXY),
        (1, None, PROXY),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "1.1.1.1, 203.0.113.7", "203.0.113.7"),
        (2, "1.1.1.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", PROXY),
        (1, "unknown", PROXY),
        (1, "2001:DB8::1", "2001:db8::1"),
        (1, "x" * 500, PROXY),
    ],
)
def test_only_what_our_proxies_wrote_is_believed(settings, proxies, forwarded, address):
    settings.CREDCENTER_PROXIES = proxies
    assert client_address(request(forwarded)) == address


def test_a_socket_file_has_no_address():
    assert client_address(request(remote="")) == ""


@pytest.mark.django_db
def test_sign_in_verification_and_audit_agree(settings):
    settings.CREDCENTER_PROXIES = 1
    asked = request("203.0.113.7")
    asked.user = create_user("a@example.org", name="가", roles=[Role.STAFF], actor=SYSTEM)
    assert AccountAdapter(asked).get_client_ip(asked) == "203.0.113.7"
    assert VerifyThrottle().get_cache_key(asked, None).endswith("-203.0.113.7")
    assert actor_of(asked, Role.STAFF).address == "203.0.113.7"


@pytest.mark.django_db
def test_one_visitor_does_not_use_up_the_allowance_of_another(settings):
    settings.CREDCENTER_PROXIES = 1
    rates = {"DEFAULT_THROTTLE_RATES": {"verify": "1/min"}}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | rates
    client = Client()
    answers = [
        client.post("/api/v1/verify", headers={"x-forwarded-for": address}).status_code
        for address in ("203.0.113.7", "203.0.113.8", "203.0.113.7")
    ]
    assert answers == [400, 400, 429]
