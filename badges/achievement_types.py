"""The kinds of achievement of OB 3.0 (AchievementType) as people call them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {
    "Achievement": _("Achievement"),
    "Assessment": _("Assessment"),
    "Award": _("Award"),
    "Badge": _("Badge"),
    "Certificate": _("Certificate"),
    "CertificateOfCompletion": _("Certificate of completion"),
    "Certification": _("Certification"),
    "Competency": _("Competency"),
    "Course": _("Course"),
    "Degree": _("Degree"),
    "Diploma": _("Diploma"),
    "LearningProgram": _("Learning program"),
    "License": _("Licence"),
    "MicroCredential": _("Micro-credential"),
    "MicroDegree": _("Micro-degree"),
}
"""The ones that universities use; any other is shown as the issuer wrote it."""


def name_of(achievement_type: str) -> str:
    """The name of a type in the reader's language, extensions (`ext:…`) included."""
    plain = achievement_type.removeprefix("ext:")
    return str(NAMES.get(plain, plain))
