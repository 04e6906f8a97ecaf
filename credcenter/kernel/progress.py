"""How far a long piece of work is, told in steps to whoever watches."""

from __future__ import annotations

from collections.abc import Callable

Tick = Callable[[int], object]
"""Called with the number of steps that are done since the last call, such as `tqdm.update`."""


def untold(_steps: int) -> None:
    """For work that nobody watches."""
