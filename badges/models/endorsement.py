from __future__ import annotations

from django.db import models

from badges.enums import EndorsementState
from badges.models.achievement import Achievement, AchievementVersion
from badges.models.credential import Credential
from badges.models.issuer import Issuer
from badges.models.status_list import StatusList
from credcenter.kernel import clock, ids
from credcenter.kernel.bilingual import Bilingual, pair

_ONE_TARGET = (
    models.Q(issuer__isnull=False, achievement__isnull=True, credential__isnull=True)
    | models.Q(issuer__isnull=True, achievement__isnull=False, credential__isnull=True)
    | models.Q(issuer__isnull=True, achievement__isnull=True, credential__isnull=False)
)


def _once(target: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=("endorser", target),
        condition=models.Q(state=EndorsementState.SIGNED),
        name=f"one_live_endorsement_of_{target}",
    )


class Endorsement(models.Model):
    """What a partner says of the centre, of an achievement or of one credential (OB 3.0 EndorsementCredential).

    Exactly one of `issuer`, `achievement` and `credential` is set. The signed bytes are the truth; the
    comments are kept beside them, for pages in either language.
    """

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    endorser = models.ForeignKey(
        Issuer, on_delete=models.PROTECT, related_name="endorsements_given"
    )
    issuer = models.ForeignKey(
        Issuer, on_delete=models.PROTECT, null=True, related_name="endorsements"
    )
    achievement = models.ForeignKey(
        Achievement, on_delete=models.PROTECT, null=True, related_name="endorsements"
    )
    version = models.ForeignKey(
        AchievementVersion,
        on_delete=models.PROTECT,
        null=True,
        related_name="endorsements",
        help_text="The wording of the achievement that the endorser saw.",
    )
    credential = models.ForeignKey(
        Credential, on_delete=models.PROTECT, null=True, related_name="endorsements"
    )
    endorsed_id = models.CharField(
        max_length=500, help_text="The id of the endorsed thing, as the document names it."
    )
    comment_ko = models.TextField(blank=True)
    comment_en = models.TextField(blank=True)
    state = models.CharField(
        max_length=16, choices=EndorsementState.choices, default=EndorsementState.SIGNED
    )
    document = models.BinaryField(help_text="The signed bytes: the truth.")
    document_sha256 = models.CharField(max_length=64)
    status_list = models.ForeignKey(
        StatusList,
        on_delete=models.PROTECT,
        null=True,
        related_name="endorsements",
        help_text="None for one that was signed elsewhere.",
    )
    status_index = models.PositiveIntegerField(null=True)
    signed_at = models.DateTimeField(help_text="validFrom of the document.")
    valid_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-signed_at", "id")
        indexes = (
            models.Index(
                fields=("status_list", "status_index"),
                condition=models.Q(state=EndorsementState.WITHDRAWN),
                name="endorsement_withdrawn_bits",
            ),
        )
        constraints = (
            models.CheckConstraint(condition=_ONE_TARGET, name="endorsement_has_one_target"),
            _once("issuer"),
            _once("achievement"),
            _once("credential"),
            models.UniqueConstraint(
                fields=("status_list", "status_index"), name="endorsement_status_index_once"
            ),
            models.CheckConstraint(
                condition=models.Q(status_list__isnull=True, status_index__isnull=True)
                | models.Q(status_list__isnull=False, status_index__isnull=False),
                name="endorsement_has_list_and_index_or_neither",
            ),
            models.UniqueConstraint(fields=("document_sha256",), name="endorsement_bytes_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=EndorsementState.values),
                name="endorsement_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state=EndorsementState.SIGNED, withdrawn_at__isnull=True)
                | models.Q(state=EndorsementState.WITHDRAWN, withdrawn_at__isnull=False),
                name="withdrawn_endorsement_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.endorser_id} endorses {self.endorsed_id}"

    @property
    def comment(self) -> Bilingual:
        return pair(self, "comment")

    @property
    def target_name(self) -> Bilingual:
        """Of the centre or of the achievement; a badge has no other name than its achievement's."""
        if self.issuer is not None:
            return self.issuer.name
        version = self.version or (self.credential and self.credential.version)
        return version.name if version else Bilingual("", "")

    @property
    def is_live(self) -> bool:
        return self.state == EndorsementState.SIGNED

    @property
    def is_ours(self) -> bool:
        """Signed here, with the key that the centre keeps for the endorser."""
        return self.status_list_id is not None
