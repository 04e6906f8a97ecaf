"""A credential as a JWT (VC-JWT, OB 3.0 section 8.2), made when somebody first asks for it.

The same credential, id and status entry, signed as a whole with an RSA or P-256 key in place of the
proof. Signed once and stored, since the bytes are the truth; a token whose key was compromised is
replaced. Refuses credentials of a `did:key` issuer, which has one Ed25519 key and no other, and those
that ended, whose token could not be verified before it is handed out.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from badges import openbadges as ob
from badges.adapters import keystore
from badges.enums import KeyState, TokenAlgorithm
from badges.models import Credential, CredentialToken, SigningKey
from badges.openbadges import strict_json
from badges.selectors import issuers, tokens
from badges.services.signing import SelfCheckFailed, require_verified
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, InvalidInput, NotFound


def algorithm_named(name: str) -> TokenAlgorithm:
    """The algorithm that somebody asked for, RS256 when nothing was said; InvalidInput."""
    try:
        return TokenAlgorithm(name or TokenAlgorithm.RS256)
    except ValueError as exc:
        known = ", ".join(TokenAlgorithm.values)
        message = _("Choose one of these algorithms: %(known)s.")
        raise InvalidInput(message % {"known": known}, code="algorithm_unknown") from exc


def token_of(credential: Credential, *, algorithm: TokenAlgorithm, actor: Actor) -> bytes:
    """The compact JWS of a credential, signed now if it was not before. Raises NotFound, Conflict."""
    stored = tokens.token_bytes(credential.pk, algorithm=algorithm)
    if stored is not None:
        return stored
    _refuse(credential)
    key = issuers.active_key(credential.issuer, kind=tokens.key_kind(algorithm))
    try:
        signed = sign_as_token(bytes(credential.document), key=key)
    except SelfCheckFailed:
        # Somebody may have revoked it since it was read: then that is what there is to say.
        _refuse(Credential.objects.get(pk=credential.pk))
        raise
    _keep(credential, algorithm=algorithm, key=key, signed=signed, actor=actor)
    # Of two who ask at the same time both get what the first of them stored.
    return tokens.token_bytes(credential.pk, algorithm=algorithm) or signed.data


def _refuse(credential: Credential) -> None:
    if not tokens.has_issuer_with_keys(credential):
        message = _(
            "This credential cannot be had as a JWT: it was issued without the centre's public https "
            "address, so nobody could find the key. Take it as JSON, PNG or SVG."
        )
        raise NotFound(message, code="token_needs_https")
    if tokens.has_ended(credential):
        message = _("This credential has ended: no JWT of it is signed any more.")
        raise Conflict(message, code="credential_ended")


def sign_as_token(data: bytes, *, key: SigningKey) -> ob.SignedCredential:
    """What a signed document says, signed as a whole and verified; SelfCheckFailed."""
    document = strict_json.loads_object(data)
    unsigned = ob.UnsignedCredential({k: v for k, v in document.items() if k != "proof"})
    # 1EdTech's validator asks the address for one bare JWK; it is also the name in the key set.
    kid = f"{settings.CREDCENTER_BASE_URL}/keys/{key.name}"
    signed = ob.sign_jwt(unsigned, signer=keystore.jwt_signer(key.name), kid=kid)
    require_verified(signed)
    return signed


@transaction.atomic
def _keep(
    credential: Credential,
    *,
    algorithm: TokenAlgorithm,
    key: SigningKey,
    signed: ob.SignedCredential,
    actor: Actor,
) -> None:
    made: dict[str, Any] = {"key": key, "data": signed.data, "sha256": signed.sha256}
    row, is_new = CredentialToken.objects.get_or_create(
        credential=credential, algorithm=algorithm, defaults=made
    )
    spoiled = CredentialToken.objects.filter(pk=row.pk, key__state=KeyState.COMPROMISED)
    if is_new or spoiled.update(**made, created_at=clock.now()):
        details = {"algorithm": algorithm.value, "key": key.name, "sha256": signed.sha256}
        audit.record("credential.token_signed", subject=credential, actor=actor, details=details)
