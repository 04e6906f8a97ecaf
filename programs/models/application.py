from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone

from credcenter.kernel import clock
from programs.enums import ApplicationKind, WindowKind
from programs.models.enrolment import Enrolment
from programs.models.program import MicroDegree


class ApplicationWindow(models.Model):
    """When learners may enrol in a micro-degree, or apply, by themselves; from `opens_at` until before `closes_at`."""

    micro_degree = models.ForeignKey(MicroDegree, on_delete=models.CASCADE, related_name="windows")
    kind = models.CharField(max_length=16, choices=WindowKind.choices)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        ordering = ("micro_degree", "opens_at", "kind")
        constraints = (
            models.UniqueConstraint(
                fields=("micro_degree", "kind", "opens_at"), name="application_window_once"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="application_window_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=WindowKind.values),
                name="application_window_kind_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.micro_degree_id} {self.kind} {self.opens_at:%Y-%m-%d}"

    @property
    def last_moment(self) -> dt.datetime:
        """The last minute in which it is open: what people are told, since an end at midnight is the day before."""
        return timezone.localtime(self.closes_at) - dt.timedelta(minutes=1)

    def is_open(self, at: dt.datetime) -> bool:
        """Whether a moment lies in it."""
        return self.opens_at <= at < self.closes_at


class Application(models.Model):
    """A learner asks to be taken on, or to have what they completed approved. One of a kind stands at a time."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="applications")
    kind = models.CharField(max_length=16, choices=ApplicationKind.choices)
    applied_at = models.DateTimeField(default=clock.now)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("enrolment", "applied_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("enrolment", "kind"),
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_application_of_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ApplicationKind.values),
                name="application_kind_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.enrolment_id}"
