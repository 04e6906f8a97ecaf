"""Identifiers of recipients, plain and salted-hashed (OB 3.0 IdentityObject, IdentityHash).

A salt in the document does not stop anyone from guessing a short identifier: never hash a resident
registration number, and expect student numbers to be guessed.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from badges.openbadges.types import IdentityObject

_EMAIL = "emailAddress"
_NAME = "name"
_TWO_NAMES = re.compile(r"(.+?) \((.+)\)")
_HASH = re.compile(r"(sha256|md5)\$([0-9A-Fa-f]+)")
_HEX_DIGITS = {"sha256": 64, "md5": 32}


def plain_identity(identifier: str, *, identity_type: str) -> IdentityObject:
    """An identifier anyone can read."""
    return IdentityObject(identity_type=identity_type, identity_hash=identifier, hashed=False)


def hashed_identity(identifier: str, *, identity_type: str, salt: str) -> IdentityObject:
    """``sha256$`` + hex of SHA-256 over identifier and salt. E-mail is lower-cased first."""
    normal = identifier.strip().lower() if identity_type == _EMAIL else identifier
    digest = hashlib.sha256((normal + salt).encode()).hexdigest()
    return IdentityObject(
        identity_type=identity_type, identity_hash=f"sha256${digest}", hashed=True, salt=salt
    )


def is_hash(text: str) -> bool:
    """Whether ``text`` is an IdentityHash: algorithm, ``$`` and as many hex digits as it gives."""
    found = _HASH.fullmatch(text)
    return found is not None and len(found[2]) == _HEX_DIGITS[found[1]]


def matches(identity: Mapping[str, Any], recipient: str) -> bool:
    """Whether an IdentityObject of a document names ``recipient`` (OB 3.0 section 9.3)."""
    stored = identity.get("identityHash")
    if not isinstance(stored, str):
        return False
    if identity.get("identityType") == _NAME and identity.get("hashed") is not True:
        return _plain_name(recipient) in _names(stored)
    if identity.get("hashed") is not True:
        return any(_equal(stored, form) for form in _forms(recipient))
    found = _HASH.fullmatch(stored)
    salt = identity.get("salt", "")
    if found is None or not isinstance(salt, str):
        return False
    digests = (_digest(found[1], form + salt) for form in _forms(recipient))
    return any(_equal(found[2].lower(), digest) for digest in digests)


def _forms(recipient: str) -> tuple[str, str]:
    # Not in the specification, but issuers differ: some hash an address as typed.
    return recipient, recipient.strip().lower()


def _names(stored: str) -> set[str]:
    """A name in two scripts, 김서연 (KIM Seoyeon), is as well either of the two."""
    both = _TWO_NAMES.fullmatch(stored.strip())
    return {_plain_name(name) for name in (stored, *(both.groups() if both else ()))}


def _plain_name(name: str) -> str:
    """How people type a name: any case, any spacing, composed or decomposed."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _digest(algorithm: str, text: str) -> str:
    return hashlib.new(algorithm, text.encode(), usedforsecurity=False).hexdigest()


def _equal(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode(), right.encode())
