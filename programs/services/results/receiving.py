"""A results file from upload to check: kept, recognised, its columns chosen; or discarded before it was applied."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from credcenter.kernel import audit, clock
from credcenter.kernel.audit import SYSTEM, Actor
from credcenter.kernel.errors import Conflict, InputTooLarge
from programs.enums import ImportFormat, ImportState
from programs.locks import lock_import
from programs.models import MicroDegree, ResultImport
from programs.services.results.checking import require_curriculum
from programs.services.results.headers import is_ours
from programs.services.results.mapping import ColumnMapping, sound
from programs.services.results.recognising import MAX_BYTES, Recognised, recognise
from programs.services.results.rows import REQUIRED_COLUMNS
from programs.services.results.sources import mapping_of, remember

logger = logging.getLogger(__name__)

SAMPLE_LINES = 12
"""Lines of a file that are read to say what it is: Canvas has up to four that are none."""


def receive_file(
    data: bytes, *, file_name: str, micro_degree: MicroDegree, actor: Actor
) -> ResultImport:
    """Keep an uploaded file. It waits for its columns to be chosen, or to be checked when they are our own.

    Raises InvalidInput or InputTooLarge for a file that as a whole cannot be read, RuleRefused for a micro-degree
    without rules.
    """
    if len(data) > MAX_BYTES:
        message = _("The file is larger than %(megabytes)d MB.") % {"megabytes": MAX_BYTES >> 20}
        raise InputTooLarge(message, code="too_large")
    require_curriculum(micro_degree)
    found = recognise(data, file_name=file_name, first=SAMPLE_LINES)
    is_own = found.kind is ImportFormat.TABLE and is_ours(
        found.table.header, required=REQUIRED_COLUMNS
    )
    made = ResultImport(
        micro_degree=micro_degree,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        file=data,
        format=found.kind,
        mapping=mapping_of(found).to_json(),
        state=ImportState.CHECKING if is_own else ImportState.UPLOADED,
        uploaded_by_id=actor.user_id,
        language=_language(),
    )
    with transaction.atomic():
        made.save(force_insert=True)
        details = {"format": made.format, "sha256": made.sha256}
        audit.record("results.uploaded", subject=made, actor=actor, details=details)
    return made


def sample_of(import_: ResultImport) -> Recognised:
    """The first rows of a file that waits, for whoever chooses its columns; Conflict when it is not kept any more."""
    if import_.file is None:
        raise _gone()
    return recognise(bytes(import_.file), file_name=import_.file_name, first=SAMPLE_LINES)


def choose_columns(import_: ResultImport, mapping: ColumnMapping, *, actor: Actor) -> None:
    """Say what the columns mean, and let the file be checked; the choice is remembered for such files.

    Raises InvalidInput for a choice that does not do (see `mapping.sound`), Conflict once the file was applied.
    """
    found = sample_of(import_)
    chosen = sound(mapping, header=found.table.header)
    with transaction.atomic():
        locked = _locked(import_, states=(ImportState.UPLOADED, ImportState.CHECKED))
        _set(
            locked,
            mapping=chosen.to_json(),
            state=ImportState.CHECKING,
            fault="",
            woken_at=None,
            taken_at=None,
            language=_language(),
        )
        remember(found, chosen)
        audit.record(
            "results.columns_chosen", subject=locked, actor=actor, details=chosen.to_json()
        )
    import_.refresh_from_db(fields=["mapping", "state", "fault", "language"])


def discard_import(import_: ResultImport, *, actor: Actor) -> None:
    """Throw a file away that was not applied: that there was one is kept, its rows are not. Conflict otherwise."""
    states = (ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED)
    with transaction.atomic():
        locked = _locked(import_, states=states)
        _set(
            locked,
            state=ImportState.DISCARDED,
            file=None,
            rows=[],
            refusals=[],
            refused={},
            fault="",
        )
        audit.record("results.discarded", subject=locked, actor=actor)
    import_.refresh_from_db()


def discard_forgotten() -> int:
    """Throw away what nobody applied for `CREDCENTER_DISCARD_UPLOADS_AFTER_DAYS`; how many files.

    A file of results is personal data that is kept for a purpose, and the purpose has gone.
    """
    old = clock.now() - dt.timedelta(days=settings.CREDCENTER_DISCARD_UPLOADS_AFTER_DAYS)
    waiting = (ImportState.UPLOADED, ImportState.CHECKED)
    rows = ResultImport.objects.filter(state__in=waiting, uploaded_at__lt=old)
    discarded = 0
    for each in rows.only("pk", "state").order_by("pk"):
        try:
            discard_import(each, actor=SYSTEM)
        except Conflict:
            # Somebody came back to it at this very moment.
            logger.info("The results file %s is not forgotten after all.", each.pk)
        else:
            discarded += 1
    return discarded


def _locked(import_: ResultImport, *, states: tuple[ImportState, ...]) -> ResultImport:
    locked = lock_import(import_.pk)
    if locked is None or locked.state not in states:
        raise _gone()
    return locked


def _gone() -> Conflict:
    message = _("This upload was applied or discarded meanwhile. Upload the file again.")
    return Conflict(message, code="import_state")


def _set(import_: ResultImport, **values: Any) -> None:
    ResultImport.objects.filter(pk=import_.pk).update(**values)


def _language() -> str:
    """In which language a worker words what it finds: that of who waits for it."""
    return get_language() or "ko"
