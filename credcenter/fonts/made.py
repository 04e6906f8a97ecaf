"""Where the fonts are, and whether they are those of this release."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "fonts"
"""At the repository's root; not committed."""

WEB = "web"
"""The folder in it that is served under `/static/fonts/`."""

REGULAR, BOLD = "NotoSansKR-Regular.ttf", "NotoSansKR-Bold.ttf"
"""Single weights, 400 and 700, for Pillow and typst; without Hanja, as the web fonts."""

_EDITION = 1
"""To be raised when `making` or `slices` cut differently."""


def edition() -> str:
    """What the files depend on."""
    return f"{_EDITION} {version('justmytype-intl-cjk')}\n"


def is_made(folder: Path) -> bool:
    """Whether the last run came to its end, with this edition."""
    mark = folder / "edition"
    return mark.exists() and mark.read_text() == edition()
