"""Everything about one person's studies, as the staff looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from learners.models import Learner
from programs.models import CourseResult, DecisionNotice, Enrolment


@dataclass(frozen=True, slots=True)
class PersonsStudies:
    """Enrolments with their cases, results of every course, and what they were told of decisions."""

    enrolments: list[Enrolment]
    results: list[CourseResult]
    notices: list[DecisionNotice]


def studies_of(learner: Learner) -> PersonsStudies:
    """Three queries. Results by term, the newest first."""
    enrolments = Enrolment.objects.filter(learner=learner).select_related(
        "micro_degree__program", "curriculum", "completion__request"
    )
    results = CourseResult.objects.filter(learner=learner).select_related("course", "source")
    notices = DecisionNotice.objects.filter(approval__completion__enrolment__learner=learner)
    return PersonsStudies(
        enrolments=list(enrolments.order_by("-enrolled_at", "pk")),
        results=list(results.order_by("-term", "course__code", "pk")),
        notices=list(
            notices.select_related("approval__completion__enrolment__micro_degree").order_by(
                "-created_at"
            )
        ),
    )
