from __future__ import annotations

from django.db import models

from credcenter.kernel.bilingual import BilingualName
from programs.models.competency import Competency
from programs.models.program import Program


class Course(BilingualName):
    """A course of the institution, owned by the program that defined it; other programs may count it too."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="courses")
    code = models.CharField(max_length=32, unique=True)
    credits = models.DecimalField(max_digits=4, decimal_places=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("program", "position", "code")
        constraints = (
            models.CheckConstraint(condition=models.Q(credits__gt=0), name="course_has_credits"),
        )


class CourseCompetency(models.Model):
    """How much of a course counts for a competency; the weights of a course add up to 1."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="competency_weights")
    competency = models.ForeignKey(
        Competency, on_delete=models.CASCADE, related_name="course_weights"
    )
    weight = models.DecimalField(max_digits=4, decimal_places=3)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("course", "competency"), name="course_competency_once"),
            models.CheckConstraint(
                condition=models.Q(weight__gt=0) & models.Q(weight__lte=1),
                name="course_competency_weight_range",
            ),
        )

    def __str__(self) -> str:
        return f"{self.course_id} {self.competency_id}: {self.weight}"
