from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class IdentifierType(models.TextChoices):
    """The members of OB 3.0's IdentifierTypeEnum that the centre keeps for learners."""

    EMAIL = "emailAddress", _("E-mail address")
    STUDENT_NUMBER = "sisSourcedId", _("Student number")
    SYSTEM = "systemId", _("Identifier in another system")


class ConsentPurpose(models.TextChoices):
    """What a learner can agree to (PIPA Art. 15 and 17: one consent a purpose)."""

    NAME_ON_CREDENTIAL = "name_on_credential", _("My name is written into my credentials")
    PUBLIC_PAGE = (
        "public_page",
        _("A page that I share shows my credential to anyone with its address"),
    )
