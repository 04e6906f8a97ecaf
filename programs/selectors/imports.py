"""Reads about results files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import NotFound
from credcenter.kernel.refusals import Refusal
from programs.enums import ResultStatus
from programs.models import ResultImport


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """A results file as its page shows it: the first rows of either kind, and the counts of all.

    A sound row has the keys of `programs.services.results.rows.ResultRow.to_json` and `status_label`; a refusal's
    `reason` is worded in the active language.
    """

    result_import: ResultImport
    rows: list[Mapping[str, Any]]
    row_count: int
    refusals: list[Refusal]
    refusal_count: int
    summary: Mapping[str, Any]


def recent() -> QuerySet[ResultImport]:
    """All results files, newest first, without their rows."""
    rows = ResultImport.objects.select_related("micro_degree", "uploaded_by")
    return rows.defer("rows", "refusals")


def by_id(import_id: UUID) -> ResultImport:
    """One results file with its rows; NotFound."""
    rows = ResultImport.objects.select_related("micro_degree", "uploaded_by")
    found = rows.filter(pk=import_id).first()
    if found is None:
        raise NotFound(_("There is no such results file."), code="import_unknown")
    return found


def preview(import_: ResultImport, *, shown: int) -> ImportPreview:
    """The first `shown` rows and refusals of a file."""
    return ImportPreview(
        result_import=import_,
        rows=[
            row | {"status_label": ResultStatus(row["status"]).label}
            for row in import_.rows[:shown]
        ],
        row_count=len(import_.rows),
        refusals=refusals_of(import_)[:shown],
        refusal_count=len(import_.refusals),
        summary=import_.summary,
    )


def refusals_of(import_: ResultImport) -> list[Refusal]:
    """The refused rows."""
    return [Refusal.from_json(each) for each in import_.refusals]
