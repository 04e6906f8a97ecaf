"""How long a learner waits for a single badge while a batch of 10,000 is issued.

From the last approver's decision (the service, its transaction and its evidence) until the badge stands in the
wallet's page, which the learner loads again and again over HTTP. Five learners, spread over the batch; the slowest.
"""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.day import CODE, EXAMPLE, Day
from benchmarks.frame import Answer, main
from tests.support.centre import wait_until
from tests.support.visitor import Visitor

COUNT, QUICK = 10_000, 600
LEARNERS = 5
PASSWORD = "돌다리도 두드려 본다 1"  # noqa: S105 (of people who live as long as the benchmark)


def measure(*, quick: bool) -> Answer:
    """A single badge during a batch of 10,000: seconds from approval to wallet."""
    count = QUICK if quick else COUNT
    with Day() as day:
        day.open_web()
        cases = _cases()
        wallets = [_signed_in(day.centre.url, case) for case in cases]
        before = day.issued()
        day.apply(count)
        waits = []
        for number, (case, wallet) in enumerate(zip(cases, wallets, strict=True)):
            _wait_for(day, issued=before + number * count // (LEARNERS + 1))
            waits.append(_seconds_to_wallet(case, wallet))
        left = before + count + LEARNERS - day.issued()
    if left <= 0:
        raise RuntimeError("the batch was over before the last approval")
    waits.sort()
    line = (
        f"single badge during a batch of {count:,}: {waits[-1]:.2f} s from approval to wallet"
        f" at the most, {waits[LEARNERS // 2]:.2f} s in the middle"
    )
    return Answer(
        figures={"single_issue_s": round(waits[-1], 2)},
        lines=(line,),
        details={"seconds": [round(each, 2) for each in waits], "left_in_batch": left},
    )


def _wait_for(day: Day, *, issued: int) -> None:
    wait_until(lambda: day.issued() >= issued, seconds=600, what="the batch goes on")


def _seconds_to_wallet(case: Any, wallet: Visitor) -> float:
    began = time.monotonic()
    _approve(case, by="faculty2")
    wait_until(lambda: "/credentials/" in wallet.page("/wallet")[1], seconds=60, what="the badge")
    return time.monotonic() - began


def _cases() -> list[Any]:
    """Cases of learners who have done everything; the department has approved them."""
    from django.core.management import call_command  # needs Django, as below

    from credcenter.accounts.enums import Role
    from credcenter.accounts.services import create_user
    from credcenter.kernel.audit import SYSTEM
    from programs.enums import CompletionState
    from programs.models import Completion

    for name in ("faculty1", "faculty2"):
        create_user(f"{name}@hanbit.example", name=name, roles=[Role.FACULTY], actor=SYSTEM)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "results.csv"
        file.write_text(_results(), encoding="utf-8")
        call_command("import_results", file, "--micro-degree", CODE, stdout=io.StringIO())
    cases = list(Completion.objects.filter(state=CompletionState.IN_REVIEW).order_by("pk"))
    for case in cases:
        _approve(case, by="faculty1")
    return cases


def _results() -> str:
    """What the example's first learner has done, done by five."""
    with (EXAMPLE / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    model = [row for row in rows if row["student_number"] == rows[0]["student_number"]]
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(model[0]))
    writer.writeheader()
    for number in range(LEARNERS):
        person = {"student_number": f"L{number}", "email": f"l{number}@hanbit.example"}
        writer.writerows(row | person for row in model)
    return out.getvalue()


def _approve(case: Any, *, by: str) -> None:
    from credcenter.accounts.enums import Role
    from credcenter.accounts.models import User
    from credcenter.kernel.audit import Actor
    from programs.enums import Decision
    from programs.services.approval import decide

    user = User.objects.get(email=f"{by}@hanbit.example")
    decide(
        case.pk,
        decision=Decision.APPROVED,
        reason="",
        user=user,
        roles=[Role.FACULTY],
        actor=Actor(role="faculty", user_id=user.pk),
    )


def _signed_in(url: str, case: Any) -> Visitor:
    from credcenter.accounts.enums import Role
    from credcenter.accounts.services import create_user
    from credcenter.kernel.audit import SYSTEM
    from learners.services.accounts import connect_account

    learner = case.enrolment.learner
    user = create_user(
        learner.email, name=learner.name, roles=[Role.LEARNER], actor=SYSTEM, password=PASSWORD
    )
    connect_account(learner, user=user, actor=SYSTEM)
    visitor = Visitor(url)
    visitor.sign_in(learner.email, password=PASSWORD)
    return visitor


if __name__ == "__main__":
    main(measure)
