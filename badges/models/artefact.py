from __future__ import annotations

from django.db import models

from badges.enums import ArtefactKind
from badges.models.credential import Credential
from credcenter.kernel import clock


class Artefact(models.Model):
    """A file made from the signed bytes and the artwork; a lost one can be made again, identical."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="artefacts")
    kind = models.CharField(max_length=8, choices=ArtefactKind.choices)
    file = models.FileField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("credential", "kind"), name="one_artefact_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.credential_id}"
