"""A message finds its worker, in the order of the queues, and survives both of them."""

from __future__ import annotations

import time

from credcenter.celery import app
from credcenter.kernel import pulse
from credcenter.kernel.models import Heartbeat
from tests.factories.badges import waiting_request
from tests.support.worker import forget_everything, waiting_messages

HEARTBEAT = "credcenter.kernel.tasks.heartbeat"


def test_a_worker_that_starts_says_so_without_a_beat(celery_worker):
    # Killed with a message in hand, it would keep that from others for a minute.
    celery_worker.wait_until_idle()
    celery_worker.kill()
    Heartbeat.objects.all().delete()
    celery_worker.start()
    until_fresh()


def test_a_worker_that_starts_sweeps_without_a_beat(celery_worker):
    celery_worker.wait_until_idle()
    celery_worker.kill()
    waiting = waiting_request()
    forget_everything()
    celery_worker.start()
    celery_worker.wait_until_idle()
    waiting.refresh_from_db()
    assert waiting.state == "issued"


def until_fresh():
    deadline = time.monotonic() + 5
    while not pulse.is_fresh("worker"):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_message_waits_for_a_broker_and_a_worker_that_were_away(celery_worker, valkey_server):
    celery_worker.kill()
    app.send_task(HEARTBEAT)
    valkey_server.stop()
    valkey_server.start()
    assert waiting_messages() == 1
    celery_worker.start()
    celery_worker.wait_until_idle()
    assert waiting_messages() == 0
    until_fresh()


def test_a_worker_comes_back_to_a_broker_that_was_away(celery_worker, valkey_server):
    valkey_server.stop()
    time.sleep(1)
    valkey_server.start()
    app.send_task(HEARTBEAT)
    celery_worker.wait_until_idle()
    assert pulse.is_fresh("worker")


def test_the_page_queue_overtakes_the_batch_queue(celery_worker):
    celery_worker.kill()
    for queue in ("mail", "batch", "default", "interactive"):
        app.send_task("unknown.task", queue=queue, task_id=f"from-{queue}")
    began = len(celery_worker.log.read_text())
    celery_worker.start()
    celery_worker.wait_until_idle()
    log = celery_worker.log.read_text()[began:]
    places = [log.index(f"from-{queue}") for queue in ("interactive", "default", "batch", "mail")]
    assert places == sorted(places)
