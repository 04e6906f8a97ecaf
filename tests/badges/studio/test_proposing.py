"""What is proposed for a badge that nobody designed."""

from __future__ import annotations

import pytest

from badges.studio import reading
from badges.studio.design import Kind, Lettering, Words
from badges.studio.proposing import proposed
from badges.studio.seed import Seed

_NAME = Words("사회서비스 데이터운용", "Social Service Data Operations")


@pytest.mark.parametrize(
    "name",
    [
        _NAME,
        Words("가" * 200, "A" * 200),
        Words("", "Only English"),
        Words("제어\x00문자", "tab\there"),
        Words("😀", "שלום"),
        Words("", ""),
    ],
)
def test_is_always_a_design_that_reads_back(name: Words) -> None:
    design = proposed("ABC-1", name=name, level=5)
    assert reading.design(design.to_json()) == design


def test_one_family_shares_form_and_colours_and_words_choose_the_icon() -> None:
    first = proposed("SSDO-F", name=_NAME, achievement_type="MicroCredential")
    second = proposed("SSDO-A", name=Words("인공지능", "AI"), achievement_type="MicroCredential")
    assert (first.shape, first.colours, first.kind) == (
        second.shape,
        second.colours,
        Kind.MICRO_DEGREE,
    )
    assert (first.icon, second.icon) == ("data", "ai")
    advanced = proposed("SSDO-A", name=_NAME, level=2)
    assert (advanced.colours, advanced.level.reached) == (first.colours, 2)
    assert advanced.shape != first.shape
    assert first.lettering is Lettering.BOTH
    assert Seed.of_family("SSD101") == Seed.of_family("ssd-9") == Seed.of("SSD")


def test_the_title_does_not_repeat_its_ribbon() -> None:
    name = Words("모빌리티 소프트웨어 마이크로디그리", "Micro-degree in Mobility Software")
    design = proposed("KMX-MS", name=name, achievement_type="MicroCredential")
    assert design.title == Words("모빌리티 소프트웨어", "Mobility Software")
    assert design.alt.ko == "모빌리티 소프트웨어 마이크로디그리 배지"


@pytest.mark.parametrize(("code", "level"), [("", 1), ("X", 0), ("X", 6)])
def test_refuses_no_code_and_unknown_levels(code: str, level: int) -> None:
    with pytest.raises(ValueError, match="level from 1"):
        proposed(code, name=_NAME, level=level)
