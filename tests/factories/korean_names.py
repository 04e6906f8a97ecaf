"""Passport spellings (Revised Romanization, or the usual one for a surname) of the invented names."""

from __future__ import annotations

SURNAMES = {
    "김": "KIM", "이": "LEE", "박": "PARK", "최": "CHOI", "정": "JUNG", "강": "KANG", "조": "CHO",
    "윤": "YOON", "장": "JANG", "임": "LIM", "한": "HAN", "오": "OH", "서": "SEO", "신": "SHIN",
    "권": "KWON", "황": "HWANG", "안": "AHN", "송": "SONG", "홍": "HONG", "문": "MOON",
}  # fmt: skip
GIVEN = {
    "민준": "Minjun", "서연": "Seoyeon", "도윤": "Doyun", "하은": "Haeun", "지훈": "Jihun",
    "수빈": "Subin", "현우": "Hyeonu", "예린": "Yerin", "준서": "Junseo", "유나": "Yuna",
    "태양": "Taeyang", "보람": "Boram", "성민": "Seongmin", "가온": "Gaon", "은별": "Eunbyeol",
    "재혁": "Jaehyeok",
}  # fmt: skip


def romanised(surname: str, given: str) -> str:
    """SURNAME Given, as in the passport."""
    return f"{SURNAMES[surname]} {GIVEN[given]}"
