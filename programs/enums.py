from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EnrolmentState(models.TextChoices):
    """Where a learner stands in a micro-degree."""

    ACTIVE = "active", _("Studying")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    COMPLETED = "completed", _("Completed")


class ApplicationKind(models.TextChoices):
    """What a learner hands in where a micro-degree asks for it: at the start, and when all is done."""

    PRELIMINARY = "preliminary", _("Preliminary application")
    FINAL = "final", _("Final application")


class WindowKind(models.TextChoices):
    """What learners may do by themselves while a window is open."""

    ENROLMENT = "enrolment", _("Enrolment")
    PRELIMINARY = "preliminary", _("Preliminary application")
    FINAL = "final", _("Final application")


class EntryDeed(models.TextChoices):
    """What staff do for one learner."""

    BEGIN = "begin", _("Enrol, with the preliminary application where one is asked for")
    PRELIMINARY = "preliminary", _("Enter the preliminary application")
    FINAL = "final", _("Enter the final application")
    WITHDRAW_FINAL = "withdraw_final", _("Take back the final application")
    WITHDRAW = "withdraw", _("Withdraw from the micro-degree")


class ResultStatus(models.TextChoices):
    """How an attempt at a course ended."""

    COMPLETED = "completed", _("Completed")
    FAILED = "failed", pgettext_lazy("course", "Failed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    IN_PROGRESS = "in_progress", _("In progress")


class CompletionState(models.TextChoices):
    """One learner's case for one micro-degree."""

    IN_PROGRESS = "in_progress", _("Requirements not met yet")
    READY = "ready", _("Waiting for the final application")
    IN_REVIEW = "in_review", _("Waiting for approval")
    RETURNED = "returned", _("Returned for correction")
    APPROVED = "approved", _("Approved")
    DENIED = "denied", _("Denied")
    REOPENED = "reopened", _("Reopened after a grade change")


class ReopeningOutcome(models.TextChoices):
    """How it ended that results changed after the approval."""

    CONFIRMED = "confirmed", _("The badge stands as it is")
    CORRECTED = "corrected", _("Approved anew, and the badge replaced")
    REVOKED = "revoked", _("The badge was revoked")
    REVERTED = "reverted", _("The results are again as they were approved")


class Decision(models.TextChoices):
    """What somebody may say at an approval step."""

    APPROVED = "approved", _("Approve")
    RETURNED = "returned", _("Return")
    DENIED = "denied", _("Deny")


class ApprovalStep(models.TextChoices):
    """The steps a program may ask for, by who decides them."""

    DEPARTMENT = "department", _("Department")
    CENTRE = "centre", _("Credential centre")


class DelegationKind(models.TextChoices):
    """Who named the one who stands in: the person, or the staff."""

    DELEGATE = "delegate", _("Delegate")
    SUBSTITUTE = "substitute", _("Substitute")


class ImportState(models.TextChoices):
    """A results file on its way: those that end in -ing wait for a worker or are in its hands."""

    UPLOADED = "uploaded", _("Columns to choose")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    DISCARDED = "discarded", _("Discarded")


class ImportFormat(models.TextChoices):
    """Where results come from, told by what the file looks like."""

    TABLE = "table", _("Table")
    MOODLE = "moodle", _("Moodle gradebook")
    CANVAS = "canvas", _("Canvas gradebook")
    ONEROSTER = "oneroster", _("OneRoster 1.2")
    INTERFACE = "interface", _("Interface for learning platforms")


class FrameworkKind(models.TextChoices):
    """Where a framework of competencies comes from, which says what its items are called in a credential."""

    CASE = "case", "CASE"
    NCS = "ncs", _("NCS (National Competency Standards)")
    OTHER = "other", _("Another framework")

    @property
    def target_type(self) -> str:
        """OB 3.0 AlignmentTargetType; empty where the standard has no name for it."""
        return {"case": "CFItem", "ncs": "ext:NCS"}.get(self.value, "")
