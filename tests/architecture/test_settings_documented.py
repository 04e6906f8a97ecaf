"""Code, `.env.example` and `docs/configuration.md` name the same variables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
READERS = {"text", "choice", "flag", "integer", "words", "url", "path", "existing_file", "secret"}
# Chosen on the command line or by the run itself; explained in words, not as a setting.
IN_WORDS = {
    "CREDCENTER_TEST_DATABASE",
    "CREDCENTER_TEST_DATA",
    "CREDCENTER_TEST_NOTES",
}
# Read outside the settings: by the set-up script and by gunicorn's configuration.
READ_ELSEWHERE = {"CREDCENTER_PYTHON", "WEB_CONCURRENCY", "DJANGO_SETTINGS_MODULE"}


def variables_read() -> set[str]:
    files = (ROOT / "credcenter" / "settings").glob("*.py")
    return {name for file in files for name in _names(ast.parse(file.read_text("utf-8")))}


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "env" and node.func.attr in READERS:
                assert isinstance(node.args[0], ast.Constant), ast.dump(node)
                yield str(node.args[0].value)


def names_in(file: str) -> set[str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    found = re.findall(r"\b(?:AWS|CREDCENTER|EMAIL|DJANGO|WEB)_[A-Z_]+\b", text)
    found += re.findall(r"\b(?:SECRET_KEY|DATABASE_URL|REDIS_URL)(?:_FILE)?\b", text)
    return {name.removesuffix("_FILE") for name in found} - IN_WORDS


def test_settings_read_variables_at_all():
    assert {"SECRET_KEY", "DATABASE_URL", "CREDCENTER_BASE_URL"} <= variables_read()


@pytest.mark.parametrize("file", [".env.example", "docs/configuration.md"])
def test_every_variable_is_listed_and_no_other(file):
    assert names_in(file) == variables_read() | READ_ELSEWHERE
