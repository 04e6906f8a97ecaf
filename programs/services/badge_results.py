"""A course's badge says that the course was completed: it counts as a result where there is none from elsewhere.

A result that a file or a platform brought stands: the badge adds nothing to it and, revoked, takes nothing away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from badges.award import Award
from badges.enums import CredentialState
from badges.models import Credential
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor, Entry
from programs.enums import ResultStatus
from programs.models import Course, CourseResult
from programs.validators import is_term, term_of

SCORE = "score"
"""The result of a course's badge (programs.services.design.wording)."""

Key = tuple[UUID, int, str]


def follow_course_badges(credentials: Sequence[Credential], *, actor: Actor) -> None:
    """Bring results to what badges of courses say, in the caller's transaction with the learners locked.

    Some hundreds at once, with achievement and request.
    """
    codes = {each.achievement.code for each in credentials}
    courses = {row.code: row for row in Course.objects.filter(code__in=codes)}
    ours = [each for each in credentials if each.achievement.code in courses]
    if not ours:
        return
    _take_back([each for each in ours if each.state == CredentialState.REVOKED], actor=actor)
    issued = [each for each in ours if each.state == CredentialState.ISSUED]
    _add(issued, courses=courses, actor=actor)


def _take_back(revoked: Iterable[Credential], *, actor: Actor) -> None:
    found = CourseResult.objects.filter(badge__in=list(revoked))
    found.filter(source__isnull=False).update(badge=None)
    rows = list(found.filter(source__isnull=True))
    for row in rows:
        row.status, row.badge, row.recorded_at = ResultStatus.WITHDRAWN, None, clock.now()
    CourseResult.objects.bulk_update(rows, ["status", "badge", "recorded_at"], batch_size=200)
    audit.record_many([Entry("result.withdrawn", row) for row in rows], actor=actor)


def _add(issued: Sequence[Credential], *, courses: Mapping[str, Course], actor: Actor) -> None:
    """A new result, or the row that an earlier badge of the term left withdrawn."""
    learner_ids = {each.learner_id for each in issued}
    standing = CourseResult.objects.filter(learner__in=learner_ids, course__in=courses.values())
    rows = {(row.learner_id, row.course_id, row.term): row for row in standing}
    done = {key[:2] for key, row in rows.items() if row.status == ResultStatus.COMPLETED}
    entries = []
    for credential in issued:
        course = courses[credential.achievement.code]
        if (credential.learner_id, course.pk) in done:
            continue
        term, values = _said(credential, course=course)
        row = rows.get((credential.learner_id, course.pk, term))
        if row is not None and row.source_id is not None:
            # What a file says of this very term, failed say, is not for a badge to change.
            continue
        result = row or CourseResult(learner_id=credential.learner_id, course=course, term=term)
        for name, value in values.items():
            setattr(result, name, value)
        result.save()
        entries.append(Entry("result.from_badge", result, details={"badge": str(credential.pk)}))
    audit.record_many(entries, actor=actor)


def _said(credential: Credential, *, course: Course) -> tuple[str, dict[str, object]]:
    """The term and the values of the result that a badge stands for."""
    award = Award.from_json(credential.request.award)
    this_year = clock.today().year
    is_known = is_term(award.term, last_year=this_year + 1)
    term = award.term if is_known else term_of(award.awarded_on)
    scores = [each.value for each in award.results if each.code == SCORE]
    return term, {
        "score": scores[0] if scores and 0 <= scores[0] <= Decimal(100) else None,
        "grade": "",
        "credits": award.credits_earned or course.credits,
        "status": ResultStatus.COMPLETED,
        "badge": credential,
        "recorded_at": clock.now(),
    }
