from __future__ import annotations

from django.db import models
from django.db.models import Q

from badges.enums import RecordScope
from badges.models.achievement import AchievementVersion
from badges.models.credential import Credential
from badges.models.key import SigningKey
from credcenter.kernel import ids
from credcenter.kernel.bilingual import Bilingual
from learners.models import Learner


class LearnerRecord(models.Model):
    """A signed snapshot of a learner's credentials (CLR 2.0 ClrCredential): made once, never changed.

    It has no status of its own; each credential inside keeps its own.
    """

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="records")
    scope = models.CharField(max_length=16, choices=RecordScope.choices)
    version = models.ForeignKey(
        AchievementVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="records",
        help_text="The wording of the achievement that a record with its parts is about.",
    )
    is_partial = models.BooleanField(
        help_text="The learner held more when it was made (CLR 2.0 `partial`)."
    )
    signing_key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="records")
    contents_sha256 = models.CharField(
        max_length=64,
        unique=True,
        help_text="SHA-256 over all that it says but its id and time: the same contents are one record.",
    )
    document = models.BinaryField(help_text="The signed bytes: the truth.")
    document_sha256 = models.CharField(max_length=64)
    artwork = models.FileField(max_length=200, help_text="Its image before anything is baked in.")
    artwork_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(help_text="validFrom and the time of the proof.")
    shared_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when its page is open to anyone."
    )

    class Meta:
        ordering = ("-made_at", "id")
        indexes = (models.Index(fields=("learner", "made_at"), name="record_learner_made"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(scope__in=RecordScope.values), name="record_scope_is_known"
            ),
            models.CheckConstraint(
                condition=Q(scope=RecordScope.ACHIEVEMENT, version__isnull=False)
                | (~Q(scope=RecordScope.ACHIEVEMENT) & Q(version__isnull=True)),
                name="record_of_an_achievement_names_it",
            ),
            models.CheckConstraint(condition=~Q(document_sha256=""), name="record_has_bytes"),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def name(self) -> Bilingual:
        """What it is called, on itself and on pages."""
        return record_name(RecordScope(self.scope), self.version)


class RecordEntry(models.Model):
    """One credential of a record, in the order of the document."""

    record = models.ForeignKey(LearnerRecord, on_delete=models.CASCADE, related_name="entries")
    credential = models.ForeignKey(
        Credential, on_delete=models.PROTECT, related_name="record_entries"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("record", "credential"), name="record_holds_a_credential_once"
            ),
            models.UniqueConstraint(fields=("record", "position"), name="record_position_once"),
        )

    def __str__(self) -> str:
        return f"{self.position} of {self.record_id}"


def record_name(scope: RecordScope, version: AchievementVersion | None) -> Bilingual:
    """The name of a record by its scope, and for an achievement with its parts by that achievement."""
    if version is not None:
        return Bilingual(f"{version.name_ko} 학습 이력", f"Record of {version.name_en}")
    if scope == RecordScope.WHOLE:
        return Bilingual("전체 학습 이력", "Whole learner record")
    return Bilingual("선택한 배지의 학습 이력", "Record of chosen badges")
