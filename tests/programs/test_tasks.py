"""Large results files, stacking and reminders in the hands of a real worker."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings

from credcenter.accounts.enums import Role
from credcenter.celery import app
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from programs.enums import CompletionState, ImportState
from programs.models import (
    Completion,
    CourseResult,
    CurriculumVersion,
    DecisionReminder,
    ResultImport,
)
from programs.services.results import check_results, working
from tests.factories import badges, studies
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


def test_what_the_beat_sends_makes_a_case_appear_and_a_mail_go_out(celery_worker: Worker) -> None:
    """A badge that nobody told the programs of, and a case that has waited for ten days."""
    program = studies.program()
    studies.micro_degree("SSDO-F", of=program)
    advanced = studies.micro_degree("SSDO-A", of=program)
    CurriculumVersion.objects.filter(micro_degree=advanced).update(
        rules=studies.RULES | {"requires": ["SSDO-F"]}
    )
    learner = badges.learner()
    built = studies.waiting_completion(of=advanced, learner=learner)
    badges.issued_credential(badges.achievement_version("SSDO-F"), learner=learner)
    late = studies.waiting_completion(of=program.micro_degrees.get(code="SSDO-F"))
    long_ago = clock.now() - dt.timedelta(days=10)
    Completion.objects.filter(pk=late.pk).update(waiting_since=long_ago)
    professor = studies.user(Role.FACULTY)
    for name in ("programs", "remind"):
        entry = settings.CELERY_BEAT_SCHEDULE[name]
        app.send_task(entry["task"], **entry["options"])
    wait_until(
        lambda: Completion.objects.get(pk=built.pk).state == CompletionState.IN_REVIEW,
        seconds=30,
        what="the case appears",
    )
    wait_until(
        lambda: DecisionReminder.objects.filter(user=professor, sent_at__isnull=False).exists(),
        seconds=30,
        what="the mail goes out",
    )
