"""The achievements that a program file asks for: its micro-degrees as worded there, its courses as worded here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from badges.services.designs import AchievementDesign, AlignmentDesign, LevelDesign, ResultDesign
from credcenter.kernel.bilingual import Bilingual
from programs.rules import plain
from programs.services.design.alignment_keys import AlignmentPart
from programs.services.design.parts import (
    CompetencyPart,
    CoursePart,
    MicroDegreePart,
    ProgramFile,
)

HIGHEST_LEVEL = 5
"""That artwork knows."""

_SCORE = Bilingual(ko="점수", en="Score")
_COURSE_CRITERIA = Bilingual(
    ko="학칙에 따라 과목을 이수하고 0점에서 100점 사이의 점수를 받아야 합니다.",
    en="Complete the course under the rules of the university, with a score from 0 to 100.",
)


def designs_of(file: ProgramFile, *, artwork: Mapping[str, bytes]) -> list[AchievementDesign]:
    """One achievement per course and per micro-degree; `artwork` by code, drawn where there is none."""
    return [
        *(_course(each, file=file, artwork=artwork.get(each.code)) for each in file.courses),
        *(_degree(each, file=file, artwork=artwork.get(each.code)) for each in file.micro_degrees),
    ]


def fed_competencies(part: MicroDegreePart, *, file: ProgramFile) -> list[CompetencyPart]:
    """The program's competencies that the courses of a curriculum feed, in the program's order."""
    courses = set(part.curriculum.rules.courses)
    fed = {code for course in file.courses if course.code in courses for code, _w in course.weights}
    return [each for each in file.competencies if each.code in fed]


def _degree(
    part: MicroDegreePart, *, file: ProgramFile, artwork: bytes | None
) -> AchievementDesign:
    fed = fed_competencies(part, file=file)
    return AchievementDesign(
        code=part.code,
        achievement_type=part.achievement.type,
        name=part.name,
        description=part.achievement.description,
        criteria=part.achievement.criteria,
        tags=part.achievement.tags,
        field_of_study=file.department,
        credits_available=part.curriculum.rules.min_credits or None,
        level=min(HIGHEST_LEVEL, 1 + _depth(part, file=file)),
        results=tuple(_competency_result(each) for each in fed),
        # A wallet that shows no results still shows what the badge is aligned with.
        alignments=_alignments(each for one in fed for each in one.alignments),
        artwork=artwork,
    )


def _depth(part: MicroDegreePart, *, file: ProgramFile) -> int:
    """How many steps of the program lead up to a micro-degree; the file has no cycles."""
    before = [each for each in file.micro_degrees if each.code in part.curriculum.rules.requires]
    return max((1 + _depth(each, file=file) for each in before), default=0)


def _competency_result(part: CompetencyPart) -> ResultDesign:
    return ResultDesign(
        code=part.code,
        name=part.name,
        levels=tuple(
            LevelDesign(each.code, each.name, each.threshold, _alignments(each.alignments))
            for each in part.levels
        ),
        alignments=_alignments(part.alignments),
    )


def _course(part: CoursePart, *, file: ProgramFile, artwork: bytes | None) -> AchievementDesign:
    weights = dict(part.weights)
    fed = [each for each in file.competencies if each.code in weights]
    return AchievementDesign(
        code=part.code,
        achievement_type="Course",
        name=part.name,
        description=_course_description(part, fed),
        criteria=_COURSE_CRITERIA,
        field_of_study=file.department,
        credits_available=part.credits,
        results=(ResultDesign("score", _SCORE, value_min=Decimal(0), value_max=Decimal(100)),),
        alignments=_alignments(each for one in fed for each in one.alignments),
        artwork=artwork,
    )


def _course_description(part: CoursePart, fed: list[CompetencyPart]) -> Bilingual:
    earned = plain(part.credits)
    korean = f"‘{part.name.ko}’ 과목({earned}학점)을 이수하였음을 인증합니다."
    unit = "credit" if part.credits == 1 else "credits"
    english = f"Certifies completion of the course “{part.name.en}” ({earned} {unit})."
    if fed:
        korean += f" 다루는 역량: {', '.join(each.name.ko for each in fed)}."
        english += f" It builds up: {', '.join(each.name.en for each in fed)}."
    return Bilingual(ko=korean, en=english)


def _alignments(parts: Iterable[AlignmentPart]) -> tuple[AlignmentDesign, ...]:
    """Alignments as a badge says them, each once."""
    designs = (
        AlignmentDesign(
            each.name,
            each.url,
            target_framework=each.framework,
            target_code=each.code,
            target_type=each.target_type,
            target_description=each.description,
        )
        for each in parts
    )
    return tuple(dict.fromkeys(designs))
