"""The issuer and its signing keys. Refuses to leave an issuer without an active key, or with two."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction

from badges.adapters import keystore
from badges.enums import KeyKind, KeyState
from badges.models import Issuer, SigningKey
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.bilingual import Bilingual

_WORDS = {KeyState.ACTIVE: "activated", KeyState.CREATED: "created"}


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


def ensure_signing_keys(*, actor: Actor) -> list[SigningKey]:
    """The active key of each kind of the centre's issuer; those that are missing are made.

    An RSA key takes some tenths of a second, and who issues needs none: the set-up asks for all.
    """
    issuer = ensure_issuer(actor=actor)
    return [ensure_key(issuer, kind=kind, actor=actor) for kind in KeyKind]


def ensure_signing_key(*, actor: Actor) -> SigningKey:
    """The active key with which the centre's issuer signs credentials, made when there is none."""
    return ensure_key(ensure_issuer(actor=actor), kind=KeyKind.ED25519, actor=actor)


def ensure_key(issuer: Issuer, *, kind: KeyKind, actor: Actor) -> SigningKey:
    """The active key of one kind of an issuer, made when there is none.

    The private half is written before the row: a row without its key could not sign, a key without
    its row hurts nobody. Of two who make one at the same time the second takes the first one's.
    """
    active = SigningKey.objects.filter(issuer=issuer, kind=kind, state=KeyState.ACTIVE)
    return (
        active.first()
        or make_key(issuer, kind=kind, state=KeyState.ACTIVE, actor=actor)
        or active.get()
    )


def seal_keys(*, actor: Actor) -> list[str]:
    """Seal the key files that are not sealed under the key-encryption key of now; their names. TransientError."""
    done = []
    for name in keystore.seal_again():
        key = SigningKey.objects.filter(name=name).first()
        if key is not None:
            with transaction.atomic():
                audit.record("signing_key.sealed", subject=key, actor=actor)
        done.append(name)
    return done


def make_key(issuer: Issuer, *, kind: KeyKind, state: KeyState, actor: Actor) -> SigningKey | None:
    """A new key of an issuer; None when somebody else made the one of that state first."""
    name = keystore.create_key(kind=kind)
    try:
        with transaction.atomic():
            key = SigningKey.objects.create(
                issuer=issuer,
                kind=kind,
                name=name,
                public_jwk=keystore.public_jwk(name),
                state=state,
            )
            audit.record(
                f"signing_key.{_WORDS[state]}",
                subject=key,
                actor=actor,
                details={"kind": kind.value},
            )
    except IntegrityError:
        return None
    return key
