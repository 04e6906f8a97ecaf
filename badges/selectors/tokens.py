"""Credentials as JWTs: what is there, and what could be."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from badges.enums import CredentialState, KeyKind, KeyState, TokenAlgorithm
from badges.models import Credential, CredentialToken, SigningKey
from badges.openbadges.jwt import ALGORITHMS
from badges.selectors import issuers
from credcenter.kernel import clock


def good_tokens(credential_id: UUID, *, algorithm: TokenAlgorithm) -> QuerySet[CredentialToken]:
    """The stored token of an algorithm, at most one; none whose key was compromised since."""
    rows = CredentialToken.objects.filter(credential_id=credential_id, algorithm=algorithm)
    return rows.exclude(key__state=KeyState.COMPROMISED)


def token_bytes(credential_id: UUID, *, algorithm: TokenAlgorithm) -> bytes | None:
    """The bytes of that token, or None."""
    data = good_tokens(credential_id, algorithm=algorithm).values_list("data", flat=True).first()
    return None if data is None else bytes(data)


def key_kind(algorithm: TokenAlgorithm) -> KeyKind:
    """The kind of key that an algorithm takes (RFC 7518 section 3.1)."""
    return KeyKind(ALGORITHMS[algorithm])


def has_issuer_with_keys(credential: Credential) -> bool:
    """Whether the credential's issuer is the `did:web` of this address: a `did:key` has no key for JWTs."""
    if not issuers.signs_as_did_web():
        return False
    return bool(credential.frozen["issuer_did"] == issuers.did_of(credential.signing_key))


def has_ended(credential: Credential) -> bool:
    """Whether it was revoked or is past its end: a token of it could not be verified when it is signed."""
    is_past = credential.valid_until is not None and credential.valid_until <= clock.now()
    return is_past or credential.state == CredentialState.REVOKED


def offers_token(credential: Credential) -> bool:
    """Whether an RS256 token can be had, for the pages; it may still have to be signed."""
    if not has_issuer_with_keys(credential):
        return False
    if good_tokens(credential.pk, algorithm=TokenAlgorithm.RS256).exists():
        return True
    if has_ended(credential):
        return False
    keys = SigningKey.objects.filter(issuer=credential.issuer, state=KeyState.ACTIVE)
    return keys.filter(kind=key_kind(TokenAlgorithm.RS256)).exists()
