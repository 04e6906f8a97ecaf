"""Whether a badge costs more when there are more of them: a batch ten times as large, after the small one.

The large batch is issued in the same centre, on top of the small one. Cost is CPU seconds of workers, database and
broker together; the clock on the wall and the samples (rate, memory, size of the database) stand in the details,
of which `plot.py` draws a picture.
"""

from __future__ import annotations

from typing import Any

from benchmarks.batch import growth_of_memory
from benchmarks.day import Day, Run
from benchmarks.frame import Answer, main

SMALL, LARGE = 10_000, 100_000
QUICK = (300, 1_500)


def measure(*, quick: bool) -> Answer:
    """Cost of a credential in a batch of 100,000 over that in one of 10,000."""
    sizes = QUICK if quick else (SMALL, LARGE)
    with Day() as day:
        small, large = (day.issue(size) for size in sizes)
    ratio = round((large.cpu_seconds / large.count) / (small.cpu_seconds / small.count), 3)
    memory = max(each.worker_mb for each in large.samples)
    by_clock = round(small.rate / large.rate, 3)
    return Answer(
        figures={"cost_growth_10k_100k": ratio},
        lines=(
            f"cost of a credential, {large.count:,} against {small.count:,}: {ratio:.2f} x CPU, {by_clock:.2f} x clock",
            f"batch of {large.count:,}: {large.seconds:.0f} s, {large.rate:.0f} a second stored",
            f"memory of a worker over it: {memory:.0f} MB, {growth_of_memory(large):+.0f} MB",
        ),
        details={"by_the_clock": by_clock, "small": _details(small), "large": _details(large)},
    )


def _details(run: Run) -> dict[str, Any]:
    # About 200 points are enough for a picture.
    step = max(1, len(run.samples) // 200)
    chosen = [*run.samples[:-1:step], run.samples[-1]]
    return {
        "count": run.count,
        "seconds": round(run.seconds, 1),
        "cpu_ms_a_credential": run.cpu_ms,
        "roster_seconds": round(run.applying_seconds, 1),
        "samples": [
            [round(s.second, 1), s.issued, round(s.worker_mb, 1), round(s.database_mb, 1)]
            for s in chosen
        ],
    }


if __name__ == "__main__":
    main(measure)
