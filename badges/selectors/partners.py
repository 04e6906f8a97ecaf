"""Reads about partner organisations."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from badges.enums import EndorsementState, IssuerKind
from badges.models import Issuer, Representative
from credcenter.kernel.errors import NotFound, PermissionRefused


def partner_of(user_id: int) -> Issuer:
    """The organisation that a user speaks for; PermissionRefused for whoever speaks for none."""
    partner = _partners().filter(representatives__user=user_id).first()
    if partner is None:
        message = _("Your account is not connected with a partner organisation yet.")
        raise PermissionRefused(message, code="represents_nobody")
    return partner


def by_slug(slug: str) -> Issuer:
    """A partner; NotFound, for the centre itself too."""
    partner = _partners().filter(slug=slug).first()
    if partner is None:
        raise NotFound(_("There is no such partner."), code="partner_unknown")
    return partner


def signing_as(did: str) -> Issuer | None:
    """The partner that signs under a DID with software of its own, or None."""
    return _partners().exclude(outside_did="").filter(outside_did=did).first()


def listed() -> QuerySet[Issuer]:
    """Every partner by name; `people` speak for it, `standing` endorsements were not withdrawn."""
    signed = Q(endorsements_given__state=EndorsementState.SIGNED)
    return (
        _partners()
        .annotate(
            people=Count("representatives", distinct=True),
            standing=Count("endorsements_given", filter=signed, distinct=True),
        )
        .order_by("name_ko", "pk")
    )


def people_of(partner: Issuer) -> list[Representative]:
    """Who speaks for a partner, with their accounts."""
    return list(Representative.objects.filter(issuer=partner).select_related("user"))


def _partners() -> QuerySet[Issuer]:
    return Issuer.objects.filter(kind=IssuerKind.PARTNER)
