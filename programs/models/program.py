from __future__ import annotations

from django.db import models

from badges.models import Achievement
from credcenter.kernel import clock
from credcenter.kernel.bilingual import BilingualName


class Program(BilingualName):
    """A program of study that leads to micro-degrees."""

    code = models.CharField(max_length=32, unique=True)
    department = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("code",)


class MicroDegree(BilingualName):
    """What a learner completes; its badge is the achievement of the same code."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="micro_degrees")
    code = models.CharField(max_length=32, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    achievement = models.OneToOneField(
        Achievement, on_delete=models.PROTECT, related_name="micro_degree"
    )
    has_own_image = models.BooleanField(
        default=False,
        help_text="Its badge image came with a program file; else the centre drew it.",
    )
    approval_steps = models.JSONField(help_text="Names of programs.enums.ApprovalStep, in order.")
    application = models.JSONField(
        default=list,
        blank=True,
        help_text="Names of programs.enums.ApplicationKind that learners hand in; none by default.",
    )
    auto_enrol = models.BooleanField(
        default=False,
        help_text="Whoever holds every micro-degree that this one requires is enrolled by itself.",
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("program", "position", "code")
