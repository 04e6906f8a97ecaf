"""Reads about issued credentials."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from badges.enums import CredentialState
from badges.models import Credential
from credcenter.kernel.errors import NotFound
from learners.models import Learner


def stored() -> QuerySet[Credential]:
    """Credentials with signed bytes, and what a page names about them; the bytes themselves stay behind."""
    return (
        Credential.objects.exclude(state=CredentialState.MINTED)
        .select_related("learner", "achievement", "version", "issuer", "superseded_by")
        .defer("document", "frozen")
    )


def of_learner(learner: Learner) -> QuerySet[Credential]:
    """A learner's wallet, newest award first."""
    return stored().filter(learner=learner).order_by("-awarded_on", "-minted_at")


def by_id(credential_id: UUID) -> Credential:
    """One stored credential, bytes included; NotFound."""
    credential = stored().defer(None).filter(pk=credential_id).first()
    if credential is None:
        raise NotFound(_("There is no such credential."), code="credential_unknown")
    return credential


def holdings(learner: Learner) -> set[str]:
    """The codes of the achievements that a learner holds, neither revoked nor still on the way."""
    rows = Credential.objects.filter(learner=learner, state=CredentialState.ISSUED)
    return set(rows.values_list("achievement__code", flat=True))
