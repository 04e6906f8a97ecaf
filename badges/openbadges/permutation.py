"""A keyed permutation of ``range(size)``: format-preserving, so no table of used numbers is kept.

A four-round Feistel network over the next even number of bits, walked until it lands inside the
range (cycle walking, Black and Rogaway 2002). It hides order from readers of the list; it is not
meant to stand against someone who holds the key.
"""

from __future__ import annotations

import hashlib
import hmac

_ROUNDS = 4


def permute(value: int, *, key: bytes, size: int) -> int:
    """The image of ``value``; both in ``range(size)``. Fewer than four steps on average."""
    half = max(1, ((size - 1).bit_length() + 1) // 2)
    image = _feistel(value, key, half)
    while image >= size:
        image = _feistel(image, key, half)
    return image


def _feistel(value: int, key: bytes, half: int) -> int:
    mask = (1 << half) - 1
    left, right = value >> half, value & mask
    for number in range(_ROUNDS):
        left, right = right, left ^ (_round(key, number, right) & mask)
    return (left << half) | right


def _round(key: bytes, number: int, value: int) -> int:
    message = bytes([number]) + value.to_bytes(16, "big")
    return int.from_bytes(hmac.new(key, message, hashlib.sha256).digest()[:16], "big")
