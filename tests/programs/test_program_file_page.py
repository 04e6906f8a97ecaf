"""docs/program-file.md and what reads program files agree: keys, needed ones, refusals; its example loads."""

from __future__ import annotations

import ast
import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from ruamel.yaml import YAML

from credcenter.kernel.errors import InvalidInput
from programs.services.design.loading import checked_program
from programs.services.design.reading import read_program

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "program-file.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1]  # type: ignore[index]
DESIGN = ROOT / "programs" / "services" / "design"
FREE = ("name", "description", "criteria", "competencies", "min_scores", "min_grades")
"""Mappings whose keys are languages, or codes that the file's author chose."""
BY_CODE = ("replacements", "equivalents")


def mappings(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where the mappings of fixed keys stand."""
    inside = list(enumerate(value)) if isinstance(value, list) else []
    if isinstance(value, dict):
        inside = list(value.items())
        is_free = place and (place[-1] in BY_CODE or place[-1] in FREE)
        if not is_free:
            yield place
    for key, each in inside:
        yield from mappings(each, (*place, key))


def heading(place: tuple[str | int, ...]) -> str:
    """`("courses", 0)` as the page calls it: `courses[]`."""
    said = ""
    for before, key in zip(("", *place), place, strict=False):
        name = "*" if before in BY_CODE else str(key)
        said += "[]" if isinstance(key, int) else f".{name}"
    return said.lstrip(".").replace("levels[].alignments[]", "alignments[]")


def tables() -> dict[str, dict[str, str]]:
    """The keys of every table with the default, by heading."""
    found: dict[str, dict[str, str]] = {}
    for title, body in re.findall(r"^##+ (.+?)\n(.*?)(?=^##+ |\Z)", PAGE, re.DOTALL | re.MULTILINE):
        rows = re.findall(r"^\| `(\w+)` \| (.+?) \| ", body, re.MULTILINE)
        if "| key | default |" in body:
            found["" if title == "The file" else title.strip("`")] = dict(rows)
    return found


@cache
def example() -> Any:
    return YAML(typ="safe", pure=True).load(EXAMPLE)


def refusal(place: tuple[str | int, ...], change: Any) -> str:
    """What reading says of the example with one mapping changed."""
    document = copy.deepcopy(example())
    inner = document
    for key in place:
        inner = inner[key]
    change(inner)
    with override("en"), pytest.raises(InvalidInput) as caught:
        read_program(json.dumps(document, default=str), file_name="program.yaml")
    return str(caught.value)


def keys_read() -> dict[str, tuple[set[str], set[str]]]:
    """(all keys, needed keys) of each mapping, as reading names them when it refuses an unknown or a missing one."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for place in mappings(example()):
        if heading(place) in found:
            continue
        known = refusal(place, lambda inner: inner.update(unheard_of=1))
        every = re.search(r"Known keys: (.+?)\.( \(|$)", known)
        missing = re.search(r"are missing: (.+?)\.( \(|$)", refusal(place, dict.clear))
        needed = set(missing[1].split(", ")) if missing else set()
        found[heading(place)] = (set(every[1].split(", ")) if every else set(), needed)
    return found


def test_the_page_has_the_keys_that_are_read_and_no_other() -> None:
    read, page = keys_read(), tables()
    assert {where: set(rows) for where, rows in page.items()} == {
        where: every for where, (every, _needed) in read.items()
    }
    for where, (_every, needed) in read.items():
        said = {key for key, default in page[where].items() if default == "needed"}
        assert said == needed, where


def test_the_example_has_every_key() -> None:
    written: dict[str, set[str]] = {}
    for place in mappings(example()):
        inner = example()
        for key in place:
            inner = inner[key]
        written.setdefault(heading(place), set()).update(inner)
    written["micro_degrees[].curriculum"].add("min_mean_grade")
    written["micro_degrees[].curriculum.groups[]"].add("")
    assert {where: keys - {""} for where, keys in written.items()} == {
        where: set(rows) for where, rows in tables().items()
    }


@pytest.mark.django_db
def test_the_example_makes_sense() -> None:
    """Loading draws its badges as well, which other tests look at."""
    file = checked_program(EXAMPLE, file_name="river.yaml")
    assert [each.code for each in file.micro_degrees] == ["RIVER-F", "RIVER-A"]


def test_the_page_has_the_refusals_and_no_other() -> None:
    part = PAGE[PAGE.index("## What is refused") :]
    listed = {
        code for row in re.findall(r"^\| (`.+?) \|", part, re.MULTILINE) for code in _codes(row)
    }
    assert listed == {code for file in DESIGN.glob("*.py") for code in _refusals(file)}


def _codes(row: str) -> list[str]:
    return re.findall(r"`(\w+)`", row)


def _refusals(file: Path) -> Iterator[str]:
    """The codes of faults: named `code=`, second after the message, or last of a (message, code)."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        values: list[ast.expr] = []
        if isinstance(node, ast.Call):
            values = [each.value for each in node.keywords if each.arg == "code"]
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            if name in {"fault", "_fault"}:
                values += [each for each in node.args[1:] if isinstance(each, ast.Constant)][:1]
        elif (
            isinstance(node, ast.Tuple)
            and len(node.elts) == 2
            and isinstance(node.elts[0], ast.Call)
        ):
            values = node.elts[1:]
        said = [each.value for each in values if isinstance(each, ast.Constant)]
        yield from (each for each in said if re.fullmatch(r"[a-z]+(_[a-z]+)*", str(each)))
