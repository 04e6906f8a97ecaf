"""What makes a learner's data sound: the form of student numbers, names and e-mail addresses."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

# It names files (`<student_number>.png`), so nothing that means something in a path.
_STUDENT_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")

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
    """Up to 100 signs with at least one letter, and nothing that a spreadsheet would take for a formula."""
    if not text or len(text) > NAME_LENGTH or text[0] in "=+-@" or not text.isprintable():
        return False
    return any(sign.isalpha() for sign in text) and not any(sign in "<>{}[]|\\" for sign in text)


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
