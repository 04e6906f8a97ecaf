"""Files and functions stay small enough to read at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = ("credcenter", "learners", "badges", "programs", "script", "benchmarks")
LONGEST_FUNCTION = 40
LONGEST_FILE = 300
LONGEST_TEST_FILE = 350


def files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file


def lines(file: Path) -> int:
    return file.read_text(encoding="utf-8").count("\n")


def functions(file: Path) -> Iterator[tuple[str, int]]:
    text = file.read_text(encoding="utf-8").splitlines()
    for node in ast.walk(ast.parse("\n".join(text))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            # Docstrings and comments are no length: they tell what need not be worked out.
            first = node.body[1] if ast.get_docstring(node) and node.body[1:] else node.body[0]
            body = [line.strip() for line in text[first.lineno - 1 : node.end_lineno]]
            code = [line for line in body if line and not line.startswith("#")]
            yield f"{file.relative_to(ROOT)}:{node.lineno} {node.name}", len(code)


def test_no_source_file_is_longer_than_one_can_hold():
    assert [str(f) for f in files(*SOURCES) if lines(f) > LONGEST_FILE] == []


def test_no_test_file_is_longer_than_one_can_hold():
    assert [str(f) for f in files("tests") if lines(f) > LONGEST_TEST_FILE] == []


def test_no_function_is_longer_than_a_screen():
    found = [entry for file in files(*SOURCES, "tests") for entry in functions(file)]
    assert len(found) > 100
    assert [place for place, length in found if length > LONGEST_FUNCTION] == []
