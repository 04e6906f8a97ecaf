from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Cast, Concat, Lower

from credcenter.kernel import clock, ids

# One type through the whole of `found_by`.
_EMAIL = Cast("email", models.CharField(max_length=254))


class Learner(models.Model):
    """Somebody who studies, whether or not they ever sign in.

    The id, not the school address, is the identity: the address ends with graduation.
    """

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="learner",
    )
    student_number = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(
        max_length=100, blank=True, help_text="As in the passport, such as HONG Gildong."
    )
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    found_by = models.GeneratedField(
        expression=Lower(
            Concat(
                *("student_number", models.Value(" "), "name", models.Value(" ")),
                *("name_en", models.Value(" "), _EMAIL),
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
        help_text="Everything that a search looks at, in small letters: one short text is read and not four.",
    )

    class Meta:
        ordering = ("student_number",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(student_number=""), name="learner_has_student_number"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="learner_has_name"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.student_number})"

    @property
    def full_name(self) -> str:
        """Both names, as printed on a credential: 홍길동 (HONG Gildong)."""
        return (
            f"{self.name} ({self.name_en})"
            if self.name_en and self.name_en != self.name
            else self.name
        )
