"""Make the fonts where they are missing or of another version: `python -m credcenter.fonts [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

from credcenter.fonts.made import FOLDER, is_made

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    if not is_made(folder):
        # Slow to load, and mostly there is nothing to do.
        from credcenter.fonts.making import make

        sys.stderr.write("Cutting fonts, once; this takes about half a minute.\n")
        make(folder)
