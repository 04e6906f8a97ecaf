"""The refused rows of a file as a file: to be mended where the reason stands, and handed in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.tables import Table
from programs.models import ResultImport
from programs.selectors.imports import refusals_of
from programs.services.results.headers import REASON

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_they_stood(table: Table, *, numbers: Collection[int]) -> dict[str, Any]:
    """The rows of these numbers with the header, as JSON: `header`, and `rows` by number."""
    rows = {
        str(row.number): list(row.cells.values()) for row in table.rows if row.number in numbers
    }
    return {"header": list(table.header), "rows": rows}


def error_file(import_: ResultImport, *, actor: Actor) -> bytes:
    """CSV of the refused rows with a column that says why, in the active language; with the mark that Excel wants.

    A cell that a spreadsheet would run gets an apostrophe before it (CWE-1236). That it was fetched is in the audit
    trail: it names people.
    """
    with transaction.atomic():
        audit.record("results.refused_rows_fetched", subject=import_, actor=actor)
    refused = import_.refused or {"header": [], "rows": {}}
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    kept = [at for at, name in enumerate(refused["header"]) if name not in REASON]
    writer.writerow([refused["header"][at] for at in kept] + [_("reason")])
    for refusal in refusals_of(import_):
        cells = refused["rows"].get(str(refusal.row), [])
        row = [cells[at] if at < len(cells) else "" for at in kept]
        writer.writerow([_harmless(cell) for cell in (*row, refusal.reason)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def template_file() -> bytes:
    """CSV with our own header and a row that shows how to fill it in."""
    header = "student_number,name,name_en,email,course,term,score,grade,credits,status"
    example = "2026000001,홍길동,HONG Gildong,gildong@example.ac.kr,ABC101,2026-1,85.5,,3,completed"
    return f"\ufeff{header}\r\n{example}\r\n".encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
