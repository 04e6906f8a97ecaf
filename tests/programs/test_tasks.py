"""A large results file in the hands of a real worker."""

from __future__ import annotations

import pytest

from credcenter.kernel.audit import SYSTEM
from programs.enums import ImportState
from programs.models import CourseResult, ResultImport
from programs.services.results import check_results, working
from tests.factories import studies
from tests.support.centre import wait_until
from tests.support.worker import Worker


def test_a_worker_applies_and_undoes(
    celery_worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "AT_ONCE_ROWS", 0)
    rows = "".join(f"2026{n:04},홍길동,SSD101,2026-1,80,completed\n" for n in range(20))
    data = f"student_number,name,course,term,score,status\n{rows}".encode()
    import_ = check_results(
        data, file_name="r.csv", micro_degree=studies.micro_degree(), actor=SYSTEM
    )

    def is_in(state: ImportState) -> bool:
        return ResultImport.objects.get().state == state

    working.apply_next(import_, actor=SYSTEM)
    wait_until(lambda: is_in(ImportState.APPLIED), seconds=30, what="the file is applied")
    assert CourseResult.objects.count() == 20
    import_.refresh_from_db()
    working.undo_next(import_, reason="wrong file", actor=SYSTEM)
    wait_until(lambda: is_in(ImportState.UNDONE), seconds=30, what="the file is undone")
    assert not CourseResult.objects.exists()
