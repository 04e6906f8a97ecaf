from __future__ import annotations

from django.conf import settings
from django.db import models

from badges.models import Credential
from credcenter.accounts.models import ApiToken
from credcenter.kernel import clock, ids
from learners.models import Learner
from programs.enums import ImportFormat, ImportState, ResultStatus
from programs.models.course import Course
from programs.models.program import MicroDegree, Program


class ResultImport(models.Model):
    """A results file that somebody handed in: what was read of it, and whether it was applied."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    micro_degree = models.ForeignKey(
        MicroDegree,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="result_imports",
        help_text="What new learners are enrolled in; none when results came by the interface.",
    )
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    format = models.CharField(
        max_length=16, choices=ImportFormat.choices, default=ImportFormat.TABLE
    )
    file = models.BinaryField(
        null=True, help_text="As uploaded, until it is applied or discarded; None for a command's."
    )
    mapping = models.JSONField(
        default=dict, help_text="Which column means what: programs.services.results.mapping."
    )
    rows = models.JSONField(default=list, help_text="The sound rows, as read.")
    refusals = models.JSONField(default=list, help_text="The bad rows: row, column, code, reason.")
    refused = models.JSONField(
        default=dict, help_text="The bad rows as they stood: header, and cells of each refusal."
    )
    former = models.JSONField(
        default=dict,
        help_text="What applying overwrote or made: programs.services.results.undoing.",
    )
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
    undone_at = models.DateTimeField(null=True, blank=True)
    woken_at = models.DateTimeField(
        null=True, blank=True, help_text="When a worker was told; None: the sweep tells one."
    )
    taken_at = models.DateTimeField(null=True, blank=True, help_text="When a worker took it.")
    language = models.CharField(max_length=8, blank=True, help_text="Of who waits for a worker.")
    fault = models.TextField(blank=True, help_text="Why the last step was not done, for people.")
    token = models.ForeignKey(
        ApiToken, on_delete=models.PROTECT, null=True, blank=True, related_name="result_imports"
    )
    idempotency_key = models.CharField(max_length=255, null=True, blank=True)  # noqa: DJ001 (none is not empty)
    answer = models.JSONField(default=dict, help_text="What the interface answered.")

    class Meta:
        ordering = ("-uploaded_at",)
        indexes = (models.Index(fields=("state", "woken_at"), name="import_state_woken"),)
        constraints = (
            models.UniqueConstraint(
                fields=("token", "idempotency_key"), name="result_call_once_a_key"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ImportState.values), name="import_state_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"

    @property
    def program(self) -> Program | None:
        """The program whose courses it is about; None where it names no micro-degree."""
        return self.micro_degree.program if self.micro_degree else None


class ResultSource(models.Model):
    """Where files come from again and again, and what their columns mean there."""

    key = models.CharField(
        max_length=80, unique=True, help_text="The kind of export, or a hash of the header."
    )
    mapping = models.JSONField(help_text="As in a results file, without course and term.")
    used_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.key


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
