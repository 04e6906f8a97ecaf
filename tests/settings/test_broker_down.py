"""A broker that is down or hangs costs a page about two seconds at most."""

from __future__ import annotations

import socket
import time

import pytest
from celery import Celery
from django.conf import settings
from kombu.exceptions import OperationalError


def publish(url: str) -> float:
    """Seconds until publishing was refused, with the project's own options."""
    app = Celery("refused", broker=url, set_as_current=False)
    app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    app.conf.broker_connection_timeout = settings.CELERY_BROKER_CONNECTION_TIMEOUT
    app.conf.task_publish_retry = settings.CELERY_TASK_PUBLISH_RETRY
    began = time.monotonic()
    with pytest.raises(OperationalError):
        app.send_task("anything", ignore_result=True)
    return time.monotonic() - began


def test_a_broker_that_is_down_is_noticed_at_once(tmp_path):
    assert publish(f"redis+socket://{tmp_path}/none.sock") < 1


def test_a_broker_that_hangs_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert 1 < publish(f"redis://127.0.0.1:{port}/0") < 4
