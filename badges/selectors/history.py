"""What the audit trail tells of one credential, in words, the newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from badges.enums import RevocationReason
from badges.models import CorrectionRequest, Credential, CredentialFlag, Notice
from credcenter.accounts.models import User
from credcenter.kernel.models import AuditEvent

_WORDS: Mapping[str, object] = {
    "completion.approved": _("Approved"),
    "issuance.requested": _("Issuing was asked for"),
    "issuance.requeued": _("Issuing was tried again"),
    "issuance.failed": _("Issuing failed"),
    "issuance.called_back": _("Issuing was called back"),
    "issuance.cancelled": _("Issuing was cancelled"),
    "credential.issued": _("Signed and issued"),
    "credential.revoked": _("Revoked"),
    "credential.reissue_asked": _("A corrected badge was asked for"),
    "credential.token_signed": _("Signed as a JWT as well"),
    "credential.flagged": _("Flagged"),
    "credential.flag_cleared": _("Flag cleared"),
    "credential.page_opened": _("The holder opened its page to anyone"),
    "credential.page_closed": _("The holder closed its page"),
    "credential.mail_resent": _("A mail was sent again"),
    "correction.asked": _("A correction was asked for"),
    "correction.accepted": _("The correction was accepted"),
    "correction.declined": _("The correction was declined"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. `by` is a person's name, or what acted in their place."""

    at: dt.datetime
    words: str
    by: str
    reason: str


def history_of(credential: Credential) -> list[Moment]:
    """Everything recorded about a credential, its request, its corrections and its flags; four queries."""
    flags = CredentialFlag.objects.filter(credential=credential).values_list("pk", flat=True)
    wishes = CorrectionRequest.objects.filter(credential=credential).values_list("pk", flat=True)
    about = Q(_is(credential._meta.label_lower, [credential.pk]))  # noqa: SLF001  (Django documents _meta)
    about |= _is("badges.issuancerequest", [credential.request_id])
    about |= _is("badges.credentialflag", flags) | _is("badges.correctionrequest", wishes)
    events = list(AuditEvent.objects.filter(about).order_by("-pk"))
    names = _names(events)
    return [_moment(event, names=names) for event in events]


def notices_of(credential: Credential) -> list[Notice]:
    """The mails about a credential, oldest first."""
    return list(credential.notices.order_by("created_at", "pk"))


def _is(subject: str, keys: Iterable[object]) -> Q:
    return Q(subject_type=subject, subject_id__in=[str(key) for key in keys])


def _names(events: Iterable[AuditEvent]) -> dict[str, str]:
    ids = {event.actor_id_text for event in events if event.actor_id_text.isdigit()}
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=ids)} if ids else {}


def _moment(event: AuditEvent, *, names: Mapping[str, str]) -> Moment:
    reason = event.reason
    if event.action == "credential.revoked":
        code = event.details.get("reason", "")
        label = str(RevocationReason(code).label) if code in RevocationReason.values else code
        reason = f"{label}: {reason}" if reason else label
    return Moment(
        at=event.at,
        words=str(_WORDS.get(event.action, event.action)),
        by=names.get(event.actor_id_text) or _stand_in(event.actor_role),
        reason=reason,
    )


def _stand_in(role: str) -> str:
    """Who acted where no person did, or none that is still there."""
    if role == "command":
        return pgettext("actor", "a command on the server")
    return pgettext("actor", "the system") if role == "system" else role
