"""What a link to a page shows elsewhere: a picture and tags of public pages, nothing of private ones."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from badges import link_picture
from badges.link_picture import Words
from badges.services import sharing
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import issued_credential

pytestmark = pytest.mark.django_db


def tags_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta property="(og:[a-z:]+)" content="([^"]*)">', page))


def test_open_page_has_a_picture_and_a_closed_one_has_none(sign_in, settings):
    credential = issued_credential()
    picture = reverse("badges:credential_picture", args=[credential.pk])
    page = reverse("badges:credential", args=[credential.pk])
    holder = sign_in("learner", learner=credential.learner)
    assert holder.get(picture).status_code == 404
    assert 'content="noindex, nofollow"' in holder.get(page).content.decode()
    sharing.publish(credential, actor=SYSTEM)
    tags = tags_of(Client().get(f"{page}?lang=en").content.decode())
    assert tags["og:url"] == f"{settings.CREDCENTER_BASE_URL}{page}"
    assert tags["og:image"] == f"{settings.CREDCENTER_BASE_URL}{picture}?lang=en"
    answer = Client().get(picture)
    with Image.open(io.BytesIO(answer.content)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
    again = Client().get(picture, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    sharing.unpublish(credential, actor=SYSTEM)
    assert Client().get(picture, headers={"if-none-match": answer["ETag"]}).status_code == 404


def test_page_behind_a_link_tells_other_sites_nothing(client):
    credential = issued_credential()
    sharing.publish(credential, actor=SYSTEM)
    _link, token = sharing.create_link(credential, actor=SYSTEM)
    page = client.get(reverse("badges:shared", args=[token])).content.decode()
    assert 'content="noindex, nofollow"' in page
    assert "canonical" not in page
    assert tags_of(page) == {}


def test_achievement_and_issuer_have_theirs(client):
    credential = issued_credential()
    for path in (
        reverse("badges:achievement_picture", args=[credential.achievement_id]),
        reverse("badges:issuer_picture", args=[credential.issuer.slug]),
    ):
        assert client.get(path)["Content-Type"] == "image/png"
        page = client.get(path.removesuffix("/preview.png"), headers={"accept": "text/html"})
        assert tags_of(page.content.decode())["og:image"].endswith(f"{path}?lang=ko")


def test_words_that_are_too_long_are_cut_and_the_warning_changes_the_picture():
    long = Words(title="가" * 3000, issuer="b " * 3000, foot="f", holder="c" * 500)
    assert link_picture.drawn(None, long).startswith(b"\x89PNG")
    good, revoked = Words("가", "나", "f"), Words("가", "나", "f", warning="취소")
    assert link_picture.drawn(None, good) != link_picture.drawn(None, revoked)
