"""The worker says that it is alive."""

from __future__ import annotations

from celery import shared_task

from credcenter.kernel import pulse


@shared_task
def heartbeat() -> None:
    """Sent by the beat, run by a worker: its trace proves that both and the broker work."""
    pulse.beat("worker")
