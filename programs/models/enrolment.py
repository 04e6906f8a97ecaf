from __future__ import annotations

from django.db import models

from credcenter.kernel import clock
from learners.models import Learner
from programs.enums import EnrolmentState
from programs.models.curriculum import CurriculumVersion
from programs.models.program import MicroDegree


class Enrolment(models.Model):
    """A learner works towards a micro-degree under the curriculum of their term of entry."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="enrolments")
    micro_degree = models.ForeignKey(
        MicroDegree, on_delete=models.PROTECT, related_name="enrolments"
    )
    curriculum = models.ForeignKey(
        CurriculumVersion, on_delete=models.PROTECT, related_name="enrolments"
    )
    term = models.CharField(max_length=16, help_text="The term of entry, such as 2026-1.")
    state = models.CharField(
        max_length=16, choices=EnrolmentState.choices, default=EnrolmentState.ACTIVE
    )
    enrolled_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("learner", "micro_degree")
        constraints = (
            models.UniqueConstraint(
                fields=("learner", "micro_degree"),
                condition=~models.Q(state=EnrolmentState.WITHDRAWN),
                name="one_enrolment_not_withdrawn",
            ),
        )

    def __str__(self) -> str:
        return f"{self.learner_id} in {self.micro_degree_id}"
