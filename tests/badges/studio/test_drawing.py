"""Designs as pictures: every one draws, the same each time, and its words stay inside."""

from __future__ import annotations

import io
import itertools
import random
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from PIL import Image, ImageChops, ImageStat

from badges.studio import composing, draw_png, draw_svg, ornaments, raster
from badges.studio.design import Design, Kind, Lettering, Level, LevelStyle, Pattern, Words
from badges.studio.geometry import span_at
from badges.studio.icons import ICONS
from badges.studio.palettes import PALETTES
from badges.studio.proposing import proposed
from badges.studio.shapes import SHAPES, inner

_ALT = Words("데이터 배지", "Badge: Data")
_WORDS = "사회서비스 데이터운용 Wide WWW mm 이수 과정 Foundations of 통계 iiii"


def _some(dice: random.Random) -> Design:
    title = "".join(dice.choice(_WORDS) for _ in range(dice.randint(1, 60))).strip() or "가"
    title = " ".join(title.split())
    return Design(
        shape=dice.choice(SHAPES),
        colours=dice.choice(tuple(PALETTES)),
        icon=dice.choice(tuple(ICONS)),
        title=Words(title, title[::-1].strip()),
        lettering=dice.choice(tuple(Lettering)),
        level=Level(
            dice.choice(tuple(LevelStyle)), reached := dice.randint(1, 5), dice.randint(reached, 5)
        ),
        kind=dice.choice(tuple(Kind)),
        pattern=dice.choice(tuple(Pattern)),
        issuer=dice.choice(("", "전주대학교", "KEIMYUNG")),
        alt=_ALT,
    )


@pytest.mark.parametrize("seed", range(12))
def test_every_design_draws_at_every_size_and_without_anything_active(seed: int) -> None:
    design = _some(random.Random(seed))
    for size in (600, 64, 32):
        drawn = draw_svg(design, size=size)
        root = ET.fromstring(drawn)
        tags = {each.tag.rpartition("}")[2] for each in root.iter()}
        assert tags <= {"svg", "title", "defs", "path", "clipPath", "linearGradient", "stop"}
        assert not re.search(rb"href|style|on\w+=|nan|inf", drawn.partition(b"</title>")[2])
    assert drawn == draw_svg(design, size=32)
    assert raster.raster(composing.scene(design, size=32), size=32).getchannel("A").getbbox()


@pytest.mark.parametrize("seed", range(60))
def test_every_title_stays_inside_of_its_field(seed: int) -> None:
    design = _some(random.Random(1000 + seed))
    lines = composing.title_lines(design)
    wanted = {Lettering.KOREAN: design.title.ko, Lettering.ENGLISH: design.title.en}
    if design.lettering in wanted:
        assert "".join("".join(each.text for each in lines).split()) == "".join(
            wanted[design.lettering].split()
        )
    field = inner(design.shape, ornaments.frame_of(design))
    for line in lines:
        assert line.size >= 9
        for y in (line.baseline - line.size * 0.72, line.baseline):
            left, right = span_at(field, y)
            assert left < line.x - line.width / 2
            assert line.x + line.width / 2 < right
    for above, below in itertools.pairwise(lines):
        assert above.baseline < below.baseline - below.size * 0.72


def test_a_title_is_never_lost_where_it_is_longest() -> None:
    for shape in SHAPES:
        for title in ("W" * 60, "가" * 60, "데이터 " * 15):
            design = Design(shape=shape, title=Words(title.strip(), "x"), lettering=Lettering.BOTH)
            drawn = "".join(each.text for each in composing.title_lines(design))
            assert drawn.replace(" ", "") == title.replace(" ", "") + "x"


def test_the_picture_is_small_square_and_transparent_at_its_corners() -> None:
    design = proposed(
        "SSDO-F", name=Words("사회서비스 데이터운용", "Social Service Data Operations")
    )
    data = draw_png(design)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("PNG", (600, 600))
    assert len(data) <= 88_000
    assert image.info["Title"] == design.alt.both
    alpha = image.convert("RGBA").getchannel("A")
    assert [alpha.getpixel(place) for place in ((0, 0), (599, 0), (0, 599), (599, 599))] == [0] * 4
    assert alpha.getpixel((300, 280)) == 255


def test_another_process_draws_the_same_bytes() -> None:
    program = (
        "import sys; from badges.studio import draw_png; from badges.studio.proposing import proposed;"
        "from badges.studio.design import Words;"
        "sys.stdout.buffer.write(draw_png(proposed('SSDO-F', name=Words('가', 'A'))))"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
    assert other == draw_png(proposed("SSDO-F", name=Words("가", "A")))


@pytest.mark.parametrize("background", ["#ffffff", "#101418"])
def test_stands_out_at_64_pixels_on_light_and_dark_and_shows_its_icon(background: str) -> None:
    plain = Design(title=_ALT, alt=_ALT)
    pictures = [
        raster.raster(composing.scene(each, size=64), size=64)
        for each in (plain, Design(icon="law", title=_ALT, alt=_ALT))
    ]
    page = Image.new("RGBA", (64, 64), background)
    seen = [Image.alpha_composite(page, each).convert("L") for each in pictures]
    assert ImageStat.Stat(seen[0]).stddev[0] > 40
    assert ImageStat.Stat(ImageChops.difference(*seen)).mean[0] > 4
