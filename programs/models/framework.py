from __future__ import annotations

from django.conf import settings
from django.db import models

from credcenter.kernel import clock, ids
from credcenter.kernel.bilingual import BilingualName
from programs.enums import FrameworkKind


class Framework(BilingualName):
    """Somebody's framework of competencies, as it was imported last; program files name it by its code."""

    code = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=16, choices=FrameworkKind.choices)
    identifier = models.CharField(
        max_length=200, unique=True, help_text="Of the CFDocument; of a table its code."
    )
    publisher = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=100, blank=True, help_text="As its publisher calls it.")
    url = models.URLField(max_length=500)
    digest = models.CharField(max_length=64, help_text="SHA-256 over all that was read.")
    revision = models.PositiveIntegerField(
        default=1, help_text="Counts up with every import that changes something."
    )
    imported_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=FrameworkKind.values), name="framework_kind_is_known"
            ),
        )


class FrameworkItem(BilingualName):
    """One competency, or group of them. One that a later version leaves out is kept, and marked as retired."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="items")
    identifier = models.CharField(max_length=200)
    code = models.CharField(max_length=100, blank=True)
    statement = models.TextField(
        blank=True, help_text="The full statement where the name is short."
    )
    item_type = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=100, blank=True)
    url = models.URLField(max_length=500, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    depth = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField(help_text="In the whole tree, parents before children.")
    is_retired = models.BooleanField(default=False)

    class Meta:
        ordering = ("framework", "is_retired", "position")
        indexes = (models.Index(fields=("framework", "code"), name="framework_item_code"),)
        constraints = (
            models.UniqueConstraint(
                fields=("framework", "identifier"), name="framework_item_identifier_once"
            ),
        )


class FrameworkDraft(models.Model):
    """A file that was read and waits for somebody to look at what it would change; gone once imported."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    file_name = models.CharField(max_length=200)
    content = models.JSONField(help_text="See programs.services.frameworks.parts.")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.file_name
