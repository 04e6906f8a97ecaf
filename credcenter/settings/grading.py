"""How letter grades are read as scores."""

from __future__ import annotations

# The middle of each grade's range at Korean universities (A+ is 95 to 100, A0 90 to 94, and so on);
# a results file that has scores does not need it. Numbers are text, so that they stay exact.
CREDCENTER_GRADE_SCORES = {
    "A+": "97.5",
    "A0": "92",
    "A": "92",
    "A-": "90",
    "B+": "87",
    "B0": "82",
    "B": "82",
    "B-": "80",
    "C+": "77",
    "C0": "72",
    "C": "72",
    "C-": "70",
    "D+": "67",
    "D0": "62",
    "D": "62",
    "D-": "60",
    "F": "0",
}

# The lowest score of each grade: what a least grade asks of a result that has a score and no grade.
CREDCENTER_GRADE_LOWEST_SCORES = {
    "A+": "95",
    "A0": "90",
    "A": "90",
    "A-": "90",
    "B+": "85",
    "B0": "80",
    "B": "80",
    "B-": "80",
    "C+": "75",
    "C0": "70",
    "C": "70",
    "C-": "70",
    "D+": "65",
    "D0": "60",
    "D": "60",
    "D-": "60",
}
