"""The Korean catalogue is whole: nothing marked is missing, nothing in it is stale."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import polib
import pytest
from django.conf import settings
from django.utils import translation

HANGUL = re.compile(r"[가-힣]")
# Words that are the same in Korean.
# Names, and sentences made of nothing but their parts.
SAME = {
    "PDF",
    "PNG",
    "SVG",
    "JSON",
    "OneRoster 1.2",
    "%(said)s.",
    "%(file)s, %(place)s: %(message)s",
}


def messages() -> ModuleType:
    path = Path(settings.BASE_DIR, "script", "messages.py")
    spec = importlib.util.spec_from_file_location("messages_script", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return messages()


def test_every_marked_string_is_translated_and_no_other_is_there(script: ModuleType) -> None:
    assert script.faults() == []


def test_what_django_reads_is_what_was_written(script: ModuleType) -> None:
    written = polib.pofile(str(script.SOURCE))
    compiled = {script.key_of(each): each for each in polib.mofile(str(script.COMPILED))}

    assert {script.key_of(each): each.msgstr for each in written if not each.msgid_plural} == {
        key: each.msgstr for key, each in compiled.items() if not key[2]
    }


def test_translations_are_korean(script: ModuleType) -> None:
    entries = polib.pofile(str(script.SOURCE))
    texts = {each.msgid: each.msgstr or each.msgstr_plural.get(0, "") for each in entries}

    assert [
        msgid for msgid, text in texts.items() if not HANGUL.search(text + "가" * (msgid in SAME))
    ] == []


def test_a_string_of_a_template_and_one_of_a_module_are_found(script: ModuleType) -> None:
    marked = script.extract()

    assert ("", "Skip to the content", "") in marked
    assert ("", "This page is for other roles than yours.", "") in marked
    assert ("", "%(number)s learner", "%(number)s learners") in marked


def test_a_page_is_korean() -> None:
    with translation.override("ko"):
        assert translation.gettext("Catalogue") == "과정 안내"
        assert (
            translation.ngettext("%(number)s learner", "%(number)s learners", 3)
            == "학습자 %(number)s명"
        )


def test_a_missing_translation_is_named(script: ModuleType, tmp_path: Path) -> None:
    catalogue = polib.pofile(str(script.SOURCE))
    gone, emptied = catalogue[0].msgid, catalogue[1].msgid
    catalogue[1].msgstr, catalogue[1].msgstr_plural = "", {}
    del catalogue[0]
    script.SOURCE = tmp_path / "django.po"
    catalogue.save(str(script.SOURCE))

    try:
        assert script.faults() == [f"not in the catalogue: {gone}", f"not translated: {emptied}"]
    finally:
        script.SOURCE = messages().SOURCE
