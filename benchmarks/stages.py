"""Where the time of a batch goes: CPU of one worker's process, stage by stage, and of the database beside it.

One process issues as a worker does, and a timer on its CPU looks a thousand times a second at which stage it is in.
Nothing is compared; the figures say where the next improvement is to be looked for.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from benchmarks.day import Day
from benchmarks.frame import Answer, main

COUNT, QUICK = 3_000, 300
INTERVAL = 0.001
STAGES = {
    "services/claiming.py": "claim",
    "services/minting.py": "mint",
    "services/status_publishing.py": "mint",
    "services/building.py": "build",
    "services/signing.py": "sign",
    "openbadges/proof.py": "sign",
    "services/comparing.py": "compare with pyld",
    "services/verifying.py": "check",
    "openbadges/verify.py": "check",
    "services/baking.py": "bake",
    "adapters/storage.py": "files",
    "services/storing.py": "rows",
    "kernel/audit.py": "audit trail",
    "services/notifying.py": "mails",
}
"""The innermost of these files on the stack says what is being done."""


def measure(*, quick: bool) -> Answer:
    """CPU milliseconds of a credential, by stage."""
    count = QUICK if quick else COUNT
    with Day() as day:
        for worker in day.centre.workers:
            worker.kill()
        found, database = _issue_here(day, count)
    stages = {stage: round(1000 * spent / count, 3) for stage, spent in found.most_common()}
    stages["database, beside it"] = round(1000 * database / count, 3)
    lines = tuple(f"{stage + ':':22} {spent:6.2f} ms" for stage, spent in stages.items())
    whole = round(sum(stages.values()), 2)
    head = f"CPU of a credential by stage, {whole} ms together:"
    return Answer(figures={}, lines=(head, *lines), details={"cpu_ms": stages})


def _issue_here(day: Day, count: int) -> tuple[Counter[str], float]:
    """Seconds a stage, and those of the database."""
    from badges.services import issuance, notifying  # needs Django

    issuance.issue_waiting(limit=50, worker="warm")
    day.apply(count)
    before, database = day.issued(), day.cpu_seconds()["database"]
    with _looking() as found:
        while day.issued() < before + count:
            issuance.work(worker="benchmark")
        while notifying.send_due():
            pass
    return found, day.cpu_seconds()["database"] - database


@contextmanager
def _looking() -> Iterator[Counter[str]]:
    """Count, each millisecond of this process's CPU, the stage that it is in."""
    found: Counter[str] = Counter()
    last = time.process_time()

    def look(_number: int, frame: FrameType | None) -> None:
        # A long call into C delays the look, so what passed is counted and not the looks.
        nonlocal last
        now = time.process_time()
        found[_stage(frame)] += now - last  # type: ignore[assignment]
        last = now

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    try:
        yield found
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stage(frame: FrameType | None) -> str:
    while frame is not None:
        name = "/".join(frame.f_code.co_filename.rsplit("/", 2)[-2:])
        if name in STAGES:
            return STAGES[name]
        frame = frame.f_back
    return "the rest"


if __name__ == "__main__":
    main(measure)
