"""The issuer, its keys and the name under which it signs."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from badges.enums import KeyKind, KeyState
from badges.models import Issuer, SigningKey
from badges.openbadges.keys import did_key, did_web
from credcenter.kernel.errors import NotFound


def the_issuer() -> Issuer:
    """The centre's issuer; NotFound before the set-up has made it."""
    issuer = Issuer.objects.filter(slug=settings.CREDCENTER_ISSUER_SLUG).first()
    if issuer is None:
        raise NotFound(_("There is no issuer yet. Run ensure_signing_key."), code="issuer_missing")
    return issuer


def active_key(issuer: Issuer, *, kind: KeyKind = KeyKind.ED25519) -> SigningKey:
    """The key of a kind that signs now; NotFound when there is none."""
    key = SigningKey.objects.filter(issuer=issuer, kind=kind, state=KeyState.ACTIVE).first()
    if key is None:
        raise NotFound(
            _("No signing key is active. Run ensure_signing_key."), code="signing_key_missing"
        )
    return key


def has_public_address() -> bool:
    """Whether the centre's address is one that others can resolve a `did:web` at."""
    return str(settings.CREDCENTER_BASE_URL).startswith("https://")


def did_of(key: SigningKey) -> str:
    """The issuer's DID when this key signs: `did:web` of the address, or `did:key` without a public one."""
    if has_public_address():
        return did_web(settings.CREDCENTER_BASE_URL)
    return did_key(key.public_key_multibase)


def verification_method(did: str, key: SigningKey) -> str:
    """The DID URL of a key. The fragment of a Multikey is the key itself, which every resolver understands."""
    return f"{did}#{key.name}"
