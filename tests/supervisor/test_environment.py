from __future__ import annotations

from pathlib import Path

import pytest

from credcenter.supervisor import address
from credcenter.supervisor.environment import child_environment
from credcenter.supervisor.errors import StartError
from credcenter.supervisor.options import Options


@pytest.fixture
def listener(monkeypatch):
    monkeypatch.delenv("CREDCENTER_BASE_URL", raising=False)
    with address.listen(
        Options(host="127.0.0.1", port=0, data=Path("unused"), demo=False)
    ) as bound:
        yield bound


def test_https_decides_on_the_address_and_tells_the_settings(listener):
    port = listener.getsockname()[1]
    plain = child_environment(listener, data=Path("/data"))
    safe = child_environment(listener, data=Path("/data"), https=True)
    assert (plain["CREDCENTER_BASE_URL"], plain["CREDCENTER_HTTPS"]) == (
        f"http://127.0.0.1:{port}",
        "off",
    )
    assert (safe["CREDCENTER_BASE_URL"], safe["CREDCENTER_HTTPS"]) == (
        f"https://localhost:{port}",
        "on",
    )


def test_an_address_of_the_persons_own_stays_if_it_is_https(listener, monkeypatch):
    monkeypatch.setenv("CREDCENTER_BASE_URL", "https://badges.example")
    found = child_environment(listener, data=Path("/data"), https=True)
    assert found["CREDCENTER_BASE_URL"] == "https://badges.example"
    monkeypatch.setenv("CREDCENTER_BASE_URL", "http://badges.example")
    with pytest.raises(StartError, match="CREDCENTER_BASE_URL"):
        child_environment(listener, data=Path("/data"), https=True)
