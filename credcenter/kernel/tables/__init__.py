"""Tables that people hand in: CSV and XLSX files, read safely whoever made them.

Refuses what is too large, no table, in the wrong encoding, or holds formulas: always with the place.
"""

from __future__ import annotations

from credcenter.kernel.tables.reading import read_table
from credcenter.kernel.tables.shape import (
    MAX_BYTES,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    Row,
    Table,
    require_columns,
)

__all__ = [
    "MAX_BYTES",
    "MAX_CELL",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "Row",
    "Table",
    "read_table",
    "require_columns",
]
