"""What the processes of a centre use: CPU seconds and memory, of each with everything that it started."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

import psutil

MEGABYTE = 1_000_000


def cpu_seconds(pids: Iterable[int]) -> float:
    """CPU seconds of these processes and their children since they began; those that ended count where the system keeps them."""
    total = 0.0
    for process in _trees(pids):
        with suppress(psutil.Error):
            spent = process.cpu_times()
            total += spent.user + spent.system
            total += getattr(spent, "children_user", 0.0) + getattr(spent, "children_system", 0.0)
    return total


def largest_megabytes(pids: Iterable[int]) -> float:
    """Resident memory of the largest of these processes and their children."""
    sizes = [0]
    for process in _trees(pids):
        with suppress(psutil.Error):
            sizes.append(process.memory_info().rss)
    return max(sizes) / MEGABYTE


def _trees(pids: Iterable[int]) -> Iterator[psutil.Process]:
    for pid in pids:
        with suppress(psutil.Error):
            root = psutil.Process(pid)
            yield root
            yield from root.children(recursive=True)
