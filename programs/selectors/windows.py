"""When a step may be decided."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from credcenter.kernel import clock
from credcenter.kernel.errors import RuleRefused
from programs.models import DecisionWindow


class Windows:
    """Windows of micro-degrees and steps at one moment. A step that has none is open."""

    def __init__(self, rows: Iterable[DecisionWindow], *, at: dt.datetime) -> None:
        self._at = at
        self._of: defaultdict[tuple[int, str], list[DecisionWindow]] = defaultdict(list)
        for row in rows:
            self._of[row.micro_degree_id, row.step].append(row)

    def open_now(self, micro_degree_id: int, *, step: str) -> DecisionWindow | None:
        """The window that is open, or None: then the step has none, or is closed."""
        rows = self._of.get((micro_degree_id, step), ())
        return next((row for row in rows if row.opens_at <= self._at < row.closes_at), None)

    def is_open(self, micro_degree_id: int, *, step: str) -> bool:
        is_bound = (micro_degree_id, step) in self._of
        return not is_bound or self.open_now(micro_degree_id, step=step) is not None

    def refusal(self, micro_degree_id: int, *, step: str) -> RuleRefused | None:
        """Why a step is not decided now, naming the next time or the last."""
        if self.is_open(micro_degree_id, step=step):
            return None
        rows = self._of[micro_degree_id, step]
        following = [row for row in rows if row.opens_at > self._at]
        if following:
            row = min(following, key=lambda each: each.opens_at)
            said = _("This step is decided from %(opens)s to %(closes)s.")
        else:
            row = max(rows, key=lambda each: each.closes_at)
            said = _(
                "This step was decided until %(closes)s. The credential centre can open it again."
            )
        words = {"opens": _words(row.opens_at), "closes": _words(row.closes_at)}
        return RuleRefused(said % words, code="window_closed")


def windows_now() -> Windows:
    """All windows as they stand at this moment; one query."""
    return Windows(DecisionWindow.objects.all(), at=clock.now())


def all_windows() -> list[DecisionWindow]:
    """For the staff: by micro-degree, in the order of time."""
    return list(DecisionWindow.objects.select_related("micro_degree"))


def _words(moment: dt.datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
