"""What stands in the cells of other people's tables, brought to the words of our own results file.

Only words are changed here, by the lists below; whatever is in no list goes on as it stands and is refused by
`rows.py` with its reason.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from credcenter.kernel.plain_values import narrow, read_number
from programs.enums import ResultStatus

_TERM = re.compile(
    r"([0-9]{4})\s*(?:학년도|년도|년)?\s*[-./]?\s*(?:제)?\s*"
    r"(1|2|S|W|여름|하계|겨울|동계|봄|가을|SPRING|SUMMER|FALL|AUTUMN|WINTER)"
    r"\s*(?:학기|계절학기|계절수업|계절)?"
)
_SEASONS = {
    **dict.fromkeys(("1", "봄", "SPRING"), "1"),
    **dict.fromkeys(("S", "여름", "하계", "SUMMER"), "S"),
    **dict.fromkeys(("2", "가을", "FALL", "AUTUMN"), "2"),
    **dict.fromkeys(("W", "겨울", "동계", "WINTER"), "W"),
}
_STATUSES = {
    **dict.fromkeys(("이수", "완료", "수료", "취득", "합격", "y", "p", "pass", "passed"), ResultStatus.COMPLETED),
    **dict.fromkeys(("미이수", "미취득", "낙제", "불합격", "n", "f", "np", "fail"), ResultStatus.FAILED),
    **dict.fromkeys(("철회", "수강철회", "포기", "수강포기", "w", "withdrew"), ResultStatus.WITHDRAWN),
    **dict.fromkeys(("수강중", "이수중", "진행중", "재학중", "in progress", "ip"), ResultStatus.IN_PROGRESS),
}  # fmt: skip
_HANGUL = re.compile(r"[가-힣]+")
NO_VALUE = frozenset({"-", "–", "—", "n/a", "N/A"})
"""How gradebooks write that there is no score yet."""


def term(text: str, *, year: str = "") -> str:
    """A term as we write it: `2026학년도 1학기`, or year and season in two columns, become `2026-1`."""
    plain = narrow(f"{year} {text}" if year else text).upper()
    match = _TERM.fullmatch(plain) or (_TERM.fullmatch(narrow(text).upper()) if year else None)
    return f"{match[1]}-{_SEASONS[match[2]]}" if match else (text or year)


def status(text: str) -> str:
    """A status as we write it: `이수` becomes `completed`."""
    plain = narrow(text).casefold()
    return str(_STATUSES.get(plain, plain.replace(" ", "_")))


def name(*, family: str, given: str) -> str:
    """One name of two columns: 홍 and 길동 are 홍길동, Hong and Gildong are Gildong Hong."""
    both = [part for part in (family, given) if part]
    if all(_HANGUL.fullmatch(part) for part in both):
        return "".join(both)
    return " ".join(reversed(both))


def sorted_name(text: str) -> str:
    """A name that Canvas wrote as `Hong, Gildong`."""
    family, comma, given = text.partition(",")
    return name(family=family.strip(), given=given.strip()) if comma else text


def score(text: str, *, full_marks: Decimal) -> str:
    """A score on our scale of 100, to two decimals with halves up; what is no number stays as it is."""
    value = read_number(text)
    if value is None or full_marks == 100:
        return text
    return str((value * 100 / full_marks).quantize(Decimal("0.01"), ROUND_HALF_UP))


def status_by_score(text: str, *, grade: str, least: Decimal) -> str:
    """Completed from a least score on, failed below; without score and grade not ended yet."""
    value = read_number(text)
    if grade:
        return ResultStatus.FAILED if narrow(grade).upper() == "F" else ResultStatus.COMPLETED
    if value is None:
        # A text that is no number is refused for what it is, as the score of a completed course.
        return ResultStatus.COMPLETED if text else ResultStatus.IN_PROGRESS
    return ResultStatus.COMPLETED if value >= least else ResultStatus.FAILED
