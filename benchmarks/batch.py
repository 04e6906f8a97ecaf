"""A batch from roster to wallet against bare signatures, and how much memory a worker takes for it.

The batch goes through Celery on PostgreSQL and Valkey with two workers; the clock runs from the moment the first
worker is woken until the last credential is stored: signed bytes, digests, images, audit trail, notices. pyld signs
on one core, alone, before and after it: canonical form, hashes and signature of the same kind of document, nothing
checked, baked or stored. Both by the clock on the wall.
"""

from __future__ import annotations

import statistics
import time
from typing import Any

from benchmarks import sample
from benchmarks.day import Day, Run
from benchmarks.frame import Answer, main
from benchmarks.peers import pyld_as_called

COUNT, QUICK = 10_000, 500


def measure(*, quick: bool) -> Answer:
    """A batch end to end, against pyld's bare signing rate on one core; memory of a worker."""
    count = QUICK if quick else COUNT
    before = _pyld_rate(quick=quick)
    with Day() as day:
        run = day.issue(count)
    pyld = statistics.mean((before, _pyld_rate(quick=quick)))
    memory = max(each.worker_mb for each in run.samples)
    ratio = round(run.rate / pyld, 2)
    figures = {"batch_vs_pyld_sign": ratio, "worker_rss_mb": round(memory, 1)}
    return Answer(figures=figures, lines=_lines(run, pyld=pyld), details=_details(run, pyld=pyld))


def _pyld_rate(*, quick: bool) -> float:
    """Signatures a second of pyld as people call it, on one core, by the clock on the wall."""
    documents = sample.documents()
    seconds, done, began = (2.0 if quick else 6.0), 0, time.monotonic()
    while time.monotonic() - began < seconds:
        document = documents[done % len(documents)]
        pyld_as_called.sign(
            document, key=sample.PRIVATE_KEY, method=sample.METHOD, created=sample.SIGNED_AT
        )
        done += 1
    return done / (time.monotonic() - began)


def growth_of_memory(run: Run) -> float:
    """Megabytes that the largest worker process gained between the first fifth of a batch and its end."""
    early = [each.worker_mb for each in run.samples if each.second <= run.seconds / 5]
    return max(each.worker_mb for each in run.samples) - max(early)


def _lines(run: Run, *, pyld: float) -> tuple[str, ...]:
    memory = max(each.worker_mb for each in run.samples)
    return (
        f"batch of {run.count:,}: {run.seconds:.1f} s, {run.rate:.0f} a second stored",
        f"batch: {run.rate / pyld:.1f} x the {pyld:.0f} bare signatures a second of pyld on one core",
        f"memory of a worker: {memory:.0f} MB, {growth_of_memory(run):+.0f} MB over the batch",
    )


def _details(run: Run, *, pyld: float) -> dict[str, Any]:
    return {
        "count": run.count,
        "per_second": round(run.rate, 1),
        "pyld_per_second": round(pyld, 1),
        "cpu_ms_a_credential": run.cpu_ms,
        "roster_seconds": round(run.applying_seconds, 1),
        "memory_growth_mb": round(growth_of_memory(run), 1),
    }


if __name__ == "__main__":
    main(measure)
