"""How an award was approved, written, signed and read again."""

from __future__ import annotations

import datetime as dt

import pytest

from badges.approved import Step, steps_in, written
from badges.reading import read
from credcenter.kernel.bilingual import Bilingual

STEPS = (
    Step(Bilingual("학과", "Department"), dt.date(2026, 11, 20)),
    Step(Bilingual("자격관리센터", "Credential centre"), dt.date(2026, 11, 24)),
)


def test_what_is_written_is_read_again():
    assert written(STEPS).splitlines()[0] == "학과 (Department): 2026-11-20"
    assert steps_in(written(STEPS)) == STEPS


@pytest.mark.parametrize(
    "text",
    ["", "Wrote a thesis.", f"{written(STEPS)}\nand more", "a (b): 2026-02-40", "a: 2026-01-01"],
)
def test_another_text_tells_no_steps(text):
    assert steps_in(text) == ()


def test_only_the_record_of_an_approval_is_read_as_one():
    evidence = [
        {"narrative": written(STEPS), "genre": "ApprovalRecord"},
        {"narrative": written(STEPS), "genre": "Portfolio"},
    ]
    reading = read({"evidence": evidence})
    assert [each.steps for each in reading.approvals] == [STEPS]
    assert len(reading.other_evidence) == 1
