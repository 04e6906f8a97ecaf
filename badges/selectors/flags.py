"""Reads about flags on credentials."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from badges.models import Credential, CredentialFlag
from credcenter.kernel.errors import NotFound


def open_flags() -> QuerySet[CredentialFlag]:
    """What waits to be looked at, oldest first, each with its credential's holder and badge."""
    return _whole().filter(cleared_at__isnull=True)


def open_count() -> int:
    """How many wait to be looked at."""
    return CredentialFlag.objects.filter(cleared_at__isnull=True).count()


def by_id(flag_id: UUID) -> CredentialFlag:
    """One flag, open or cleared; NotFound."""
    flag = _whole().filter(pk=flag_id).first()
    if flag is None:
        raise NotFound(_("There is no such flag."), code="flag_unknown")
    return flag


def flags_of(credential: Credential) -> list[CredentialFlag]:
    """All flags that a credential ever had, the newest first."""
    rows = CredentialFlag.objects.filter(credential=credential).select_related("cleared_by")
    return list(rows.order_by("-raised_at", "-pk"))


def _whole() -> QuerySet[CredentialFlag]:
    rows = CredentialFlag.objects.select_related(
        "credential__learner", "credential__achievement", "credential__version", "cleared_by"
    )
    return rows.defer("credential__document", "credential__frozen")
