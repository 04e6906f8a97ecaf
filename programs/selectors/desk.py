"""What waits for the staff today."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from badges.enums import CredentialState
from badges.models import IssuanceBatch
from badges.selectors import corrections, credential_table, flags, queue_state
from badges.selectors.credential_table import Wanted
from programs.enums import CompletionState, ImportState
from programs.models import Completion, ResultImport
from programs.selectors.imports import LARGE
from programs.selectors.soon import Turn, turns

UNCLAIMED = Wanted(state=CredentialState.ISSUED, unclaimed=True)
"""Badges that wait in wallets which nobody opened."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Counts of what needs a hand, the batches under way, and those that the system stopped."""

    waiting: int
    returned: int
    reopened: int
    corrections: int
    flags: int
    unapplied: list[ResultImport]
    failed_requests: int
    waiting_requests: int
    batches: list[IssuanceBatch]
    stopped: list[IssuanceBatch]
    unclaimed: int
    turns: list[Turn]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing needs a hand."""
        waiting = (self.waiting, self.returned, self.reopened, self.corrections, self.flags)
        return not any((*waiting, self.failed_requests, self.unapplied, self.stopped))


def desk() -> Desk:
    """The staff's home page, in a constant number of queries."""
    rows = Completion.objects.order_by().values_list("state").annotate(number=Count("id"))
    counts = dict(rows)
    imports = ResultImport.objects.filter(state=ImportState.CHECKED)
    queue = queue_state.counts()
    return Desk(
        waiting=counts.get(CompletionState.IN_REVIEW, 0),
        returned=counts.get(CompletionState.RETURNED, 0),
        reopened=counts.get(CompletionState.REOPENED, 0),
        corrections=corrections.waiting_count(),
        flags=flags.open_count(),
        unapplied=list(imports.select_related("micro_degree").defer(*LARGE)[:5]),
        failed_requests=queue.failed,
        waiting_requests=queue.waiting,
        batches=queue_state.batches_under_way(),
        stopped=queue_state.stopped_batches(),
        unclaimed=credential_table.matching(UNCLAIMED).count(),
        turns=turns(),
    )
