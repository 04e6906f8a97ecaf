"""The long steps of a results file, done by a worker: checking, applying, undoing.

A file's state says which step waits. Small files are done at once by who asks. A message only wakes; when it is lost,
the sweep sends another, and a worker that finds the file in other hands leaves it. A step that is refused puts the
file back where it was, with the reason; nothing of it is kept.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import Error as DatabaseFault
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from badges.services import waking
from credcenter.accounts.enums import Role
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.bulk import many_objects
from credcenter.kernel.contention import as_transient
from credcenter.kernel.errors import Conflict, CredcenterError, TransientError
from credcenter.kernel.progress import Tick
from programs import tasks
from programs.enums import ImportState
from programs.locks import lock_import
from programs.models import ResultImport
from programs.selectors.imports import PROGRESS_KEY
from programs.services.results.applying import apply_results
from programs.services.results.checking import fill
from programs.services.results.mapping import ColumnMapping
from programs.services.results.recognising import recognise
from programs.services.results.undoing import undo_results

logger = logging.getLogger(__name__)

AT_ONCE_BYTES = 64 * 1024
AT_ONCE_ROWS = 500
"""What is done while the page loads, within a second; more waits for a worker."""

FORGOTTEN_AFTER = dt.timedelta(minutes=5)
"""Several times what the largest file takes; then its worker is taken for dead."""

_TELL_EVERY = 1000

_FREE: dict[str, Any] = {"woken_at": None, "taken_at": None, "fault": ""}
"""Of a file that no worker has or was told of."""

_BACK_TO = {
    ImportState.CHECKING: ImportState.UPLOADED,
    ImportState.APPLYING: ImportState.CHECKED,
    ImportState.UNDOING: ImportState.APPLIED,
}


def check_next(import_: ResultImport) -> None:
    """Check a file whose columns are known: now, or by a worker. Raises what reading it raises when done now."""
    if len(import_.file or b"") <= AT_ONCE_BYTES:
        _now(import_)
    else:
        _later(import_)


def apply_next(import_: ResultImport, *, actor: Actor) -> None:
    """Apply a checked file: now, or by a worker; raises what `apply_results` raises when done now."""
    if len(import_.rows) <= AT_ONCE_ROWS:
        apply_results(import_, actor=actor)
        return
    _begin(import_, before=ImportState.CHECKED, state=ImportState.APPLYING, actor=actor)


def undo_next(import_: ResultImport, *, reason: str, actor: Actor) -> None:
    """Undo an applied file: now, or by a worker; raises what `undo_results` raises when done now."""
    if len(import_.rows) <= AT_ONCE_ROWS:
        undo_results(import_, reason=reason, actor=actor)
        return
    _begin(
        import_,
        before=ImportState.APPLIED,
        state=ImportState.UNDOING,
        reason=reason,
        actor=actor,
    )


def work(import_id: UUID) -> None:
    """Do the step that a file waits for; nothing when it waits for none. Ends in a recorded state."""
    import_ = ResultImport.objects.select_related("micro_degree").filter(pk=import_id).first()
    if import_ is None or import_.state not in _BACK_TO or not _take(import_):
        return
    with translation.override(import_.language or "ko"):
        try:
            _now(import_)
        except TransientError:
            _forget(import_)
        except CredcenterError:
            logger.info("A step of the results file %s was refused.", import_id)
        except DatabaseFault as fault:
            if as_transient(fault) is None:
                raise
            _forget(import_)
        except (
            Exception
        ):  # The boundary of the task: the file must not wait for ever for what cannot be done.
            logger.exception("A step of the results file %s failed.", import_id)
            _put_back(import_, fault=_("Something went wrong on our side. Nothing was changed."))


def wake_forgotten() -> int:
    """Tell a worker of files whose message was lost or whose worker died; how many there were."""
    old = Q(woken_at__isnull=True) | Q(woken_at__lt=clock.now() - FORGOTTEN_AFTER)
    rows = ResultImport.objects.filter(old, state__in=list(_BACK_TO))
    found = list(rows.values_list("pk", flat=True))
    return sum(_wake(import_id) for import_id in found)


def _take(import_: ResultImport) -> bool:
    """Whether this worker has the file: a message comes a second time while the first is still worked on."""
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=clock.now() - FORGOTTEN_AFTER)
    rows = ResultImport.objects.filter(free, pk=import_.pk, state=import_.state)
    return rows.update(taken_at=clock.now()) == 1


def _now(import_: ResultImport) -> None:
    """Raises what the step raises, the file put back with the reason."""
    step = _STEPS[ImportState(import_.state)]
    try:
        step(import_)
    except TransientError:
        raise
    except CredcenterError as error:
        _put_back(import_, fault=str(error))
        raise
    finally:
        cache.delete(PROGRESS_KEY % import_.pk)


def _begin(
    import_: ResultImport,
    *,
    before: ImportState,
    state: ImportState,
    actor: Actor,
    reason: str = "",
) -> None:
    """Let a file wait for a worker; `applied_by` and the audit trail say who asked."""
    with transaction.atomic():
        rows = ResultImport.objects.filter(pk=import_.pk, state=before)
        language = translation.get_language() or "ko"
        values = {"applied_by_id": actor.user_id} if state == ImportState.APPLYING else {}
        if not rows.update(state=state, language=language, **_FREE, **values):
            message = _("The results file is in another state by now. Look at it once more.")
            raise Conflict(message, code="import_state")
        audit.record(f"results.{state.value}", subject=import_, actor=actor, reason=reason)
        transaction.on_commit(lambda: _wake(import_.pk))
    import_.refresh_from_db(fields=["state"])


def _later(import_: ResultImport) -> None:
    transaction.on_commit(lambda: _wake(import_.pk))


def _wake(import_id: UUID) -> bool:
    is_sent = waking.send(tasks.work_on_results, str(import_id), queue="default")
    ResultImport.objects.filter(pk=import_id).update(woken_at=clock.now() if is_sent else None)
    return is_sent


def _check(import_: ResultImport) -> None:
    """No transaction is open while the file is read; what was chosen meanwhile wins."""
    found = recognise(bytes(import_.file or b""), file_name=import_.file_name)
    mapping = ColumnMapping.from_json(import_.mapping)
    with many_objects():
        fill(import_, found=found, mapping=mapping, tick=_teller(import_))
    with transaction.atomic():
        locked = lock_import(import_.pk)
        if locked is None or locked.state != ImportState.CHECKING:
            return
        if locked.mapping != import_.mapping:
            return
        import_.state, import_.fault = ImportState.CHECKED, ""
        import_.save(
            update_fields=["state", "fault", "format", "rows", "refusals", "refused", "summary"]
        )
        details = {"rows": len(import_.rows), "refused": len(import_.refusals)}
        audit.record("results.checked", subject=locked, actor=_uploader(import_), details=details)


def _apply(import_: ResultImport) -> None:
    apply_results(import_, actor=_staff(import_.applied_by_id), tick=_teller(import_))


def _undo(import_: ResultImport) -> None:
    undo_results(import_, actor=audit.SYSTEM, tick=_teller(import_))


_STEPS: dict[ImportState, Callable[[ResultImport], None]] = {
    ImportState.CHECKING: _check,
    ImportState.APPLYING: _apply,
    ImportState.UNDOING: _undo,
}


def _uploader(import_: ResultImport) -> Actor:
    return _staff(import_.uploaded_by_id)


def _staff(user_id: int | None) -> Actor:
    return audit.SYSTEM if user_id is None else Actor(role=Role.STAFF.value, user_id=user_id)


def _teller(import_: ResultImport) -> Tick:
    """Notes how much is done where a page can read it: the transaction's own rows are not seen before its end."""
    done = told = 0

    def tell(steps: int) -> None:
        nonlocal done, told
        done += steps
        if done - told >= _TELL_EVERY:
            told = done
            cache.set(PROGRESS_KEY % import_.pk, done, timeout=600)

    return tell


def _put_back(import_: ResultImport, *, fault: str) -> None:
    state = ImportState(import_.state)
    ResultImport.objects.filter(pk=import_.pk, state=state).update(
        state=_BACK_TO.get(state, state), **(_FREE | {"fault": fault[:2000]})
    )


def _forget(import_: ResultImport) -> None:
    """The next sweep tries again."""
    ResultImport.objects.filter(pk=import_.pk).update(**_FREE)
