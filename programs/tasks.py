"""Doors for the worker: a message wakes, the database says what there is to do."""

from __future__ import annotations

import logging

from celery import shared_task

logger = logging.getLogger(__name__)


@shared_task
def sweep() -> None:
    """Find what others have done meanwhile and nobody told: badges issued and revoked."""
    from programs.services import stacking  # services may dispatch tasks: the one cycle

    for step in (stacking.follow_badges,):
        try:
            step()
        except Exception:  # The boundary: what one step stumbles over must not hold up the others.
            logger.exception("A step of the sweep failed: %s.", step.__name__)
