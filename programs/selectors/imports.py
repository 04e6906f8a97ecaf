"""Reads about results files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import NotFound
from credcenter.kernel.refusals import Refusal
from programs.enums import ImportState, ResultStatus
from programs.models import ResultImport

PROGRESS_KEY = "results-progress:%s"
"""Of the cache, where a worker says how far it is."""

IN_WORK = (ImportState.CHECKING, ImportState.APPLYING, ImportState.UNDOING)

LARGE = ("file", "rows", "refusals", "refused", "former", "answer")
"""Columns that grow with the file: lists do without them."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """A results file as its page shows it: the first rows of either kind, and the counts of all.

    `outcome` narrows the rows to those that are created, changed or unchanged; `counts` has how many each are.
    A sound row has the keys of `programs.services.results.rows.ResultRow.to_json` and `status_label`; a refusal's
    `reason` is worded in the active language.
    """

    result_import: ResultImport
    rows: list[Mapping[str, Any]]
    row_count: int
    outcome: str
    counts: Mapping[str, int]
    refusals: list[Refusal]
    refusal_count: int
    summary: Mapping[str, Any]


def recent() -> QuerySet[ResultImport]:
    """All results files, newest first, without their rows."""
    rows = ResultImport.objects.select_related("micro_degree", "uploaded_by", "token")
    return rows.defer(*LARGE)


def by_id(import_id: UUID) -> ResultImport:
    """One results file with its rows; NotFound."""
    return _one(ResultImport.objects.defer("former", "answer"), import_id)


def briefly(import_id: UUID) -> ResultImport:
    """One results file without its rows, for a page that asks every two seconds; NotFound."""
    return _one(ResultImport.objects.defer(*LARGE), import_id)


def progress_of(import_: ResultImport) -> int:
    """How many rows or cases the worker is through with; 0 while it has not said."""
    return int(cache.get(PROGRESS_KEY % import_.pk) or 0)


def _one(rows: QuerySet[ResultImport], import_id: UUID) -> ResultImport:
    found = rows.select_related("micro_degree__program", "uploaded_by", "token").filter(
        pk=import_id
    )
    first = found.first()
    if first is None:
        raise NotFound(_("There is no such results file."), code="import_unknown")
    return first


def preview(import_: ResultImport, *, shown: int, outcome: str = "") -> ImportPreview:
    """The first `shown` rows and refusals of a file; of the rows perhaps only those of an outcome."""
    rows = import_.rows
    if outcome:
        rows = [row for row in rows if row.get("outcome") == outcome]
    return ImportPreview(
        result_import=import_,
        rows=[_labelled(row) for row in rows[:shown]],
        row_count=len(rows),
        outcome=outcome,
        counts=Counter(row.get("outcome", "") for row in import_.rows),
        refusals=refusals_of(import_)[:shown],
        refusal_count=len(import_.refusals),
        summary=import_.summary,
    )


def _labelled(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its states in words, those from before too."""
    labelled = dict(row) | {"status_label": ResultStatus(row["status"]).label}
    if "before" in row:
        before = row["before"]
        labelled["before"] = before | {"status_label": ResultStatus(before["status"]).label}
    return labelled


def refusals_of(import_: ResultImport) -> list[Refusal]:
    """The refused rows."""
    return [Refusal.from_json(each) for each in import_.refusals]
