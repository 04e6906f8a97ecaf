"""Which icon stands for what words are about, in Korean and English."""

from __future__ import annotations

import re
from collections.abc import Iterable

from badges.studio.seed import Seed

# The first that is found wins: what is special stands before what is in many names.
_SUBJECTS: tuple[tuple[str, str], ...] = (
    ("ai", r"인공지능|머신러닝|기계학습|딥러닝|\bai\b|artificial intelligence|machine learning"),
    ("robotics", r"로봇|자율주행|robot|autonomous"),
    ("security", r"보안|윤리|개인정보|안전|security|privacy|ethic|safety"),
    ("psychology", r"상담|심리|정신|counsel|psycholog|mental"),
    ("health", r"간호|보건|의료|건강|nurs|health|medic|clinic"),
    ("law", r"법률|법학|입법|\blaw\b|legal|juris"),
    ("language", r"한국어|영어|중국어|일본어|언어|통역|번역|language|translation|linguist"),
    ("tourism", r"관광|축제|여행|호텔|touris|festival|travel|hospitality"),
    ("media", r"영상|미디어|방송|스토리텔링|콘텐츠|media|video|film|storytelling|content"),
    ("arts", r"음악|예술|공연|music|\barts?\b"),
    ("design", r"디자인|design\b"),
    ("environment", r"환경|기후|생태|탄소|environment|climate|ecolog|sustainab"),
    ("energy", r"에너지|전기|배터리|energy|electric|battery"),
    ("agriculture", r"농업|식품|원예|agricult|food|farm"),
    ("architecture", r"건축|도시|주거|architect|urban|housing"),
    ("finance", r"금융|회계|재무|세무|financ|account|tax"),
    ("statistics", r"통계|분석|시각화|statistic|analy|visuali"),
    ("data", r"데이터|빅데이터|\bdata\b|database"),
    ("code", r"소프트웨어|프로그래밍|코딩|임베디드|software|programming|coding|embedded|python"),
    ("cloud", r"클라우드|네트워크|cloud|network"),
    ("social-service", r"사회서비스|사회복지|복지|돌봄|social|welfare|care\b"),
    ("public-service", r"행정|정책|공공|지역|administration|policy|public|region|local"),
    ("business", r"경영|창업|마케팅|비즈니스|무역|business|start-?up|marketing|trade"),
    ("research", r"연구|조사|research|survey"),
    ("leadership", r"리더십|leader"),
    ("communication", r"커뮤니케이션|의사소통|communicat"),
    ("global", r"글로벌|국제|다문화|global|international|multicultur"),
    ("engineering", r"공학|기계|센서|engineer|mechani|sensor|mobility|모빌리티"),
    ("mathematics", r"수학|mathemat"),
    ("physics", r"물리|physic"),
    ("science", r"과학|화학|생명|scien|chemi|biolog"),
    ("teamwork", r"협업|프로젝트|캡스톤|실습|team|project|capstone|practicum"),
    ("innovation", r"혁신|융합|기획|innovat|converg|creativ"),
    ("reading", r"기록|문헌|도서|record|library"),
    ("education", r"교육|학습|교수|education|teach|learning"),
)
_NEUTRAL = ("education", "trophy", "innovation", "reading", "leadership")


def icon_about(texts: Iterable[str], *, otherwise: Seed) -> str:
    """The icon of the first text that says what it is about; one that fits everything if none does."""
    for text in texts:
        for icon, words in _SUBJECTS:
            if re.search(words, text, re.IGNORECASE):
                return icon
    return otherwise.pick("icon", _NEUTRAL)
