"""Baking: the picture stays, the bytes come back, damaged images are refused."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Picture

from badges.openbadges import ImageError, SignedCredential
from badges.openbadges.limits import MAX_IMAGE_BYTES, MAX_IMAGE_SIDE
from badges.openbadges.png import KEYWORD, bake, unbake
from tests.openbadges import samples

ART = samples.png()


def _chunk(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(kind + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + kind + body + checksum


def _with(chunk: bytes, image: bytes = ART) -> bytes:
    """Put a chunk right after IHDR."""
    return image[:33] + chunk + image[33:]


def _credential(data: bytes) -> SignedCredential:
    return SignedCredential({}, data, hashlib.sha256(data).hexdigest())


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")))
def test_what_is_baked_is_unbaked(text: str) -> None:
    assert unbake(bake(ART, _credential(text.encode())).data) == text.encode()


def test_the_picture_is_not_encoded_again() -> None:
    signed = samples.signed()
    baked = bake(ART, signed)
    at = baked.data.index(b"iTXt") - 4
    length = 12 + int.from_bytes(baked.data[at : at + 4], "big")
    assert baked.data[:at] + baked.data[at + length :] == ART
    assert baked.data.index(b"iTXt") < baked.data.index(b"IDAT")
    assert baked.sha256 == hashlib.sha256(baked.data).hexdigest()
    assert baked.media_type == "image/png"


def test_any_reader_of_png_still_shows_it() -> None:
    with Picture.open(io.BytesIO(bake(ART, samples.signed()).data)) as picture:
        picture.load()
        assert picture.getpixel((3, 3)) == (20, 90, 160)
        assert json.loads(picture.info[KEYWORD.decode()])["name"] == "사회서비스 데이터운용 기초"


def test_baking_again_leaves_one_credential() -> None:
    once = bake(ART, samples.signed())
    twice = bake(once.data, _credential(b'{"later": true}'))
    assert unbake(twice.data) == b'{"later": true}'
    assert twice.data.count(KEYWORD) == 1
    assert bake(twice.data, samples.signed()).data == once.data


def test_baking_replaces_what_other_software_wrote_after_the_pixels() -> None:
    chunk = _chunk(b"tEXt", KEYWORD + b"\0old")
    baked = bake(ART[:-12] + chunk + ART[-12:], _credential(b"{}"))
    assert baked.data == bake(ART, _credential(b"{}")).data


def test_other_texts_in_the_image_stay() -> None:
    titled = _with(_chunk(b"tEXt", b"Title\0Shield"))
    assert b"Title\0Shield" in bake(titled, _credential(b"{}")).data


def test_1edtechs_baked_sample_is_read(standards: Path) -> None:
    text = unbake((standards / "examples" / "ob30" / "simple-json.png").read_bytes())
    assert json.loads(text)["name"] == "Teamwork Badge"


ITXT = KEYWORD + b"\0\0\0\0\0{}"
REFUSALS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "png.not_png"),
    "not_png": (b"GIF89a" + bytes(40), "png.not_png"),
    "signature_only": (ART[:8], "png.truncated"),
    "truncated_in_chunk": (ART[:40], "png.truncated"),
    "truncated_before_end": (ART[:-12], "png.truncated"),
    "length_beyond_file": (ART[:33] + b"\xff\xff\xff\xff" + ART[37:], "png.truncated"),
    "damaged_pixel": (ART[:45] + bytes([ART[45] ^ 1]) + ART[46:], "png.checksum"),
    "no_header": (ART[:8] + ART[33:], "png.no_header"),
    "two_headers": (_with(ART[8:33]), "png.no_header"),
    "short_header": (ART[:8] + _chunk(b"IHDR", bytes(12)) + ART[33:], "png.no_header"),
    "no_pixels": (ART[:33] + ART[-12:], "png.no_pixels"),
    "too_wide": (samples.bare_png(20_000, 8), "png.dimensions"),
    "too_high": (samples.bare_png(8, MAX_IMAGE_SIDE + 1), "png.dimensions"),
    "no_width": (samples.bare_png(0, 8), "png.dimensions"),
    "too_large": (ART + bytes(MAX_IMAGE_BYTES), "png.too_large"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_bad_image_is_refused_both_ways(case: str) -> None:
    image, code = REFUSALS[case]
    for attempt in (lambda: unbake(image), lambda: bake(image, _credential(b"{}"))):
        with pytest.raises(ImageError) as refused:
            attempt()
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("image", "code"),
    [
        (ART, "png.no_credential"),
        (_with(_chunk(b"iTXt", ITXT) * 2), "png.two_credentials"),
        (_with(_chunk(b"iTXt", ITXT) + _chunk(b"tEXt", ITXT)), "png.two_credentials"),
        (_with(_chunk(b"tEXt", KEYWORD + b"\0{}")), "png.chunk_malformed"),
        (_with(_chunk(b"iTXt", KEYWORD)), "png.chunk_malformed"),
        (_with(_chunk(b"iTXt", KEYWORD + b"\0\0\0no nul")), "png.chunk_malformed"),
        (
            _with(_chunk(b"iTXt", KEYWORD + b"\0\1\0\0\0" + zlib.compress(b"{}"))),
            "png.chunk_compressed",
        ),
    ],
)
def test_unbake_refuses(image: bytes, code: str) -> None:
    with pytest.raises(ImageError) as refused:
        unbake(image)
    assert refused.value.code == code


def test_art_with_something_behind_its_end_is_not_baked() -> None:
    with pytest.raises(ImageError) as refused:
        bake(ART + b"PK", _credential(b"{}"))
    assert refused.value.code == "png.trailing_data"
