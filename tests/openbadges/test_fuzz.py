"""Files broken at random, from fixed seeds: no surprise, and nothing that costs a second.

``CREDCENTER_TEST_FUZZ`` sets how many inputs there are in all; a thousand run with the other tests.
Half of them have bytes changed anywhere; half are documents changed member by member and packed as
they were, so that what stands behind the parsers is reached too. What was once slow or a surprise has
a file in ``tests/vectors/bad``.
"""

from __future__ import annotations

import json
import os
import random
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from badges.openbadges import (
    OpenBadgesError,
    SignedCredential,
    StatusListError,
    Unreadable,
    bake,
    build_clr,
    jwt,
    status_list,
)
from tests.openbadges import records, samples, test_legacy
from tests.openbadges.bad_tokens import HEADER, write
from tests.openbadges.mutations import mutate
from tests.openbadges.samples import LENGTH, STATUS_URL, Library, report_on

COUNT = int(os.environ.get("CREDCENTER_TEST_FUZZ", "1000"))
SEED = os.environ.get("CREDCENTER_TEST_SEED", "20261123")
# Of the thread and not of the clock: a busy machine makes nothing slow.
SECONDS = 1.0
WHOLE = samples.signed()
TOKEN = samples.token()
RECORD = records.signed_record(endorsement=(records.endorsed(records.record().id),))
ENDORSEMENT = records.endorsed(records.ACHIEVEMENT)
LIST = samples.list_document(range(0, LENGTH, 7))
# Pieces that mean something somewhere.
PIECES = [
    b"\0", b"\xff", b"\xed\xa0\xbd", b'"', b"\\", b"{", b"}", b"[" * 40, b"]", b"<", b">", b"<!--",
    b"<![CDATA[", b"]]>", b"&a;", b"<!DOCTYPE svg [", b".", b"=", b"-1", b"1e999", b"9" * 50,
    b"@context", b"@id", b"_:b0", b"\xef\xbb\xbf", b"IDAT", b"\x7f\xff\xff\xff", b"null", b"NaN",
]  # fmt: skip
Pack = Callable[[bytes], bytes]


def _plain(data: bytes) -> bytes:
    return data


def _tokened(data: bytes) -> bytes:
    """Properly signed, whatever header and payload have become."""
    parts = json.loads(data)
    return write(*parts) if isinstance(parts, list) and len(parts) == 2 else data


def _baked(art: bytes, pack: Pack = _plain) -> Pack:
    def make(data: bytes) -> bytes:
        # What is baked is what was signed, and that is UTF-8.
        text = pack(data).decode("utf-8", "replace").encode()
        return bake(art, SignedCredential(WHOLE.document, text, "")).data

    return make


@dataclass(frozen=True, slots=True)
class Kind:
    """A good file, the document that it is made of, and how it was made of it."""

    whole: bytes
    document: Any
    pack: Pack = _plain


PARTS = [HEADER, jwt.claims_of(TOKEN.document) | dict(TOKEN.document)]
KINDS: dict[str, Kind] = {
    "json": Kind(WHOLE.data, WHOLE.document),
    "png": Kind(bake(samples.png(), WHOLE).data, WHOLE.document, _baked(samples.png())),
    "svg": Kind(bake(samples.DRAWING, WHOLE).data, WHOLE.document, _baked(samples.DRAWING)),
    "jwt": Kind(TOKEN.data, PARTS, _tokened),
    "png of a jwt": Kind(bake(samples.png(), TOKEN).data, PARTS, _baked(samples.png(), _tokened)),
    "svg of a jwt": Kind(
        bake(samples.DRAWING, TOKEN).data, PARTS, _baked(samples.DRAWING, _tokened)
    ),
    "record": Kind(RECORD.data, RECORD.document),
    "endorsement": Kind(ENDORSEMENT.data, ENDORSEMENT.document),
    "older": Kind(test_legacy.BAKED["SVG with JSON"], test_legacy.ASSERTION),
    "older png": Kind(
        test_legacy.BAKED["iTXt with JWS"], [{"alg": "RS256"}, test_legacy.SIGNED], _tokened
    ),
}
EACH = COUNT // (len(KINDS) + 3)


def _spoiled(chance: random.Random, whole: bytes) -> bytes:
    data = bytearray(whole)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((0, 1, 4, 64, 1024)))
        kind = chance.randrange(5)
        if kind == 0:
            data[at:end] = b""
        elif kind == 1:
            data[at:at] = chance.choice(PIECES)
        elif kind == 2:
            data[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
        elif kind == 3:
            data[at:at] = data[at:end]
        else:
            data[at:end] = chance.choice(PIECES)
    return bytes(data)


def _respelled(chance: random.Random, document: Any) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        document = mutate(chance, document).document
    text = json.dumps(document, ensure_ascii=chance.random() < 0.5)
    return text.encode("utf-8", "surrogatepass")


def _mend(data: bytes) -> bytes:
    """Checksums set right again, or nothing behind them would ever be reached."""
    mended, at = bytearray(data), 8
    while at + 12 <= len(mended):
        end = at + 12 + int.from_bytes(mended[at : at + 4], "big")
        if end > len(mended):
            break
        mended[end - 4 : end] = zlib.crc32(mended[at + 4 : end - 4]).to_bytes(4, "big")
        at = end
    return bytes(mended)


def _broken(chance: random.Random, kind: Kind) -> bytes:
    if chance.random() < 0.5:
        return kind.pack(_respelled(chance, kind.document))
    data = _spoiled(chance, kind.whole)
    return _mend(data) if data.startswith(b"\x89PNG") and chance.random() < 0.8 else data


def _said(data: bytes, library: Library) -> list[str]:
    """What a person would be told; whatever else comes out of it fails the test."""
    try:
        report = report_on(data, resolver=library, recipient="kim@example.ac.kr")
    except Unreadable as refused:
        return [refused.message("ko")]
    return [check.message("ko") for check in report.checks]


def _in_time(call: Callable[[], object], what: object) -> None:
    start = time.thread_time()
    assert call(), what
    assert time.thread_time() - start < SECONDS, what


@pytest.mark.parametrize("name", KINDS)
def test_a_broken_file_is_no_surprise(name: str) -> None:
    chance = random.Random(f"{SEED} {name}")
    library = test_legacy._library() if name.startswith("older") else Library()
    for number in range(EACH):
        data = _broken(chance, KINDS[name])
        _in_time(lambda data=data: _said(data, library), (name, number))  # type: ignore[misc]


def _unpacked(data: bytes) -> int:
    try:
        return len(status_list.decode(data.decode("latin-1")))
    except StatusListError as refused:
        return len(refused.message("ko"))


def test_a_broken_status_list_is_no_surprise() -> None:
    chance = random.Random(f"{SEED} status list")
    whole = LIST["credentialSubject"]["encodedList"].encode()
    for number in range(EACH):
        data = _spoiled(chance, whole)
        _in_time(lambda data=data: _unpacked(data), number)  # type: ignore[misc]


def _signed(document: Any) -> SignedCredential | None:
    """A document may come from anywhere to be signed; what cannot be is refused with a code."""
    try:
        return samples.signed(document)
    except OpenBadgesError:
        return None


def test_signing_a_broken_document_is_no_surprise() -> None:
    chance = random.Random(f"{SEED} signing")
    wholes = [
        samples.document(),
        samples.list_document(),
        dict(build_clr(records.record()).document),
    ]
    made = 0
    for number in range(EACH):
        document = mutate(chance, chance.choice(wholes)).document
        if isinstance(document, dict):
            start = time.thread_time()
            made += _signed(document) is not None
            assert time.thread_time() - start < SECONDS, number
    assert EACH * 0.2 < made < EACH


def _served(chance: random.Random) -> bytes:
    """What an issuer might serve for a status list: signed after the change, or changed after."""
    if chance.random() < 0.5:
        return _spoiled(chance, samples.signed(LIST).data)
    changed = json.loads(_respelled(chance, LIST).decode("utf-8", "surrogatepass"))
    signed = _signed(changed) if isinstance(changed, dict) else None
    return signed.data if signed else json.dumps(changed).encode()


def test_a_broken_list_credential_is_no_surprise() -> None:
    chance = random.Random(f"{SEED} list credential")
    library = Library()
    for number in range(EACH):
        library.holding(STATUS_URL, _served(chance))
        _in_time(lambda: _said(WHOLE.data, library), number)
