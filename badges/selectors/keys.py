"""Signing keys, and what each signed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from badges.enums import CredentialState, RequestState
from badges.models import Credential, IssuanceRequest, SigningKey
from credcenter.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Signed:
    """How many documents a key signed. Of credentials: how many are valid, and how many of those nobody replaces."""

    credentials: int
    valid: int
    to_replace: int
    records: int
    tokens: int


def by_name(name: str) -> SigningKey:
    """A key by its name; NotFound."""
    found = SigningKey.objects.select_related("issuer").filter(name=name).first()
    if found is None:
        raise NotFound(_("There is no such key."), code="key_unknown")
    return found


def all_keys() -> list[SigningKey]:
    """Every key, the newest first, with its issuer."""
    return list(SigningKey.objects.select_related("issuer").order_by("-id"))


def signed_by(key: SigningKey) -> QuerySet[Credential]:
    """The valid credentials that a key signed, by award."""
    rows = Credential.objects.filter(signing_key=key, state=CredentialState.ISSUED)
    return rows.order_by("awarded_on", "pk")


def to_replace(key: SigningKey) -> QuerySet[Credential]:
    """Those of them for which no successor was asked yet."""
    asked = IssuanceRequest.objects.exclude(state=RequestState.CANCELLED)
    return signed_by(key).exclude(Exists(asked.filter(supersedes=OuterRef("pk"))))


def count_signed(key: SigningKey) -> Signed:
    """Five counts."""
    stored = Credential.objects.filter(signing_key=key).exclude(state=CredentialState.MINTED)
    return Signed(
        credentials=stored.count(),
        valid=signed_by(key).count(),
        to_replace=to_replace(key).count(),
        records=key.records.count(),
        tokens=key.tokens.count() + key.record_tokens.count(),
    )
