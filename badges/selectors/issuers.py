"""The issuer, its keys and the name under which it signs."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from badges.enums import IssuerKind, KeyKind, KeyState
from badges.models import Issuer, SigningKey
from badges.openbadges.keys import did_key, did_web
from credcenter.kernel.errors import NotFound


def the_issuer() -> Issuer:
    """The centre's issuer; NotFound before the set-up has made it."""
    slug = settings.CREDCENTER_ISSUER_SLUG
    issuer = Issuer.objects.filter(slug=slug, kind=IssuerKind.CENTRE).first()
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
    key.issuer = issuer
    return key


def has_public_address() -> bool:
    """Whether the centre's address is one that others can resolve a `did:web` at."""
    return str(settings.CREDCENTER_BASE_URL).startswith("https://")


def signs_as_did_web() -> bool:
    """Whether issuers have a `did:web`: by https, unless the centre was set up to sign as its key."""
    return has_public_address() and settings.CREDCENTER_ISSUER_DID == "web"


def did_of(key: SigningKey) -> str:
    """The DID of the key's issuer when it signs: `did:web`, or `did:key` without a public address.

    The centre's is that of its address, a partner's that of its page there.
    """
    if not signs_as_did_web():
        return did_key(key.public_key_multibase)
    base = str(settings.CREDCENTER_BASE_URL)
    return did_web(f"{base}/issuers/{key.issuer.slug}" if key.issuer.is_partner else base)


def verification_method(did: str, key: SigningKey) -> str:
    """The DID URL of a key. The fragment of a Multikey is the key itself, which every resolver understands."""
    return f"{did}#{key.name}"
