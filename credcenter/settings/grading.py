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
