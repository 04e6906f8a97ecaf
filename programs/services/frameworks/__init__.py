"""Frameworks of competencies that programs align with: read from a file, compared with what is there, imported.

Importing is all or nothing and idempotent. Nothing is fetched: addresses in a file are kept, never opened. An item
that a later version leaves out is kept and marked, since badges may name it. Refuses what is too large or too deep,
cycles, items without a name, addresses that are no web addresses.
"""

from __future__ import annotations

from programs.services.frameworks.importing import (
    completed,
    draft_framework,
    draft_of,
    import_draft,
    import_framework,
    preview_of,
)
from programs.services.frameworks.parts import About, FrameworkFile
from programs.services.frameworks.reading import MAX_BYTES, read_framework
from programs.services.frameworks.report import FrameworkReport

__all__ = [
    "MAX_BYTES",
    "About",
    "FrameworkFile",
    "FrameworkReport",
    "completed",
    "draft_framework",
    "draft_of",
    "import_draft",
    "import_framework",
    "preview_of",
    "read_framework",
]
