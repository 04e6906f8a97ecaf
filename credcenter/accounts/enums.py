from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a user is to the centre. One person may hold several."""

    STAFF = "staff", _("Centre staff")
    FACULTY = "faculty", _("Faculty")
    LEARNER = "learner", _("Learner")
    PARTNER = "partner", _("Industry partner")
    AUDITOR = "auditor", _("Auditor")


class Scope(models.TextChoices):
    """What the bearer of an API token may ask for."""

    ISSUE = "issue", _("Issue credentials")
    RESULTS = "results", _("Hand in course results")
