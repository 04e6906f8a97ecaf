from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IssuerKind(models.TextChoices):
    """Whose name stands on what is signed: the centre issues, a partner organisation endorses."""

    CENTRE = "centre", _("Credential centre")
    PARTNER = "partner", _("Partner organisation")


class KeyState(models.TextChoices):
    """The life of a signing key: published from the first on; only the active one signs, none trusts a compromised one."""

    CREATED = "created", _("To sign next")
    ACTIVE = "active", _("Active")
    RETIRED = "retired", _("Retired")
    COMPROMISED = "compromised", _("Compromised")


class KeyKind(models.TextChoices):
    """What a signing key is for: `eddsa-rdfc-2022` proofs, ES256 tokens, RS256 tokens."""

    ED25519 = "Ed25519", "Ed25519"
    P256 = "P-256", "P-256"
    RSA = "RSA", "RSA"


class TokenAlgorithm(models.TextChoices):
    """How a credential is signed as a JWT (OB 3.0 section 8.2.2)."""

    RS256 = "RS256", "RS256"
    ES256 = "ES256", "ES256"


class RequestState(models.TextChoices):
    """Where an issuance request is on its way."""

    REQUESTED = "requested", _("Waiting")
    CLAIMED = "claimed", _("Being issued")
    ISSUED = "issued", _("Issued")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")
    ENDED = "ended", _("Revoked")


class BatchState(models.TextChoices):
    """Where a batch is. Its rows are claimed only while it runs; cancelled is the end of it."""

    SCHEDULED = "scheduled", pgettext_lazy("batch", "Scheduled")
    RUNNING = "running", pgettext_lazy("batch", "Issuing")
    PAUSED = "paused", pgettext_lazy("batch", "Paused")
    CANCELLED = "cancelled", pgettext_lazy("batch", "Cancelled")
    FINISHED = "finished", pgettext_lazy("batch", "Finished")


class Priority(models.IntegerChoices):
    """Lower is sooner: somebody who waits at a screen overtakes a batch."""

    INTERACTIVE = 0, _("Interactive")
    BATCH = 10, pgettext_lazy("priority", "Batch")


class CredentialState(models.TextChoices):
    """Minted: what feeds the signature is frozen. Issued: the signed bytes are stored."""

    MINTED = "minted", _("Being issued")
    ISSUED = "issued", _("Valid")
    REVOKED = "revoked", _("Revoked")


class RevocationReason(models.TextChoices):
    """Why a credential was revoked; the code is recorded, the note is for people."""

    ISSUED_IN_ERROR = "issued_in_error", _("Issued in error")
    RESULT_CORRECTED = "result_corrected", _("A result was corrected")
    SUPERSEDED = "superseded", _("Replaced by a newer credential")
    MISCONDUCT = "misconduct", _("Academic misconduct")
    HOLDER_REQUEST = "holder_request", _("The holder asked for it")
    KEY_COMPROMISED = "key_compromised", _("The signing key was compromised")
    OTHER = "other", _("Another reason")


class ArtefactKind(models.TextChoices):
    """A file made from a signed credential."""

    PNG = "png", _("Badge image (PNG)")


class NoticeKind(models.TextChoices):
    """What a learner is told once about a credential."""

    ISSUED = "issued", _("A badge was issued")
    REVOKED = "revoked", _("A badge was revoked")
    REISSUED = "reissued", _("A badge was corrected")


class AssociationKind(models.TextChoices):
    """How one achievement stands to another (CLR 2.0 AssociationType), read "source *kind* target".

    The labels say what the sources are to the target, as a heading above their names.
    """

    IS_PART_OF = "isPartOf", _("Parts")
    PRECEDES = "precedes", _("Required before")
    EXACT_MATCH_OF = "exactMatchOf", _("Accepted in its place")
    REPLACED_BY = "replacedBy", _("Replaced by it")


class RecordScope(models.TextChoices):
    """What a learner's record is about."""

    WHOLE = "whole", _("All badges in force")
    ACHIEVEMENT = "achievement", _("A badge and its parts")
    CHOSEN = "chosen", _("Chosen badges")


class SharedPart(models.TextChoices):
    """What a link may leave out; the rest of a badge is what it says about the achievement."""

    HOLDER = "holder", pgettext_lazy("part of a badge", "Name")
    RESULTS = "results", pgettext_lazy("part of a badge", "Results")
    STUDY = "study", pgettext_lazy("part of a badge", "Credits and term")
    EVIDENCE = "evidence", pgettext_lazy("part of a badge", "Evidence and approval")


class CertificateText(models.TextChoices):
    """The languages on a certificate."""

    BOTH = "both", _("Korean and English")
    KO = "ko", _("Korean")
    EN = "en", _("English")

    @property
    def codes(self) -> tuple[str, ...]:
        """The larger one first."""
        return ("ko", "en") if self is CertificateText.BOTH else (self.value,)


class OpeningKind(models.TextChoices):
    """How somebody came to see a credential."""

    PAGE = "page", pgettext_lazy("opening", "Public page")
    LINK = "link", pgettext_lazy("opening", "Link")
    EMBED = "embed", pgettext_lazy("opening", "Embedded")
    VERIFIED = "verified", pgettext_lazy("opening", "Verified")


class EndorsementState(models.TextChoices):
    """Signed: it stands. Withdrawn: the endorser took it back."""

    SIGNED = "signed", pgettext_lazy("endorsement", "In force")
    WITHDRAWN = "withdrawn", pgettext_lazy("endorsement", "Withdrawn")


class FlagKind(models.TextChoices):
    """Why the centre should look at a credential once more; it stays valid meanwhile."""

    RESULTS_CHANGED = "results_changed", _("Results changed after the approval")
    COMPONENT_REVOKED = "component_revoked", _("A badge that it builds on was revoked")


class CorrectionState(models.TextChoices):
    """Where a wish to have a credential corrected is."""

    OPEN = "open", pgettext_lazy("correction", "Waiting for a decision")
    ACCEPTED = "accepted", pgettext_lazy("correction", "Accepted")
    DECLINED = "declined", pgettext_lazy("correction", "Declined")
