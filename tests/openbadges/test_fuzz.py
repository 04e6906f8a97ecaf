"""Bytes broken at random, from fixed seeds: no surprise, and nothing that takes a second.

``CREDCENTER_TEST_FUZZ`` sets how many inputs there are in all; a few thousand run with the other tests.
"""

from __future__ import annotations

import os
import random
import time
import zlib

import pytest

from badges.openbadges import StatusListError, Unreadable, bake, status_list
from tests.openbadges import records, samples, test_legacy
from tests.openbadges.samples import LENGTH, Library, report_on

COUNT = int(os.environ.get("CREDCENTER_TEST_FUZZ", "3000"))
SECONDS = 1.0
SEED = 20261123
WHOLE = samples.signed()
WHOLES: dict[str, bytes] = {
    "json": WHOLE.data,
    "png": bake(samples.png(), WHOLE).data,
    "svg": bake(samples.DRAWING, WHOLE).data,
    "jwt": samples.token().data,
    "png of a jwt": bake(samples.png(), samples.token()).data,
    "svg of a jwt": bake(samples.DRAWING, samples.token()).data,
    "record": records.signed_record().data,
    "older": test_legacy.BAKED["SVG with JSON"],
    "older png": test_legacy.BAKED["iTXt with JWS"],
}
# Pieces that mean something somewhere.
PIECES = [
    b"\0", b"\xff", b"\xed\xa0\xbd", b'"', b"\\", b"{", b"}", b"[" * 40, b"]", b"<", b">", b"<!--",
    b"<![CDATA[", b"]]>", b"&a;", b"<!DOCTYPE svg [", b".", b"=", b"-1", b"1e999", b"9" * 50,
    b"@context", b"@id", b"_:b0", b"\xef\xbb\xbf", b"IDAT", b"\x7f\xff\xff\xff", b"null", b"NaN",
]  # fmt: skip


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


def _said(data: bytes, library: Library) -> list[str]:
    """What a person would be told; whatever else comes out of it fails the test."""
    try:
        report = report_on(data, resolver=library)
    except Unreadable as refused:
        return [refused.message("ko")]
    return [check.message("ko") for check in report.checks]


def _unpacked(data: bytes) -> int:
    try:
        return len(status_list.decode(data.decode("latin-1")))
    except StatusListError as refused:
        return len(refused.message("ko"))


@pytest.mark.parametrize("name", WHOLES)
def test_a_broken_file_is_no_surprise(name: str) -> None:
    chance = random.Random(f"{SEED} {name}")
    library = test_legacy._library() if name.startswith("older") else Library()
    for number in range(COUNT // len(WHOLES)):
        data = _spoiled(chance, WHOLES[name])
        if data.startswith(b"\x89PNG") and chance.random() < 0.8:
            data = _mend(data)
        start = time.perf_counter()
        assert all(_said(data, library))
        assert time.perf_counter() - start < SECONDS, (name, number)


def test_a_broken_status_list_is_no_surprise() -> None:
    chance = random.Random(SEED)
    whole = status_list.encode(range(0, LENGTH, 7), length=LENGTH).encode()
    for _ in range(COUNT // len(WHOLES)):
        start = time.perf_counter()
        assert _unpacked(_spoiled(chance, whole))
        assert time.perf_counter() - start < SECONDS
