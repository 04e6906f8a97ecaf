"""A badge on other people's pages: anybody may frame it, nobody learns more by it than its holder shows."""

from __future__ import annotations

import pytest
from django.urls import reverse

from badges.enums import RevocationReason
from badges.models import OpeningCount
from badges.services import sharing
from badges.services.revoking import revoke
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import issued_credential

pytestmark = pytest.mark.django_db


@pytest.fixture
def credential():
    credential = issued_credential()
    sharing.publish(credential, actor=SYSTEM)
    return credential


def test_any_page_may_frame_it_and_it_keeps_and_runs_nothing(client, credential):
    _link, token = sharing.create_link(credential, actor=SYSTEM)
    for name, key in (("embed_credential", credential.pk), ("embed_shared", token)):
        answer = client.get(reverse(f"badges:{name}", args=[key]), {"in": "en"})
        assert answer.status_code == 200
        policy = answer["Content-Security-Policy"]
        assert "frame-ancestors *" in policy
        assert "default-src 'none'" in policy
        assert "script-src 'none'" in policy
        assert not answer.has_header("X-Frame-Options")
        assert not answer.cookies
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"
        page = answer.content.decode()
        assert '<html lang="en">' in page
        assert "<script" not in page
    counted = OpeningCount.objects.filter(kind="embed").values_list("count", flat=True)
    assert list(counted) == [2]


def test_it_says_how_the_badge_stands_now(client, credential):
    revoke([credential], reason=RevocationReason.MISCONDUCT, note="", actor=SYSTEM)
    page = client.get(reverse("badges:embed_credential", args=[credential.pk]), {"in": "en"})
    assert "Revoked" in page.content.decode()


def test_what_is_closed_again_is_gone_from_there_in_a_frame_too(client, credential):
    sharing.unpublish(credential, actor=SYSTEM)
    for name, key in (("embed_credential", credential.pk), ("embed_shared", "no-such-token")):
        answer = client.get(reverse(f"badges:{name}", args=[key]), {"in": "en"})
        assert answer.status_code == 404
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "This badge is not shown here any more." in answer.content.decode()
        assert "HONG" not in answer.content.decode()


def test_other_pages_still_refuse_a_frame(client, credential):
    answer = client.get(reverse("badges:credential", args=[credential.pk]))
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_codes_are_of_what_can_be_opened(client, credential, suffix):
    _link, token = sharing.create_link(credential, actor=SYSTEM)
    page = reverse(f"badges:credential_qr_{suffix}", args=[credential.pk])
    linked = reverse(f"badges:shared_qr_{suffix}", args=[token])
    assert [client.get(each).status_code for each in (page, linked)] == [200, 200]
    sharing.unpublish(credential, actor=SYSTEM)
    assert [client.get(each).status_code for each in (page, linked)] == [404, 200]
    assert client.get(reverse(f"badges:shared_qr_{suffix}", args=["x"])).status_code == 404
