"""Multibase texts as Data Integrity uses them: ``z`` base58btc and ``u`` base64url without padding.

Refuses: other prefixes, foreign characters, padding, and texts longer than the caller allows.
"""

from __future__ import annotations

import base64
import binascii
import re

from badges.openbadges.errors import KeyFormatError

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_DIGITS = bytes.maketrans(bytes(range(58)), _ALPHABET.encode())
# Long numbers are taken apart by so many digits at a time, which make a number of one machine word.
_CHUNK = 5
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
# Base58 costs the square of the length; keys and signatures stay under 200 characters.
_MAX_BASE58 = 512


def encode_base58(data: bytes) -> str:
    """``z`` + base58btc of ``data`` (Multibase draft, section 2)."""
    number = int.from_bytes(data, "big")
    values: list[int] = []
    while number:
        number, chunk = divmod(number, 58**_CHUNK)
        rest, first = divmod(chunk, 58)
        rest, second = divmod(rest, 58)
        rest, third = divmod(rest, 58)
        values += (first, second, third, rest % 58, rest // 58)
    digits = bytes(reversed(values)).translate(_DIGITS).decode().lstrip("1")
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + digits


def decode_base58(text: str) -> bytes:
    """Bytes of a ``z…`` text; ``KeyFormatError`` for anything else."""
    digits = text[1:]
    if not text.startswith("z") or not digits or len(digits) > _MAX_BASE58:
        raise KeyFormatError("multibase.base58")
    number = 0
    for start in range(0, len(digits), _CHUNK):
        chunk = 0
        for character in digits[start : start + _CHUNK]:
            if character not in _VALUES:
                raise KeyFormatError("multibase.base58")
            chunk = chunk * 58 + _VALUES[character]
        number = number * 58 ** min(_CHUNK, len(digits) - start) + chunk
    zeros = len(digits) - len(digits.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def encode_base64url(data: bytes) -> str:
    """``u`` + base64url of ``data`` without padding."""
    return "u" + base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode_base64url(text: str) -> bytes:
    """Bytes of a ``u…`` text; ``KeyFormatError`` for anything else."""
    digits = text[1:]
    if not text.startswith("u") or not _BASE64URL.fullmatch(digits):
        raise KeyFormatError("multibase.base64url")
    try:
        return base64.urlsafe_b64decode(digits + "=" * (-len(digits) % 4))
    except binascii.Error as error:
        raise KeyFormatError("multibase.base64url") from error
