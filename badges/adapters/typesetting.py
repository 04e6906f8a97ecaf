"""Sets documents with Typst: a source of ours, data as JSON, pictures as files; nothing of the data becomes source.

The library lives in this process and lets other threads run meanwhile. A sheet takes some 10 ms, the first of a
process 0.1 s, when the font is read. Nothing is fetched: the source names no package, and its root is the folder of
this one document.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from badges.adapters import storage


def as_pdf(
    source: bytes, *, data: Mapping[str, Any], pictures: Mapping[str, bytes], at: dt.datetime
) -> bytes:
    """A tagged PDF (PDF/UA-1), the same bytes for the same arguments; `at` is its time of making.

    `source` finds `data` as `data.json` and each picture by its name. Raises TransientError when there is no room
    for the files.
    """
    try:
        with TemporaryDirectory(prefix="credcenter-") as folder:
            _lay_out(Path(folder), data=data, pictures=pictures)
            made = _compile(source, folder=folder, at=at)
    except OSError as exc:
        raise storage.away(exc) from exc
    if not isinstance(made, bytes):
        raise TypeError(f"Typst gave {type(made).__name__}, not a file")
    return made


def _compile(source: bytes, *, folder: str, at: dt.datetime) -> object:
    """To the standard, which wants every character readable; a name in a script that our font lacks is none."""
    compiler = typst.Compiler(root=folder, font_paths=_fonts())
    try:
        return compiler.compile(source, format="pdf", pdf_standards="ua-1", timestamp=at)
    except typst.TypstError:
        return compiler.compile(source, format="pdf", timestamp=at)


def _lay_out(folder: Path, *, data: Mapping[str, Any], pictures: Mapping[str, bytes]) -> None:
    (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    for name, picture in pictures.items():
        (folder / name).write_bytes(picture)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Noto Sans KR in every weight, whatever the machine has."""
    folder = files("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanskr"
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path(str(folder))]
    )
