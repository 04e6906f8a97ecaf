"""The headline of a report: the worst of what was found, and nothing said of a forgery but that."""

from __future__ import annotations

import pytest
from django.test import Client

from badges.enums import RevocationReason
from badges.forms import RosterForm
from badges.services.revoking import revoke
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import issued_credential

pytestmark = pytest.mark.django_db


def headline_of(text: str) -> str:
    page = Client().post("/verify?lang=en", {"text": text}).content.decode()
    return page.partition('id="report-headline">')[2].partition("<")[0]


def test_a_revoked_badge_is_revoked_and_a_forged_copy_of_it_is_not_valid() -> None:
    credential = issued_credential()
    text = bytes(credential.document).decode()
    revoke([credential], reason=RevocationReason.MISCONDUCT, note="", actor=SYSTEM)
    assert headline_of(text) == "Not valid: revoked"
    assert headline_of(text.replace("홍길동", "임꺽정")) == "Not valid"


def test_a_roster_has_no_badge_chosen_beforehand() -> None:
    issued_credential()
    assert RosterForm().fields["achievement"].choices[0][0] == ""  # type: ignore[attr-defined]
