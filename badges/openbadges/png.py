"""Baking PNG images by inserting a chunk (OB 3.0 section 5.3.2.1).

The credential travels in one uncompressed ``iTXt`` chunk with the keyword ``openbadgecredential``
(``clrcredential`` for a ClrCredential, ``openbadges`` for an Assertion of Open Badges 2.0) before the first ``IDAT``; every other byte of the picture stays as it was. Refuses what is not a
whole PNG, is too large, has a broken checksum, or (when unbaking) carries two credentials.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from badges.openbadges.errors import ImageError
from badges.openbadges.limits import MAX_IMAGE_BYTES, MAX_IMAGE_SIDE
from badges.openbadges.structure import kind_of, type_names
from badges.openbadges.types import BakedImage, SignedCredential

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
CLR_KEYWORD = b"clrcredential"
# Open Badges 2.0; older tools wrote it as tEXt.
LEGACY_KEYWORD = b"openbadges"
_KEYWORDS = (KEYWORD, CLR_KEYWORD, LEGACY_KEYWORD)
MEDIA_TYPE = "image/png"
_TEXT_CHUNKS = (b"iTXt", b"tEXt", b"zTXt")
# Length, type, …, CRC (PNG 3rd edition, section 5.3).
_OVERHEAD = 12


@dataclass(frozen=True, slots=True)
class _Chunk:
    kind: bytes
    start: int
    end: int
    body: bytes


def bake(image: bytes, credential: SignedCredential) -> BakedImage:
    """Put the signed bytes into a copy of ``image``, in place of any earlier credential."""
    head, tail = _split(image)
    return BakedImage(b"".join((head, _itxt(credential), tail)), MEDIA_TYPE)


# An artwork is baked thousands of times in a row. Bytes remember their own hash, so a hit costs nothing.
@lru_cache(maxsize=8)
def _split(image: bytes) -> tuple[bytes, bytes]:
    """What stands before the credential's chunk and what stands behind it, without an earlier credential."""
    chunks = list(_chunks(image))
    if chunks[-1].end != len(image):
        raise ImageError("png.trailing_data")
    first_data = next(chunk.start for chunk in chunks if chunk.kind == b"IDAT")
    kept = [
        (image[chunk.start : chunk.end], chunk.start)
        for chunk in chunks
        if not _is_credential(chunk)
    ]
    head = b"".join(part for part, start in kept if start < first_data)
    tail = b"".join(part for part, start in kept if start >= first_data)
    return SIGNATURE + head, tail


def unbake(image: bytes) -> bytes:
    """The text a PNG was baked with, as bytes: the JSON of a credential, or a compact JWS."""
    found = [chunk for chunk in _chunks(image) if _is_credential(chunk)]
    # A picture may carry an Open Badges 2.0 badge beside the newer one.
    found = [chunk for chunk in found if _keyword(chunk) != LEGACY_KEYWORD] or found
    if not found:
        raise ImageError("png.no_credential")
    if len(found) > 1:
        raise ImageError("png.two_credentials")
    return _text(found[0])


def _itxt(credential: SignedCredential) -> bytes:
    keyword = _keyword_for(credential)
    # keyword 00, not compressed, method 0, no language 00, no translated keyword 00, text
    body = b"iTXt" + keyword + b"\0\0\0\0\0" + credential.data
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


def _keyword_for(credential: SignedCredential) -> bytes:
    if "Assertion" in type_names(credential.document.get("type")):
        return LEGACY_KEYWORD
    return CLR_KEYWORD if kind_of(credential.document) == "ClrCredential" else KEYWORD


def _text(chunk: _Chunk) -> bytes:
    keyword, _, content = chunk.body.partition(b"\0")
    if chunk.kind == b"tEXt" and keyword == LEGACY_KEYWORD:
        return content
    flag, rest = content[:2], content[2:]
    fields = rest.split(b"\0", 2)
    if chunk.kind == b"zTXt":
        raise ImageError("png.chunk_compressed")
    if chunk.kind != b"iTXt" or len(flag) != 2 or len(fields) != 3:
        raise ImageError("png.chunk_malformed")
    if flag[0]:
        # OB 3.0: the text must not be compressed; unpacking a stranger's zlib is a bomb besides.
        raise ImageError("png.chunk_compressed")
    return fields[2]


def _is_credential(chunk: _Chunk) -> bool:
    return chunk.kind in _TEXT_CHUNKS and _keyword(chunk) in _KEYWORDS


def _keyword(chunk: _Chunk) -> bytes:
    return chunk.body.split(b"\0", 1)[0]


def _chunks(image: bytes) -> Iterator[_Chunk]:
    """The chunks up to IEND, each checked; raises ``ImageError`` before yielding a bad one."""
    if len(image) > MAX_IMAGE_BYTES:
        raise ImageError("png.too_large", limit=MAX_IMAGE_BYTES)
    if not image.startswith(SIGNATURE):
        raise ImageError("png.not_png")
    position = len(SIGNATURE)
    seen: set[bytes] = set()
    while b"IEND" not in seen:
        chunk = _chunk_at(image, position)
        _refuse_misplaced(chunk, seen)
        yield chunk
        seen.add(chunk.kind)
        position = chunk.end


def _chunk_at(image: bytes, position: int) -> _Chunk:
    if position + _OVERHEAD > len(image):
        raise ImageError("png.truncated")
    (length,) = struct.unpack_from(">I", image, position)
    end = position + _OVERHEAD + length
    if end > len(image):
        raise ImageError("png.truncated")
    (expected,) = struct.unpack_from(">I", image, end - 4)
    if zlib.crc32(memoryview(image)[position + 4 : end - 4]) != expected:
        raise ImageError("png.checksum")
    kind = image[position + 4 : position + 8]
    body = image[position + 8 : end - 4] if kind not in (b"IDAT", b"fdAT") else b""
    return _Chunk(kind, position, end, body)


def _refuse_misplaced(chunk: _Chunk, seen: set[bytes]) -> None:
    if (chunk.kind == b"IHDR") != (not seen):
        raise ImageError("png.no_header")
    if chunk.kind == b"IHDR":
        _refuse_header(chunk.body)
    if chunk.kind == b"IEND" and b"IDAT" not in seen:
        raise ImageError("png.no_pixels")


def _refuse_header(body: bytes) -> None:
    if len(body) != 13:
        raise ImageError("png.no_header")
    width, height = struct.unpack_from(">II", body)
    if not (0 < width <= MAX_IMAGE_SIDE and 0 < height <= MAX_IMAGE_SIDE):
        raise ImageError("png.dimensions", width=width, height=height, limit=MAX_IMAGE_SIDE)
