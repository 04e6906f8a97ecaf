from __future__ import annotations

from django.db import models

from badges.enums import TokenAlgorithm
from badges.models.credential import Credential
from badges.models.key import SigningKey
from badges.models.record import LearnerRecord
from credcenter.kernel import clock


class CredentialToken(models.Model):
    """A credential signed as a JWT: the same id and status entry, other bytes. Signed once, on request."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="tokens")
    algorithm = models.CharField(max_length=8, choices=TokenAlgorithm.choices)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="tokens")
    data = models.BinaryField(help_text="The compact JWS, as served.")
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("credential", "algorithm"), name="one_token_of_an_algorithm"
            ),
            models.CheckConstraint(
                condition=models.Q(algorithm__in=TokenAlgorithm.values),
                name="token_algorithm_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.algorithm} of {self.credential_id}"


class RecordToken(models.Model):
    """A learner's record signed as a JWT; each credential inside keeps its own proof. Signed once, on request."""

    record = models.ForeignKey(LearnerRecord, on_delete=models.CASCADE, related_name="tokens")
    algorithm = models.CharField(max_length=8, choices=TokenAlgorithm.choices)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="record_tokens")
    data = models.BinaryField(help_text="The compact JWS, as served.")
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("record", "algorithm"), name="one_record_token_of_an_algorithm"
            ),
            models.CheckConstraint(
                condition=models.Q(algorithm__in=TokenAlgorithm.values),
                name="record_token_algorithm_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.algorithm} of {self.record_id}"
