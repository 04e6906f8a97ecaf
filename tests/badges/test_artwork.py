"""Badge images drawn by code."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys

import pytest
from PIL import Image, ImageChops, ImageStat

from badges.artwork import MAX_LEVEL, SIZE, draw
from badges.artwork.seed import Seed

CODES = ("SSDO-F", "SSDO-A", "NURS-1", "LAW-X", "BIO", "MATH", "사회복지-1", "ai", "A" * 64)


def _image(code: str, *, level: int = 1) -> Image.Image:
    return Image.open(io.BytesIO(draw(code, level=level))).convert("RGBA")


def _difference(first: Image.Image, second: Image.Image) -> float:
    """The mean distance of two images in a channel, on white, 0 to 255."""
    white = Image.new("RGBA", first.size, "white")
    pair = (Image.alpha_composite(white, image).convert("RGB") for image in (first, second))
    return sum(ImageStat.Stat(ImageChops.difference(*pair)).mean) / 3


@pytest.mark.parametrize("code", CODES)
def test_is_a_small_square_png_with_transparent_corners(code: str) -> None:
    data = draw(code, level=MAX_LEVEL)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("PNG", (SIZE, SIZE))
    assert len(data) <= 60_000
    alpha = image.convert("RGBA").getchannel("A")
    assert [alpha.getpixel(corner) for corner in ((0, 0), (599, 0), (0, 599), (599, 599))] == [
        0
    ] * 4
    assert alpha.getpixel((300, 280)) == 255


def test_the_same_code_gives_the_same_bytes_in_another_process() -> None:
    program = "import sys; from badges.artwork import draw; sys.stdout.buffer.write(draw('SSDO-F', title='가'))"
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
    assert other == draw("SSDO-F", title="가")


def test_codes_get_distinct_images() -> None:
    digests = {hashlib.sha256(draw(code)).hexdigest() for code in CODES}
    assert len(digests) == len(CODES)


def test_one_family_shares_its_form_and_shows_its_level() -> None:
    foundation, advanced = _image("SSDO-F", level=1), _image("SSDO-A", level=2)
    other = _image("NURS-1", level=1)
    assert foundation.getchannel("A").point(lambda a: a // 255).tobytes() == (
        advanced.getchannel("A").point(lambda a: a // 255).tobytes()
    )
    assert _difference(foundation, advanced) < _difference(foundation, other)


def test_levels_differ_at_64_pixels() -> None:
    small = [_image("SSDO-F", level=level).resize((64, 64)) for level in range(1, MAX_LEVEL + 1)]
    for level, image in enumerate(small[1:], start=1):
        assert _difference(small[level - 1], image) > 1


@pytest.mark.parametrize("background", ["#ffffff", "#101418"])
def test_stands_out_from_light_and_dark_pages_at_64_pixels(background: str) -> None:
    badge = _image("SSDO-F").resize((64, 64))
    page = Image.new("RGBA", badge.size, background)
    seen = Image.alpha_composite(page, badge).convert("L")
    assert ImageStat.Stat(seen).stddev[0] > 40


def test_keeps_its_title_in_the_file() -> None:
    image = Image.open(io.BytesIO(draw("SSDO-F", title="사회서비스 데이터운용")))
    assert image.info["Title"] == "사회서비스 데이터운용"


@pytest.mark.parametrize(("code", "level"), [("", 1), ("X", 0), ("X", MAX_LEVEL + 1)])
def test_refuses_no_code_and_unknown_levels(code: str, level: int) -> None:
    with pytest.raises(ValueError, match="level from 1"):
        draw(code, level=level)


def test_the_family_of_a_code_is_what_stands_before_its_last_hyphen() -> None:
    assert Seed.of_family("SSDO-F") == Seed.of_family("ssdo-a") == Seed.of("SSDO")
    assert Seed.of_family("A-B-1") == Seed.of("A-B")
    assert Seed.of_family("-1") == Seed.of("-1")
