"""Doors for the worker: a message wakes, the database says what there is to do."""

from __future__ import annotations

import logging

from celery import shared_task

logger = logging.getLogger(__name__)


@shared_task
def sweep() -> None:
    """Find what others have done meanwhile and nobody told: badges issued, made late and revoked."""
    from programs.services import reopening, stacking  # services may dispatch tasks: the one cycle

    for step in (stacking.follow_badges, reopening.flag_late):
        try:
            step()
        except Exception:  # The boundary: what one step stumbles over must not hold up the others.
            logger.exception("A step of the sweep failed: %s.", step.__name__)


@shared_task
def remind() -> None:
    """Tell those who may decide of cases that have waited long, once a period."""
    from programs.services import reminding  # as above

    reminding.note_due()
    reminding.send_due()
