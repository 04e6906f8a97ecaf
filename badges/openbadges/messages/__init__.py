"""Sentences for people, in Korean and English, by stable code.

Plain tables instead of gettext: this package knows no framework, and a report must be readable in
either language wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from badges.openbadges.messages.checks import CHECKS
from badges.openbadges.messages.content import CONTENT
from badges.openbadges.messages.model import MODEL
from badges.openbadges.messages.refusals import REFUSALS
from badges.openbadges.messages.trust import TRUST

Language = Literal["ko", "en"]

MESSAGES: Mapping[str, tuple[str, str]] = CHECKS | TRUST | REFUSALS | CONTENT | MODEL


def text(code: str, params: Mapping[str, str], *, language: Language) -> str:
    """The sentence of ``code`` with ``params`` filled in; ``KeyError`` for an unknown code."""
    korean, english = MESSAGES[code]
    return (korean if language == "ko" else english).format_map(params)
