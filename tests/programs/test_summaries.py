"""How far a case is, in one sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from programs.selectors.summaries import summary

ELECTIVE = {
    "code": "group_count_missing",
    "params": {"group": "elective", "have": 1, "need": 2, "courses": []},
}
CORE = {
    "code": "group_all_missing",
    "params": {"group": "core", "have": 0, "need": 2, "courses": []},
}
HALF = {
    "code": "group_credits_missing",
    "params": {"group": "elective", "have": 2.5, "need": 3, "courses": []},
}
LEAST = {
    "code": "limit_least_missing",
    "params": {"limit_name": "major", "have": 6, "need": 9, "courses": []},
}
CREDITS = {"code": "min_credits_missing", "params": {"have": 9, "need": 12}}
MEAN = {"code": "min_mean_score_unknown", "params": {"need": 70}}
REQUIRED = {"code": "requires_missing", "params": {"micro_degree": "SSDO-F"}}
HELD = {"code": "already_held", "params": {}}


@pytest.mark.parametrize(
    ("missing", "needed", "said"),
    [
        ([ELECTIVE, CREDITS], 12, "9 of 12 credits; one elective course is missing."),
        (
            [CORE, ELECTIVE],
            12,
            "9 of 12 credits; 2 core courses, one elective course are missing.",
        ),
        ([HALF], 12, "9 of 12 credits; 0.5 elective credits are missing."),
        ([LEAST, CREDITS], 12, "9 of 12 credits; 3 major credits are missing."),
        ([CREDITS], 12, "9 of 12 credits; 3 credits are missing."),
        ([MEAN], 0, "A mean score of 70 is missing."),
        ([REQUIRED], 9, "9 of 9 credits; the prerequisite SSDO-F is missing."),
        ([HELD], 9, "9 of 9 credits; a requirement is not met yet."),
        ([], 9, "9 of 9 credits; all requirements are met."),
        ([], 0, "All requirements are met."),
    ],
)
def test_the_sentence_says_what_is_missing(missing: list[dict], needed: int, said: str) -> None:
    with translation.override("en"):
        assert summary({"credits": 9, "missing": missing}, needed=Decimal(needed)) == said
