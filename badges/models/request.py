from __future__ import annotations

from django.conf import settings
from django.db import models

from badges import failures
from badges.enums import BatchState, Priority, RequestState
from badges.models.achievement import Achievement, AchievementVersion
from credcenter.kernel import clock, ids
from learners.models import Learner


class IssuanceBatch(models.Model):
    """Requests that were made together, such as one roster.

    Whether they may be claimed is said here and not on the rows: pausing a hundred thousand changes one row.
    """

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    title = models.CharField(max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    created_at = models.DateTimeField(default=clock.now)
    report = models.JSONField(
        default=list, help_text="The refused rows: row, student number, reason."
    )
    refused_count = models.PositiveIntegerField(
        default=0, help_text="How many rows the report has; the report itself may be megabytes."
    )
    draft_sha256 = models.CharField(
        max_length=64,
        unique=True,
        null=True,
        blank=True,
        help_text="Of the upload's token: an upload is applied once.",
    )
    state = models.CharField(max_length=16, choices=BatchState.choices, default=BatchState.RUNNING)
    size = models.PositiveIntegerField(default=0, help_text="How many requests it was made with.")
    starts_at = models.DateTimeField(
        null=True, blank=True, help_text="When a scheduled one begins."
    )
    running_since = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When it was last started or resumed: its rate counts from there.",
    )
    done_before = models.PositiveIntegerField(
        default=0, help_text="How many requests had come to their end by then."
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    stop_code = models.CharField(
        max_length=64,
        blank=True,
        help_text="Why the system itself paused it: a person has to look.",
    )
    cancel_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=BatchState.values), name="batch_state_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=BatchState.SCHEDULED) | models.Q(starts_at__isnull=False),
                name="scheduled_batch_has_a_start",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[BatchState.CANCELLED, BatchState.FINISHED],
                    finished_at__isnull=False,
                )
                | models.Q(
                    state__in=[BatchState.SCHEDULED, BatchState.RUNNING, BatchState.PAUSED],
                    finished_at__isnull=True,
                ),
                name="ended_batch_has_an_end",
            ),
            models.CheckConstraint(
                condition=models.Q(stop_code="") | models.Q(state=BatchState.PAUSED),
                name="stopped_batch_is_paused",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def stop(self) -> str:
        """Why the system paused it, in the reader's language; empty when it did not."""
        return failures.sentence(self.stop_code, otherwise=self.stop_code)


class IssuanceRequest(models.Model):
    """The durable queue row: one learner is to get one achievement. The database is the queue; messages only wake."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    source_key = models.CharField(
        max_length=200, help_text="What asked for it; asking twice is one."
    )
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="issuance_requests")
    achievement = models.ForeignKey(
        Achievement, on_delete=models.PROTECT, related_name="issuance_requests"
    )
    version = models.ForeignKey(
        AchievementVersion, on_delete=models.PROTECT, related_name="issuance_requests"
    )
    batch = models.ForeignKey(
        IssuanceBatch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issuance_requests",
        # `request_batch_state` begins with it.
        db_index=False,
    )
    supersedes = models.ForeignKey(
        "badges.Credential", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    award = models.JSONField(help_text="What is awarded: see badges.award.Award.")
    priority = models.SmallIntegerField(choices=Priority.choices, default=Priority.INTERACTIVE)
    state = models.CharField(
        max_length=16, choices=RequestState.choices, default=RequestState.REQUESTED
    )
    attempts = models.PositiveSmallIntegerField(
        default=0, help_text="Tries that the request itself may be to blame for."
    )
    delays = models.PositiveIntegerField(
        default=0, help_text="Tries that something else stopped: a disk, a lock. They have no end."
    )
    not_before = models.DateTimeField(
        default=clock.now, help_text="Set later after a failed attempt."
    )
    leased_by = models.CharField(max_length=64, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=64, blank=True)
    error_message = models.TextField(blank=True)
    requested_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("requested_at", "id")
        indexes = (
            models.Index(
                fields=("batch", "priority", "not_before"),
                condition=models.Q(state=RequestState.REQUESTED),
                name="request_waiting_in_batch",
            ),
            models.Index(
                fields=("leased_until",),
                condition=models.Q(state=RequestState.CLAIMED),
                name="request_leased",
            ),
            models.Index(
                fields=("finished_at",),
                condition=models.Q(state=RequestState.FAILED),
                name="request_failed",
            ),
            models.Index(fields=("batch", "state"), name="request_batch_state"),
        )
        constraints = (
            # Not `unique=True`: that makes a second index, for patterns, of each text.
            models.UniqueConstraint(fields=("source_key",), name="request_source_key_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=RequestState.values), name="request_state_is_known"
            ),
            models.UniqueConstraint(
                fields=("learner", "achievement"),
                # A successor takes the place of what it replaces when it is issued, and not before.
                condition=models.Q(state=RequestState.ISSUED)
                | models.Q(
                    state__in=[RequestState.REQUESTED, RequestState.CLAIMED],
                    supersedes__isnull=True,
                ),
                name="one_live_request_a_learner_and_achievement",
            ),
            models.UniqueConstraint(
                fields=("supersedes",),
                condition=models.Q(supersedes__isnull=False)
                & ~models.Q(state=RequestState.CANCELLED),
                name="one_successor_a_credential",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_key} ({self.get_state_display()})"

    @property
    def tries(self) -> int:
        """How often a worker took it, whoever was to blame that it came to nothing."""
        return self.attempts + self.delays

    @property
    def failure(self) -> str:
        """Why it failed, or still waits, in the reader's language; empty when nothing went wrong."""
        return failures.sentence(self.error_code, otherwise=self.error_message)
