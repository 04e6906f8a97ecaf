"""Stage 1: a whole program as one readable file: curricula, rules, competencies, achievements, in and out.

Loading is all or nothing and idempotent. A changed curriculum that somebody was awarded under becomes its next
revision. Refuses unknown keys and rules that nobody can meet. Nothing is deleted by leaving it out of a file.
"""

from __future__ import annotations

from programs.services.design.dumping import artwork_files, dump_program
from programs.services.design.loading import load_program
from programs.services.design.report import LoadReport, Part, PartKind

__all__ = ["LoadReport", "Part", "PartKind", "artwork_files", "dump_program", "load_program"]
