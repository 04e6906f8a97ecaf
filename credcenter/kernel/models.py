from __future__ import annotations

from django.db import models


class AuditEvent(models.Model):
    """One change of state: who did what to which thing, when and why. Rows are only ever added.

    Each row carries the hash of the one before it, so an edited, removed or inserted row shows
    (`credcenter.kernel.audit.verify_chain`). `previous_hash` is unique: the chain cannot fork.
    """

    at = models.DateTimeField()
    actor_id_text = models.CharField(
        max_length=64, blank=True, help_text="The user's id; empty for the system."
    )
    actor_role = models.CharField(max_length=32)
    actor_address = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("subject_type", "subject_id"), name="audit_subject"),
            models.Index(fields=("action", "at"), name="audit_action_at"),
        )
        constraints = (
            # Not `unique=True`: that makes a second index, for patterns, of each hash.
            models.UniqueConstraint(fields=("previous_hash",), name="audit_chain_does_not_fork"),
            models.UniqueConstraint(fields=("hash",), name="audit_hash_once"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action} {self.subject_type} {self.subject_id}"


class AuditHead(models.Model):
    """The end of the audit chain: the row that writers lock, and what tells of rows cut off at the end."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    hash = models.CharField(max_length=64)
    length = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one_row"),
        )

    def __str__(self) -> str:
        return f"{self.length} events"


class Heartbeat(models.Model):
    """When a part of the running system last said that it is alive."""

    part = models.CharField(max_length=32, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part} at {self.at:%H:%M:%S}"
