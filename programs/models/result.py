from __future__ import annotations

from django.conf import settings
from django.db import models

from badges.models import Credential
from credcenter.kernel import clock, ids
from learners.models import Learner
from programs.enums import ImportState, ResultStatus
from programs.models.course import Course
from programs.models.program import MicroDegree


class ResultImport(models.Model):
    """A results file that somebody handed in: what was read of it, and whether it was applied."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    micro_degree = models.ForeignKey(
        MicroDegree, on_delete=models.PROTECT, related_name="result_imports"
    )
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(help_text="The sound rows, as read.")
    refusals = models.JSONField(default=list, help_text="The bad rows: row, column, code, reason.")
    summary = models.JSONField(default=dict, help_text="What applying changes, or changed.")
    state = models.CharField(
        max_length=16, choices=ImportState.choices, default=ImportState.CHECKED
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="result_imports",
    )
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=clock.now)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-uploaded_at",)

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"


class CourseResult(models.Model):
    """One attempt of a learner at a course, in a term, with where it came from."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="course_results")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="results")
    term = models.CharField(max_length=16)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    grade = models.CharField(max_length=4, blank=True)
    credits = models.DecimalField(max_digits=4, decimal_places=1)
    status = models.CharField(max_length=16, choices=ResultStatus.choices)
    counts_for_major = models.BooleanField(
        default=False, help_text="The course counts for the learner's major as well."
    )
    source = models.ForeignKey(
        ResultImport, on_delete=models.PROTECT, null=True, blank=True, related_name="course_results"
    )
    badge = models.OneToOneField(
        Credential,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="course_result",
        help_text="The badge of the course that says so, where no file does.",
    )
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("learner", "course", "term")
        constraints = (
            models.UniqueConstraint(
                fields=("learner", "course", "term"), name="course_result_once_a_term"
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True)
                | (models.Q(score__gte=0) & models.Q(score__lte=100)),
                name="course_result_score_range",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=ResultStatus.values),
                name="course_result_status_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.learner_id} {self.course_id} {self.term}"
