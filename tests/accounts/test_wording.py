"""Sentences of django-allauth that our catalogue words anew."""

from __future__ import annotations

from pathlib import Path

import allauth
import polib
import pytest
from django.test import Client
from django.utils import translation

from credcenter.accounts.services import create_user
from credcenter.accounts.wording import SAID_ANEW
from credcenter.kernel import audit

CATALOGUE = Path(allauth.__file__).parent / "locale" / "ko" / "LC_MESSAGES" / "django.mo"
PASSWORD = "correct-horse-7"


def test_each_is_still_said_there_and_ours_comes_first() -> None:
    theirs = {entry.msgid: entry.msgstr for entry in polib.mofile(str(CATALOGUE))}

    with translation.override("ko"):
        same = [each for each in SAID_ANEW if translation.gettext(each) == theirs[each]]
    assert same == []


@pytest.mark.django_db
def test_somebody_who_signs_in_reads_it(client: Client) -> None:
    create_user("a@example.org", name="윤서진", roles=[], actor=audit.SYSTEM, password=PASSWORD)

    sent = {"login": "a@example.org", "password": PASSWORD}
    page = client.post("/accounts/login/?lang=ko", sent, follow=True).content.decode()

    assert "윤서진 님으로 로그인했습니다." in page
