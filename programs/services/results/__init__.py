"""Stage 3: course results from a file: checked row by row, previewed, then applied as a whole or not at all."""

from __future__ import annotations

from programs.services.results.applying import apply_results
from programs.services.results.checking import check_results, keep_results, read_results

__all__ = ["apply_results", "check_results", "keep_results", "read_results"]
