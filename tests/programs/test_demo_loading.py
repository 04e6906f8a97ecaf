"""How the demo is loaded: from wherever it was cut off, and around what a centre said of itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

from badges.models import Credential
from programs.demo import accounts
from tests.factories.demo import load_demo, row_counts


@pytest.fixture(autouse=True)
def _own_accounts_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_file", lambda: tmp_path / "demo-accounts.json")


def test_a_load_that_was_cut_off_goes_on_where_it_stopped(
    db: None, without_broker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut.setattr("programs.demo.loading._revoke_one", lambda _cast: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            load_demo()
    before = row_counts()
    assert "ready" in load_demo()
    changed = {label for label, count in row_counts().items() if count != before[label]}
    assert changed == {"kernel.AuditEvent", "badges.Notice"}


def test_a_centre_with_a_name_keeps_it(
    db: None, without_broker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CREDCENTER_ISSUER_IS_NAMED", True)
    monkeypatch.setattr(settings, "CREDCENTER_ISSUER_NAME_EN", "Another Centre")
    load_demo()
    names = {json.loads(bytes(c.document))["issuer"]["name"] for c in Credential.objects.all()}
    assert names
    assert all("Hanbit" not in name for name in names)
