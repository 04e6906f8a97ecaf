"""Badge images that somebody made: small enough for every credential's file, and still what they were."""

from __future__ import annotations

import io
import random
from functools import cache
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw

from badges.artwork.optimising import LIMIT, optimised
from badges.enums import ArtefactKind
from badges.models import AchievementVersion
from badges.services import storing
from badges.services.designing import design
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import (
    achievement_design,
    achievement_version,
    drawing,
    issued_credential,
)

BAKED = 100_000


def as_png(image: Image.Image, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@cache
def photograph() -> bytes:
    """A megabyte that no packing makes small: soft shapes under grain, as a camera sees them."""
    chance = random.Random(7)
    grain = Image.frombytes("RGB", (700, 700), chance.randbytes(700 * 700 * 3))
    shapes = grain.resize((9, 9)).resize((700, 700), Image.Resampling.BICUBIC)
    return as_png(Image.blend(shapes, grain, 0.06))


@cache
def logo() -> bytes:
    image = Image.new("RGBA", (600, 600), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((30, 30, 570, 570), fill=(20, 60, 90, 255))
    pen.rectangle((190, 190, 410, 410), fill=(240, 200, 20, 128))
    return as_png(image, compress_level=0)


def test_what_is_small_packed_well_keeps_every_pixel() -> None:
    made = optimised(logo())
    assert len(made) < len(logo()) / 50
    before, after = opened(logo()).convert("RGBA"), opened(made).convert("RGBA")
    assert before.size == after.size
    assert ImageChops.difference(before, after).getbbox() is None


def test_a_photograph_is_made_smaller_until_it_fits() -> None:
    made = optimised(photograph())
    assert len(made) <= LIMIT
    assert min(opened(made).size) >= 240


@pytest.mark.parametrize("make", [logo, photograph])
def test_what_was_made_small_once_stays_as_it_is(make: Any) -> None:
    made = optimised(make())
    assert optimised(made) == made


def test_what_the_centre_draws_is_small_already() -> None:
    assert optimised(drawing("SSDO-F")) == drawing("SSDO-F")


def test_an_animated_image_is_left_alone() -> None:
    frames = [Image.new("RGB", (100, 100), colour) for colour in ("red", "blue")]
    data = as_png(frames[0], save_all=True, append_images=frames[1:], compress_level=0)
    assert optimised(data) == data


@pytest.mark.django_db
def test_a_baked_file_has_at_most_a_hundred_thousand_bytes() -> None:
    credential = issued_credential(achievement_version(artwork=photograph()))
    assert len(photograph()) > 5 * BAKED
    assert len(storing.artefact_bytes(credential, ArtefactKind.PNG)) <= BAKED


@pytest.mark.django_db
def test_neither_the_image_handed_in_nor_the_one_made_of_it_is_a_change() -> None:
    first = achievement_version(artwork=logo())
    with first.artwork.open() as stream:
        made = stream.read()
    assert made == optimised(logo())
    for artwork in (logo(), made):
        assert design([achievement_design(artwork=artwork)], actor=SYSTEM)[0].pk == first.pk
    other = design([achievement_design(artwork=drawing("OTHER"))], actor=SYSTEM)[0]
    assert (other.number, AchievementVersion.objects.count()) == (2, 2)
