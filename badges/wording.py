"""A reading in one language: where a signed text is known to be two languages of one, the reader's is shown.

Pure. Nothing is translated and nothing is guessed: only a text that is, letter for letter, what was
signed of a known pair is replaced by its half. The whole signed text stays to be seen beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from badges.reading import Reading


def in_words(reading: Reading, words: Mapping[str, str]) -> Reading:
    """The reading with every text that `words` knows replaced by what it says for it."""
    worded: Reading = _worded(reading, words)
    return worded


def _worded(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return words.get(value, value)
    if isinstance(value, tuple):
        return tuple(_worded(each, words) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {each.name: _worded(getattr(value, each.name), words) for each in fields(value)}
        return replace(value, **changed)
    return value
