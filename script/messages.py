"""The Korean catalogue: `messages.py compile` writes what Django reads, `messages.py update` what to translate.

Needs no gettext on the machine. Compiling runs whenever a script finds the compiled file
older than its source; updating is for whoever marks a new string, and needs the packages
of requirements-dev.txt.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "locale" / "ko" / "LC_MESSAGES" / "django.po"
COMPILED = SOURCE.with_suffix(".mo")
PYTHON = ("credcenter", "learners", "badges", "programs")
TEMPLATES = ROOT / "templates"
LAZY = {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
_PLACE = re.compile(r"%\(\w+\)[sd]")

Key = tuple[str, str, str]
"""Context, singular and plural of a message; the last is empty for most."""


def main() -> int:
    if sys.argv[1:] == ["compile"]:
        compile_catalogue()
        return 0
    if sys.argv[1:] == ["update"]:
        print(f"{update_catalogue()} messages to translate in {SOURCE.relative_to(ROOT)}")
        return 0
    print(__doc__, file=sys.stderr)
    return 2


def compile_catalogue() -> None:
    """Write the compiled catalogue; two that start at once write the same."""
    draft = COMPILED.with_name(f".django.{os.getpid()}.mo")
    polib.pofile(str(SOURCE)).save_as_mofile(str(draft))
    draft.replace(COMPILED)


def update_catalogue() -> int:
    """Add what the code marks and drop what it no longer does; how many are without a translation."""
    marked, catalogue = extract(), polib.pofile(str(SOURCE), wrapwidth=100)
    kept = {key_of(entry): entry for entry in catalogue}
    catalogue.clear()
    catalogue.extend(kept.get(key) or _entry(key) for key in sorted(marked))
    catalogue.save()
    return len(catalogue.untranslated_entries())


def faults() -> list[str]:
    """What keeps the catalogue from being whole: a sentence for each message."""
    catalogue = polib.pofile(str(SOURCE))
    present, marked = {key_of(entry): entry for entry in catalogue}, extract()
    found = [f"not in the catalogue: {key[1]}" for key in sorted(marked - present.keys())]
    found += [f"marked nowhere: {key[1]}" for key in sorted(present.keys() - marked)]
    for entry in catalogue:
        texts = [entry.msgstr, *entry.msgstr_plural.values()]
        if entry.fuzzy or not any(texts):
            found.append(f"not translated: {entry.msgid}")
        elif any(set(_PLACE.findall(text)) != _places(entry) for text in texts if text):
            found.append(f"places differ: {entry.msgid}")
    return found


def extract() -> set[Key]:
    """Every marked message of code and templates."""
    return {key for file in _files() for key in _messages(file)}


def key_of(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def _files() -> Iterator[Path]:
    for folder in PYTHON:
        yield from (ROOT / folder).rglob("*.py")
    yield from (file for file in TEMPLATES.rglob("*") if file.suffix in {".html", ".txt"})


def _messages(file: Path) -> Iterator[Key]:
    from babel.messages.extract import DEFAULT_KEYWORDS, extract  # only updating needs it

    for _line, message, _comments, context in extract(
        "python", BytesIO(_python_of(file)), keywords=DEFAULT_KEYWORDS | LAZY
    ):
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield (context or "", singular, plural)


def _python_of(file: Path) -> bytes:
    """The file as Python; of a template, what it marks as calls of gettext."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        from django.utils.translation.template import templatize

        # The rest of the template comes out as words of X, which stand at any depth.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(file)).splitlines())
    return text.encode()


def _entry(key: Key) -> polib.POEntry:
    context, singular, plural = key
    forms = {0: ""} if plural else None
    return polib.POEntry(
        msgctxt=context or None, msgid=singular, msgid_plural=plural, msgstr_plural=forms
    )


def _places(entry: polib.POEntry) -> set[str]:
    """What a translation must name: Korean has one form, so that of the plural."""
    return set(_PLACE.findall(entry.msgid_plural or entry.msgid))


if __name__ == "__main__":
    sys.exit(main())
