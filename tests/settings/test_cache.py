"""The cache counts on while its server is away."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from credcenter import cache as module
from credcenter.celery import app


@pytest.fixture(autouse=True)
def _ask_again_at_once(monkeypatch):
    monkeypatch.setattr(module, "RETRY_AFTER_SECONDS", 0.0)


def test_counts_in_the_server_while_it_answers(valkey_server):
    cache.set("attempts", 1)
    assert cache.incr("attempts") == 2
    valkey_server.stop()
    valkey_server.start()
    assert cache.get("attempts") == 2


def test_counts_on_in_memory_while_the_server_is_away(without_broker):
    cache.clear()
    assert cache.add("attempts", 1)
    assert not cache.add("attempts", 5)
    assert cache.incr("attempts") == 2
    assert cache.get_many(["attempts", "other"]) == {"attempts": 2}
    assert cache.get_or_set("other", 7) == 7


def test_returns_to_the_server_when_it_is_back(valkey_server):
    valkey_server.stop()
    cache.set("attempts", 9)
    valkey_server.start()
    assert cache.get("attempts") is None


def test_clearing_the_cache_leaves_the_queues(valkey_server):
    app.send_task("credcenter.kernel.tasks.heartbeat")
    cache.set("attempts", 1)
    cache.clear()
    with app.connection_for_read() as connection:
        assert connection.default_channel.client.llen("default") == 1
