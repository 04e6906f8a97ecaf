"""A roster waits privately between preview and apply."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.storage import default_storage

from badges.adapters import drafts
from badges.models import IssuanceBatch
from badges.selectors import batches
from badges.services import roster_drafts
from credcenter.accounts.enums import Role
from credcenter.accounts.services import create_user
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM, Actor
from credcenter.kernel.errors import Conflict
from tests.factories.badges import achievement_version


def keep(user_id=7):
    return roster_drafts.keep(b"data", file_name="반.csv", achievement_code="A", user_id=user_id)


def test_kept_roster_comes_back_to_its_owner():
    draft, data = roster_drafts.find(keep(), user_id=7)
    assert (draft.file_name, draft.achievement_code, data) == ("반.csv", "A", b"data")


def test_another_persons_draft_is_refused():
    with pytest.raises(Conflict):
        roster_drafts.find(keep(), user_id=8)


@pytest.mark.parametrize("token", ["", "x", "a:b:c"])
def test_changed_token_is_refused(token):
    with pytest.raises(Conflict):
        roster_drafts.find(token or keep() + "x", user_id=7)


def test_discarded_draft_is_gone():
    token = keep()
    draft, _data = roster_drafts.find(token, user_id=7)
    roster_drafts.discard(draft)
    with pytest.raises(Conflict):
        roster_drafts.find(token, user_id=7)


def test_what_was_left_lying_is_thrown_away(monkeypatch):
    old, _data = roster_drafts.find(keep(), user_id=7)
    later = clock.now() + roster_drafts.LIFE + dt.timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert drafts.discard_older_than(roster_drafts.LIFE) >= 1
    assert not default_storage.exists(old.name)


@pytest.mark.django_db
def test_form_that_is_sent_twice_at_the_same_moment_is_one_batch(monkeypatch):
    achievement_version("A")
    user = create_user("staff@hanbit.example", name="s", roles=[Role.STAFF], actor=SYSTEM)
    actor = Actor(role="staff", user_id=user.pk)
    roster = b"student_number,name,awarded_on\n20260001,kim,2026-02-20\n"
    token = roster_drafts.keep(roster, file_name="a.csv", achievement_code="A", user_id=user.pk)
    # Both of them look before either has its batch, and find the file still there.
    monkeypatch.setattr(roster_drafts, "discard", lambda _draft: None)
    looks = iter([None, None])
    find = batches.of_draft
    monkeypatch.setattr(batches, "of_draft", lambda *a, **k: next(looks, find(*a, **k)))
    first, second = (roster_drafts.apply(token, user_id=user.pk, actor=actor) for _ in range(2))
    assert first == second
    assert IssuanceBatch.objects.count() == 1
