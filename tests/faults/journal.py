"""The log of a fault run: a line an event, with the time since the start."""

from __future__ import annotations

import time
from pathlib import Path
from typing import IO


class Journal:
    """Writes to standard output, and to a file when there is one."""

    def __init__(self, file: Path | None = None) -> None:
        self._file: IO[str] | None = file.open("w", encoding="utf-8") if file else None
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self._began

    def note(self, text: str) -> None:
        line = f"{self.seconds:8.2f} s  {text}"
        print(line, flush=True)  # noqa: T201 - the program's own voice
        if self._file is not None:
            self._file.write(f"{line}\n")
            self._file.flush()
