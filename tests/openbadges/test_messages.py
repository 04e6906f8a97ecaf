"""Every code that the source can give has a sentence in both languages, with the same fields."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import badges.openbadges as package
from badges.openbadges.messages import MESSAGES, text

SOURCE = Path(package.__file__).parent
AREAS = {code.partition(".")[0] for code in MESSAGES}
_CODE = re.compile(r"\"((?:{})\.[a-z_0-9]+)\"".format("|".join(sorted(AREAS))))
_FIELD = re.compile(r"\{(\w+)\}")
# Formats are named by a formatted string, the one place where a code is put together.
_COMPOSED = {"format.json", "format.png", "format.svg", "format.jwt"}


def _used(folder: Path) -> set[str]:
    files = [path for path in folder.rglob("*.py") if "messages" not in path.parts]
    return {code for path in files for code in _CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_code_in_the_source_has_a_message() -> None:
    assert _used(SOURCE) <= set(MESSAGES)


def test_no_message_is_left_over() -> None:
    # The service around this package has one of its own.
    assert set(MESSAGES) <= _used(SOURCE.parent) | _COMPOSED


def test_each_refusal_to_build_is_shown_by_a_test() -> None:
    shown = _used(Path(__file__).parent)
    assert {code for code in MESSAGES if code.startswith("build.")} <= shown


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_say_the_same(code: str) -> None:
    korean, english = MESSAGES[code]
    # A Korean sentence may leave a place out that its subject already names.
    assert set(_FIELD.findall(korean)) <= set(_FIELD.findall(english)) | {"value"}
    assert re.search("[가-힣]", korean)
    assert not re.search("[가-힣]", english)
    assert korean.rstrip("”)").endswith((".", "}", "세요.")) or ": " in korean
    assert english.rstrip("”)")[-1] in ".}"


def test_braces_in_what_a_stranger_wrote_stay_as_they_are() -> None:
    said = text("terms.undefined", {"term": "{0.__class__}"}, language="en")
    assert said.startswith("“{0.__class__}” is not defined")
