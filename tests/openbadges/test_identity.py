"""Recipients: the published hash, and comparing as OB 3.0 asks."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest

from badges.openbadges import hashed_identity, plain_identity
from badges.openbadges.identity import matches

# OB 3.0 implementation guide: a@example.com with the salt Kosher.
PUBLISHED = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"


def test_the_published_hash() -> None:
    made = hashed_identity("a@example.com", identity_type="emailAddress", salt="Kosher")
    assert (made.identity_hash, made.hashed, made.salt) == (PUBLISHED, True, "Kosher")


def test_an_address_is_lower_cased_and_a_number_is_not() -> None:
    mail = hashed_identity(" A@Example.com ", identity_type="emailAddress", salt="Kosher")
    assert mail.identity_hash == PUBLISHED
    upper = hashed_identity("AB12", identity_type="sisSourcedId", salt="s")
    assert upper.identity_hash == "sha256$" + hashlib.sha256(b"AB12s").hexdigest()


def test_a_plain_identity_is_what_it_says() -> None:
    made = plain_identity("홍길동", identity_type="name")
    assert (made.identity_hash, made.hashed, made.salt) == ("홍길동", False, None)


def _md5(text: str) -> str:
    return "md5$" + hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


@pytest.mark.parametrize(
    ("identity", "recipient", "expected"),
    [
        ({"hashed": True, "identityHash": PUBLISHED, "salt": "Kosher"}, "a@example.com", True),
        ({"hashed": True, "identityHash": PUBLISHED, "salt": "Kosher"}, "A@Example.com ", True),
        (
            {"hashed": True, "identityHash": "sha256$" + PUBLISHED[7:].upper(), "salt": "Kosher"},
            "a@example.com",
            True,
        ),
        ({"hashed": True, "identityHash": PUBLISHED, "salt": "kosher"}, "a@example.com", False),
        ({"hashed": True, "identityHash": PUBLISHED}, "a@example.com", False),
        ({"hashed": True, "identityHash": PUBLISHED, "salt": 7}, "a@example.com", False),
        ({"hashed": True, "identityHash": _md5("20261234")}, "20261234", True),
        ({"hashed": True, "identityHash": "sha1$00"}, "x", False),
        ({"hashed": True, "identityHash": PUBLISHED, "salt": "Kosher"}, PUBLISHED, False),
        ({"hashed": False, "identityHash": "20261234"}, "20261234", True),
        ({"hashed": False, "identityHash": "홍길동"}, "홍길동", True),
        ({"hashed": False, "identityHash": "20261234"}, "20261235", False),
        ({"hashed": False, "identityHash": ["20261234"]}, "20261234", False),
        ({}, "20261234", False),
    ],
)
def test_matches(identity: dict[str, object], recipient: str, *, expected: bool) -> None:
    assert matches(identity, recipient) is expected


@pytest.mark.parametrize(
    ("asked", "is_same"),
    [
        ("김서연", True),
        ("KIM Seoyeon", True),
        ("kim  seoyeon ", True),
        ("김서연 (KIM Seoyeon)", True),
        (unicodedata.normalize("NFD", "김서연"), True),
        ("서연", False),
        ("KIM", False),
        ("", False),
    ],
)
def test_a_name_in_two_scripts_is_either_of_them(asked: str, *, is_same: bool) -> None:
    identity = {"identityType": "name", "hashed": False, "identityHash": "김서연 (KIM Seoyeon)"}
    assert matches(identity, asked) is is_same
