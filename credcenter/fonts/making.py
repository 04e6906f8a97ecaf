"""Cut one variable font into WOFF2 slices with their stylesheet, and into two TTFs of one weight each."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from credcenter.fonts.made import BOLD, REGULAR, WEB, edition, is_made
from credcenter.fonts.slices import SELDOM, slices, unicode_range

WEIGHTS = (400, 700)
FAMILY = "Credcenter Sans KR"
"""The name in CSS: not that of a font which a machine may have in another version."""

_FACE = """@font-face {{
  font-family: "{family}";
  font-style: normal;
  font-weight: {first} {last};
  font-display: swap;
  src: url("{file}") format("woff2");
  unicode-range: {range};
}}
"""
_FEATURES = ["kern", "liga", "tnum", "locl", "ccmp", "mark", "mkmk"]


def make(folder: Path) -> None:
    """Make all files into a folder, at most one process at a time; nothing to do where they are made."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_made(folder):
            _make(folder)


def _make(folder: Path) -> None:
    (folder / "edition").unlink(missing_ok=True)
    source = files("justmytype_intl_cjk").joinpath("fonts", "ofl", "notosanskr")
    draft = folder / "source.ttf"
    with TTFont(str(source.joinpath("NotoSansKR[wght].ttf"))) as font:
        wanted = list(slices(font.getBestCmap()))
    _cut(Path(str(source.joinpath("NotoSansKR[wght].ttf"))), draft, wanted)
    web = folder / WEB
    shutil.rmtree(web, ignore_errors=True)
    web.mkdir()
    _run_together(
        partial(_one_weight, draft, folder / REGULAR, WEIGHTS[0]),
        partial(_one_weight, draft, folder / BOLD, WEIGHTS[1]),
        partial(_web, draft, web, wanted[: len(wanted) // 2]),
        partial(_web, draft, web, wanted[len(wanted) // 2 :]),
    )
    # Of faces that claim the same character the last one counts: the most wanted come last.
    (web / "fonts.css").write_text("".join(_face(*each) for each in reversed(wanted)))
    (folder / "OFL.txt").write_text(source.joinpath("OFL.txt").read_text("utf-8"), "utf-8")
    draft.unlink()
    (folder / "edition").write_text(edition())


def _run_together(*jobs: Callable[[], None]) -> None:
    with ProcessPoolExecutor(max_workers=min(len(jobs), os.cpu_count() or 1)) as pool:
        for done in [pool.submit(job) for job in jobs]:
            done.result()


def _cut(source: Path, target: Path, wanted: list[tuple[str, list[int]]]) -> None:
    """The font with the characters of the slices alone: what comes after takes half the time."""
    font = subset.load_font(source, _options())
    _keep(font, [each for _name, points in wanted for each in points])
    font.save(target)


def _one_weight(source: Path, target: Path, weight: int) -> None:
    with TTFont(source) as font:
        instancer.instantiateVariableFont(
            font, {"wght": weight}, inplace=True, updateFontNames=True
        )
        font.save(target)


def _web(source: Path, folder: Path, wanted: list[tuple[str, list[int]]]) -> None:
    with TTFont(source) as font:
        limits = {"wght": (WEIGHTS[0], WEIGHTS[0], WEIGHTS[1])}
        instancer.instantiateVariableFont(font, limits, inplace=True)
        whole = folder / f".{wanted[0][0]}.ttf"
        font.save(whole)
    for name, points in wanted:
        options = _options(flavor="woff2", name_IDs=[])
        font = subset.load_font(whole, options)
        _keep(font, points, options)
        subset.save_font(font, folder / f"{name}.woff2", options)
    whole.unlink()


def _keep(font: TTFont, points: list[int], options: subset.Options | None = None) -> None:
    cutter = subset.Subsetter(options or _options())
    cutter.populate(unicodes=points)
    cutter.subset(font)


def _options(**changes: Any) -> subset.Options:
    said = {"layout_features": _FEATURES, "hinting": False, "notdef_outline": True} | changes
    return subset.Options(**said)


def _face(name: str, points: list[int]) -> str:
    first, last = WEIGHTS
    # The seldom ones claim all that lies between them too, which says the same in a third of the bytes.
    between = range(points[0], points[-1] + 1)
    said = unicode_range(between if name.startswith(SELDOM) else points)
    return _FACE.format(family=FAMILY, first=first, last=last, file=f"{name}.woff2", range=said)
