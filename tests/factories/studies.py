"""A program with one micro-degree, and learners at any stage of it, made of real rows and the real evaluator."""

from __future__ import annotations

from decimal import Decimal
from itertools import count

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import SYSTEM
from learners.models import Learner
from programs.enums import ResultStatus
from programs.models import (
    Competency,
    CompetencyAlignment,
    CompetencyLevel,
    Completion,
    Course,
    CourseCompetency,
    CourseResult,
    CurriculumVersion,
    Enrolment,
    MicroDegree,
    Program,
)
from programs.services.completion import evaluate
from tests.factories import badges

_numbers = count(1)

RULES = {
    "groups": [
        {"name": "core", "all": ["SSD101", "SSD102"]},
        {"name": "elective", "credits": "3", "from": ["SSD201"], "min_score": "60"},
    ],
    "min_credits": "9",
    "min_mean_score": "70",
}
COURSES = {
    "SSD101": ("사회서비스와 데이터의 이해", "Introduction to Social Services and Data"),
    "SSD102": ("복지 통계의 기초", "Foundations of Welfare Statistics"),
    "SSD201": ("사회서비스 데이터 수집과 관리", "Collecting and Managing Social Service Data"),
}


def program(code: str = "SSDO") -> Program:
    """A program with three courses and one competency."""
    made = Program.objects.create(
        code=code,
        name_ko="사회서비스 데이터운용",
        name_en="Social Service Data Operations",
        department="Social Welfare",
    )
    competency = _competency(made)
    for position, (course_code, (name_ko, name_en)) in enumerate(COURSES.items()):
        course, is_new = Course.objects.get_or_create(
            code=course_code,
            defaults={
                "program": made,
                "name_ko": name_ko,
                "name_en": name_en,
                "credits": Decimal(3),
                "position": position,
            },
        )
        if is_new:
            CourseCompetency.objects.create(course=course, competency=competency, weight=Decimal(1))
    return made


def micro_degree(code: str = "SSDO-F", *, of: Program | None = None) -> MicroDegree:
    """A micro-degree with its badge and one curriculum."""
    made = MicroDegree.objects.create(
        program=of or Program.objects.first() or program(),
        code=code,
        name_ko="사회서비스 데이터운용 기초",
        name_en="Foundations of Social Service Data Operations",
        achievement=badges.achievement_version(code).achievement,
        approval_steps=["department", "centre"],
    )
    CurriculumVersion.objects.create(
        micro_degree=made, version="2026", from_term="2026-1", rules=RULES
    )
    return made


def completion(
    *courses: str, of: MicroDegree | None = None, learner: Learner | None = None, score: int = 80
) -> Completion:
    """The case of a learner who completed some courses; all three make it wait for approval."""
    degree = of or MicroDegree.objects.first() or micro_degree()
    person = learner or badges.learner()
    enrolment = Enrolment.objects.create(
        learner=person, micro_degree=degree, curriculum=degree.curricula.get(), term="2026-1"
    )
    for code in courses:
        result(person, code, score=score)
    return evaluate([enrolment], actor=SYSTEM)[0]


def result(learner: Learner, course: str, *, score: int = 80) -> CourseResult:
    """A course completed in the term of entry."""
    return CourseResult.objects.create(
        learner=learner,
        course=Course.objects.get(code=course),
        term="2026-1",
        score=Decimal(score),
        credits=Decimal(3),
        status=ResultStatus.COMPLETED,
    )


def evaluated(of: Completion) -> Completion:
    """The case computed anew."""
    return evaluate([of.enrolment], actor=SYSTEM)[0]


def waiting_completion(**where: object) -> Completion:
    """A case with everything met."""
    return completion(*COURSES, **where)  # type: ignore[arg-type]


def user(*roles: Role, department: str = "") -> User:
    """Somebody who can sign in."""
    return create_user(
        f"user{next(_numbers)}@university.example",
        name="이정원",
        roles=list(roles),
        actor=SYSTEM,
        department=department,
    )


def _competency(of: Program) -> Competency:
    made = Competency.objects.create(
        program=of,
        code="data-literacy",
        name_ko="데이터 문해력",
        name_en="Data literacy",
        position=0,
    )
    for code, name_ko, name_en, threshold in (
        ("L1", "기초", "Foundation", 0),
        ("L2", "실무", "Practitioner", 70),
        ("L3", "심화", "Advanced", 85),
    ):
        CompetencyLevel.objects.create(
            competency=made, code=code, name_ko=name_ko, name_en=name_en, threshold=threshold
        )
    CompetencyAlignment.objects.create(
        competency=made,
        position=0,
        framework="NCS",
        code="20010105",
        name="빅데이터분석",
        url="https://www.ncs.go.kr/unity/th03/ncsSearchMain.do",
    )
    return made
