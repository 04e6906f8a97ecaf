"""Who may see a credential: its holder, the centre's staff, and anyone once the holder shares it."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from badges.models import Credential, LearnerRecord
from badges.selectors import credentials, records
from credcenter.accounts.enums import Role
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import NotFound, PermissionRefused
from credcenter.web.actor import actor_of
from credcenter.web.permissions import roles_of


class Seen(NamedTuple):
    """A credential as one person sees it. `token` is that of the share link it was opened by."""

    credential: Credential
    is_holder: bool = False
    is_staff: bool = False
    token: str = ""

    @property
    def is_insider(self) -> bool:
        return self.is_holder or self.is_staff


def see(request: HttpRequest, credential_id: UUID) -> Seen:
    """The credential, or NotFound: what is not shared looks as if it were not there."""
    credential = credentials.by_id(credential_id)
    seen = Seen(
        credential,
        is_holder=request.user.is_authenticated and credential.learner.user_id == request.user.pk,
        is_staff=request.user.is_authenticated and Role.STAFF in roles_of(request),
    )
    if seen.is_insider or credential.shared_at is not None:
        return seen
    raise NotFound(_("There is no such credential."), code="credential_unknown")


def hold(request: HttpRequest, credential_id: UUID) -> Credential:
    """The credential, for its holder alone; NotFound for everyone else."""
    seen = see(request, credential_id)
    if seen.is_holder:
        return seen.credential
    raise NotFound(_("There is no such credential."), code="credential_unknown")


def reader_of(request: HttpRequest, seen: Seen | SeenRecord) -> Actor:
    """Who reads, for the audit trail: the holder and staff by name, of anyone else nothing is kept."""
    if seen.is_holder:
        return actor_of(request, Role.LEARNER)
    return actor_of(request, Role.STAFF) if seen.is_staff else Actor(role="reader")


class SeenRecord(NamedTuple):
    """A record as one person sees it. `token` is that of the share link it was opened by."""

    record: LearnerRecord
    is_holder: bool = False
    is_staff: bool = False
    token: str = ""

    @property
    def is_insider(self) -> bool:
        return self.is_holder or self.is_staff


def see_record(request: HttpRequest, record_id: UUID) -> SeenRecord:
    """The record, or NotFound: the same rules as for a credential."""
    record = records.by_id(record_id)
    seen = SeenRecord(
        record,
        is_holder=request.user.is_authenticated and record.learner.user_id == request.user.pk,
        is_staff=request.user.is_authenticated and Role.STAFF in roles_of(request),
    )
    if seen.is_insider or record.shared_at is not None:
        return seen
    raise NotFound(_("There is no such record."), code="record_unknown")


def hold_record(request: HttpRequest, record_id: UUID) -> LearnerRecord:
    """The record, for its holder alone; NotFound for everyone else."""
    seen = see_record(request, record_id)
    if seen.is_holder:
        return seen.record
    raise NotFound(_("There is no such record."), code="record_unknown")


def user_id_of(request: HttpRequest) -> int:
    """The id of the person signed in; PermissionRefused when there is nobody, so that no query runs for nobody."""
    user_id: int | None = request.user.pk
    if user_id is None:
        raise PermissionRefused(_("Please sign in."))
    return user_id
