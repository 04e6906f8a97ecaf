"""Doors for the worker: a message wakes, the database says what there is to do."""

from __future__ import annotations

import logging

from celery import shared_task

logger = logging.getLogger(__name__)


@shared_task
def issue_waiting() -> None:
    """Issue one claim of waiting requests; as long as there are more, others are woken meanwhile."""
    from badges.services import issuance  # a service dispatches this task: the one cycle

    issuance.work(worker=issue_waiting.request.hostname or "worker")


@shared_task
def sweep() -> None:
    """Find what a lost message or a dead worker left: requests, stale status lists, unsent notices."""
    from badges.services import batches, failing, notifying, request, status_publishing  # as above

    for step in (
        failing.give_up_on_poison,
        batches.start_due,
        batches.cancel_leftovers,
        batches.finish_done,
        request.wake_if_forgotten,
        status_publishing.publish_stale,
        notifying.wake_if_due,
    ):
        try:
            step()
        except Exception:  # The boundary: what one step stumbles over must not hold up the others.
            logger.exception("A step of the sweep failed: %s.", step.__name__)


@shared_task
def publish_status_list(list_id: str) -> None:
    """Sign a status list again after a revocation."""
    from badges.services import status_publishing  # as above

    status_publishing.publish(list_id)


@shared_task
def send_notices() -> None:
    """Send some of the mails that are due; as long as there are more, wake again."""
    from badges.services import notifying  # as above

    notifying.send_due()
    notifying.wake_if_due()
