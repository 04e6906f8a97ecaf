"""What makes a learner's data sound: the form of student numbers, names and e-mail addresses."""

from __future__ import annotations

import html
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

# It names files (`<student_number>.png`), so nothing that means something in a path.
_STUDENT_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")

# Hangul fillers, joiners and variation selectors that print as nothing, and towers of accents.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f]"
    "|[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{5}"
)

NAME_LENGTH = 100
EMAIL_LENGTH = 254

_EMAIL = EmailValidator()


def clean_student_number(text: str) -> str:
    """A student number as it is kept: full-width digits made ordinary."""
    return unicodedata.normalize("NFKC", text).strip()


def clean_name(text: str) -> str:
    """A name as it is kept: composed, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def clean_email(text: str) -> str:
    """An address as it is kept: lower case, since no mail system in use tells the cases apart."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def is_student_number(text: str) -> bool:
    """1 to 32 letters, digits, hyphens and underscores, the first a letter or digit."""
    return _STUDENT_NUMBER.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Up to 100 signs with at least one that is seen, which a badge and a spreadsheet can carry.

    Refused: a formula's first sign, brackets, signs that are not seen or stack up, and what a wallet
    that decodes HTML would change under the signature (`&copy`).
    """
    if not text or len(text) > NAME_LENGTH or text[0] in "=+-@" or not text.isprintable():
        return False
    if html.unescape(text) != text or any(sign in "<>{}[]|\\" for sign in text):
        return False
    return not _UNSEEN.search(text) and any(sign.isalpha() for sign in text)


def is_email(text: str) -> bool:
    """An address that mail can be sent to."""
    if len(text) > EMAIL_LENGTH:
        return False
    try:
        _EMAIL(text)
    except ValidationError:
        return False
    return True


def is_same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: case and spacing do not matter."""
    return clean_name(one).casefold() == clean_name(other).casefold()
