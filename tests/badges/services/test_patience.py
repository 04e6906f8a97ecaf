"""One verification has one clock, however many documents it asks strangers for."""

from __future__ import annotations

import time

import pytest

from badges.openbadges.errors import Unresolvable
from badges.services.verifying import PATIENCE, Resolver

pytestmark = pytest.mark.django_db


def test_each_document_gets_what_is_left_of_the_time() -> None:
    given: list[float] = []

    def fetch(_url: str, *, limit: int, seconds: float) -> bytes:
        given.append(seconds)
        time.sleep(0.02)
        return b"{}"

    resolver = Resolver(fetch=fetch)
    resolver.resolve("https://one.example/did.json")
    resolver.resolve("https://two.example/status")
    assert PATIENCE >= given[0] > given[1] + 0.01
    resolver._end = time.monotonic()
    with pytest.raises(Unresolvable):
        resolver.resolve("https://three.example/status")
    assert len(given) == 2
