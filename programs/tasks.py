"""Doors for the worker: a message wakes, the database says what there is to do."""

from __future__ import annotations

import logging
from uuid import UUID

from celery import shared_task

logger = logging.getLogger(__name__)


@shared_task
def work_on_results(import_id: str) -> None:
    """Check, apply or undo a large results file, whichever it waits for."""
    from programs.services.results import working  # a service dispatches this task: the one cycle

    working.work(UUID(import_id))


@shared_task
def sweep() -> None:
    """Find what others have done meanwhile and nobody told: badges issued, made late and revoked, files left lying."""
    from programs.services import reopening, stacking, telling  # as above
    from programs.services.results import working

    for step in (
        stacking.follow_badges,
        reopening.flag_late,
        working.wake_forgotten,
        telling.send_due,
    ):
        try:
            step()
        except Exception:  # The boundary: what one step stumbles over must not hold up the others.
            logger.exception("A step of the sweep failed: %s.", step.__name__)


@shared_task
def discard_forgotten() -> None:
    """Throw away results files that were handed in long ago and never applied."""
    from programs.services.results import receiving  # as above

    receiving.discard_forgotten()


@shared_task
def remind() -> None:
    """Tell those who may decide of cases that have waited long, once a period."""
    from programs.services import reminding  # as above

    reminding.note_due()
    reminding.send_due()
