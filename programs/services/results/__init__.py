"""Stage 3: course results from a file or a learning platform: read row by row, applied as a whole or not at all.

A file goes `receiving` → (`sources`, `mapping`: columns) → `checking` → `applying` → perhaps `undoing`; `working` does
the long steps in a worker. `putting` is the way of the interface.
"""

from __future__ import annotations

from programs.services.results.applying import apply_results
from programs.services.results.checking import check_results, keep_results, read_results
from programs.services.results.undoing import undo_results

__all__ = ["apply_results", "check_results", "keep_results", "read_results", "undo_results"]
