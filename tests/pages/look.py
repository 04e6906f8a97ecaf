"""Look at every page: accessibility, weight, width, and a picture of each.

    python -m tests.pages.look --out FOLDER [--only REGEX] [--quick]

Starts a server with the demo, opens each page of `listed.PAGES` as its person in Korean and English, light and dark,
at 360 and 1280 pixels, and runs axe on it. Writes the pictures and `table.md`; ends with 1 when anything is wrong.
`--quick` opens each page in one way only, the ways in turn.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.pages.listed import PAGES, Page, examples
from tests.support.chromium import find_chromium
from tests.support.launcher import ROOT, Launcher

WIDTHS, THEMES, LANGUAGES = (1280, 360), ("light", "dark"), ("ko", "en")
MOST_BYTES = 200_000
"""Of a page before its images and fonts, as they travel."""

_WEIGHT = """() => performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
  .filter(each => ['navigation', 'link', 'script', 'fetch', 'xmlhttprequest'].includes(each.initiatorType))
  .filter(each => !/[.](woff2|png|svg|jpg)([?]|$)/.test(each.name))
  .reduce((sum, each) => sum + each.encodedBodySize, 0)"""
_IS_TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@dataclass(frozen=True, slots=True)
class Way:
    """How a page is looked at."""

    language: str
    theme: str
    width: int

    def __str__(self) -> str:
        return f"{self.language} {self.theme} {self.width}"


@dataclass(slots=True)
class Findings:
    """What is wrong, by page and way; what each page weighs."""

    wrong: dict[tuple[Page, Way], list[str]] = field(default_factory=dict)
    bytes: dict[Page, int] = field(default_factory=dict)

    def add(self, page: Page, way: Way, seen: list[str], *, weight: int) -> None:
        self.wrong[page, way] = seen
        self.bytes[page] = max(weight, self.bytes.get(page, 0))


WAYS = [Way(*each) for each in itertools.product(LANGUAGES, THEMES, WIDTHS)]


def look(
    url: str,
    *,
    pages: list[tuple[Page, str]],
    people: dict[str, dict[str, str]],
    out: Path,
    quick: bool,
) -> Findings:
    """Open pages at their paths, all ways or one way each in turn."""
    findings = Findings()
    with _browser() as browser:
        for (number, way), (role, own) in itertools.product(
            enumerate(WAYS), _by_role(pages).items()
        ):
            chosen = own[number :: len(WAYS)] if quick else own
            if not chosen:
                continue
            with _visitor(browser, url, way, person=people.get(role)) as visitor:
                for page, path in chosen:
                    _look_at(visitor, url, (page, path), way, findings=findings, out=out)
    return findings


def table(findings: Findings) -> str:
    """Page by way as Markdown: the number of things wrong, and what a page weighs; then what they are."""
    ways = sorted({way for _page, way in findings.wrong}, key=WAYS.index)
    lines = [
        "| page | who | kB | " + " | ".join(map(str, ways)) + " |",
        "|---" * (3 + len(ways)) + "|",
    ]
    for page in dict.fromkeys(page for page, _way in findings.wrong):
        cells = (findings.wrong.get((page, way)) for way in ways)
        said = " | ".join("" if cell is None else str(len(cell)) for cell in cells)
        weight = findings.bytes[page] / 1000
        lines.append(f"| {page.path} | {page.role} | {weight:.0f} | {said} |")
    told: dict[str, list[str]] = defaultdict(list)
    for (page, way), seen in findings.wrong.items():
        for each in seen:
            told[each].append(f"{page.path} ({way})")
    lines += [
        "",
        *(f"- {each}: {', '.join(where[:4])} … {len(where)}" for each, where in told.items()),
    ]
    return "\n".join(lines) + "\n"


def _look_at(
    visitor: Any, url: str, page: tuple[Page, str], way: Way, *, findings: Findings, out: Path
) -> None:
    listed, path = page
    response = visitor.goto(url + path, wait_until="networkidle")
    seen = [] if response.status == 200 else [f"status {response.status}"]
    weight = visitor.evaluate(_WEIGHT)
    if visitor.evaluate(_IS_TOO_WIDE):
        seen.append("wider than the screen")
    if weight > MOST_BYTES:
        seen.append("heavier than 200 kB")
    for each in Axe().run(visitor).response["violations"]:
        places = ", ".join(node["target"][0] for node in each["nodes"][:2])
        seen.append(f"{each['id']} ({each['impact']}): {places}")
    name = re.sub(r"\W+", "-", f"{listed.role}-{listed.route}-{way}")
    visitor.screenshot(path=out / f"{name}.png", full_page=True)
    findings.add(listed, way, seen, weight=weight)


@contextmanager
def _browser() -> Iterator[Any]:
    program, environment = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(program),
            env={**os.environ, **environment},
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        yield browser
        browser.close()


@contextmanager
def _visitor(browser: Any, url: str, way: Way, *, person: dict[str, str] | None) -> Iterator[Any]:
    locale = "ko-KR" if way.language == "ko" else "en-US"
    context = browser.new_context(
        viewport={"width": way.width, "height": 800},
        color_scheme=way.theme,
        locale=locale,
        reduced_motion="reduce",
    )
    visitor = context.new_page()
    if person:
        visitor.goto(f"{url}/accounts/login/")
        visitor.fill("[name=login]", person["email"])
        visitor.fill("[name=password]", person["password"])
        visitor.press("[name=password]", "Enter")
        visitor.wait_for_url(lambda address: "/accounts/login" not in address)
    yield visitor
    context.close()


def _by_role(pages: list[tuple[Page, str]]) -> dict[str, list[tuple[Page, str]]]:
    found: dict[str, list[tuple[Page, str]]] = defaultdict(list)
    for page, path in pages:
        found[page.role].append((page, path))
    return found


@contextmanager
def demo() -> Iterator[tuple[str, dict[str, dict[str, str]], Path]]:
    """A server with the demo: its address, an account of each role, its database."""
    with tempfile.TemporaryDirectory(prefix="look-") as folder:
        data = Path(folder, "data")
        server = Launcher(data)
        try:
            server.wait_until_ready(seconds=240)
            yield server.url, _accounts(data), data / "credcenter.sqlite3"
        finally:
            server.stop()


def _accounts(data: Path) -> dict[str, dict[str, str]]:
    """The first account of each role."""
    said = subprocess.run(
        [sys.executable, "manage.py", "demo_accounts", "--json"],
        cwd=ROOT,
        env={**os.environ, "CREDCENTER_DATA": str(data)},
        capture_output=True,
        text=True,
        check=True,
    )
    return {each["role"]: each for each in reversed(json.loads(said.stdout))}


def resolved(database: Path, *, learner: str, only: str = "") -> list[tuple[Page, str]]:
    """Pages with their paths; those without an example are told of and left out."""
    found = examples(database, learner=learner)
    pages = []
    for page in PAGES:
        if only and not re.search(only, page.path):
            continue
        try:
            pages.append((page, page.path.format_map(found)))
        except KeyError as missing:
            sys.stderr.write(f"{page.path}: the demo has no {missing}.\n")
    return pages


def main() -> int:
    parser = argparse.ArgumentParser(description="Look at every page.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="", help="a regular expression that paths must match")
    parser.add_argument("--quick", action="store_true", help="each page one way, in turn")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with demo() as (url, people, database):
        pages = resolved(database, learner=people["learner"]["email"], only=asked.only)
        findings = look(url, pages=pages, people=people, out=asked.out, quick=asked.quick)
    said = table(findings)
    (asked.out / "table.md").write_text(said, encoding="utf-8")
    sys.stdout.write(said)
    wrong = sum(bool(seen) for seen in findings.wrong.values())
    sys.stdout.write(f"\n{len(findings.wrong)} looks, {wrong} with something wrong.\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
