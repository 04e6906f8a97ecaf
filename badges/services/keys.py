"""The issuer and its signing keys. Refuses to leave an issuer without an active key, or with two."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from badges.adapters import keystore
from badges.enums import KeyState
from badges.models import Issuer, SigningKey
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.bilingual import Bilingual


@transaction.atomic
def ensure_issuer(*, actor: Actor) -> Issuer:
    """The centre's issuer, made from the settings when it is missing."""
    issuer, is_new = Issuer.objects.get_or_create(
        slug=settings.CREDCENTER_ISSUER_SLUG,
        defaults={
            "name_ko": settings.CREDCENTER_ISSUER_NAME_KO,
            "name_en": settings.CREDCENTER_ISSUER_NAME_EN,
            "email": settings.CREDCENTER_ISSUER_EMAIL,
        },
    )
    if is_new:
        audit.record("issuer.created", subject=issuer, actor=actor)
    return issuer


@transaction.atomic
def describe_issuer(
    issuer: Issuer, *, name: Bilingual, description: Bilingual, email: str, actor: Actor
) -> Issuer:
    """Change what the issuer says of itself; credentials that are signed keep what they say."""
    issuer.name_ko, issuer.name_en = name.ko, name.en
    issuer.description_ko, issuer.description_en = description.ko, description.en
    issuer.email = email
    issuer.save()
    audit.record("issuer.described", subject=issuer, actor=actor, details={"name": name.both()})
    return issuer


def ensure_signing_key(*, actor: Actor) -> SigningKey:
    """The active key of the centre's issuer, made when there is none.

    The private half is written before the row: a row without its key could not sign, a key without
    its row hurts nobody.
    """
    issuer = ensure_issuer(actor=actor)
    key = SigningKey.objects.filter(issuer=issuer, state=KeyState.ACTIVE).first()
    if key is not None:
        return key
    public_key = keystore.create_key()
    with transaction.atomic():
        key = SigningKey.objects.create(
            issuer=issuer, public_key_multibase=public_key, state=KeyState.ACTIVE
        )
        audit.record("signing_key.activated", subject=key, actor=actor)
    return key
