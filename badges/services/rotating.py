"""The life of a signing key: prepared and published, active, retired, or compromised.

A key is retired in the transaction that makes the next one active, so there is always exactly one to sign with. What
a retired key signed keeps verifying, and what was frozen under it is still signed with it. A compromised key signs
nothing any more: what was frozen under it is frozen anew. Refuses to end a key twice.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from badges.enums import CredentialState, KeyKind, KeyState, RequestState
from badges.models import Credential, IssuanceRequest, Issuer, SigningKey, StatusList
from badges.services import status_publishing
from badges.services.keys import make_key
from badges.services.request import wake
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, InvalidInput


def prepare(issuer: Issuer, *, kind: KeyKind, actor: Actor) -> SigningKey:
    """The key that is to sign next, made when there is none: published at once, it signs only after `rotate`.

    Verifiers keep DID documents for a while (ours say how long); a key that they know before it signs is never
    unknown to them.
    """
    waiting = SigningKey.objects.filter(issuer=issuer, kind=kind, state=KeyState.CREATED)
    return (
        waiting.first()
        or make_key(issuer, kind=kind, state=KeyState.CREATED, actor=actor)
        or waiting.get()
    )


def rotate(issuer: Issuer, *, kind: KeyKind, reason: str, actor: Actor) -> SigningKey:
    """Make the prepared key, or a new one, the key that signs; the one before is retired. The key that signs now.

    Raises Conflict when somebody else rotates at the same moment.
    """
    fresh = prepare(issuer, kind=kind, actor=actor)
    with transaction.atomic():
        keys = SigningKey.objects.select_for_update().filter(issuer=issuer, kind=kind)
        old = keys.filter(state=KeyState.ACTIVE).first()
        if old is not None:
            _end(old, state=KeyState.RETIRED, reason=reason, actor=actor)
        if not keys.filter(pk=fresh.pk, state=KeyState.CREATED).update(state=KeyState.ACTIVE):
            raise _taken()
        fresh.state = KeyState.ACTIVE
        details = {"kind": str(kind), "before": old.name if old else ""}
        audit.record(
            "signing_key.activated", subject=fresh, actor=actor, reason=reason, details=details
        )
    return fresh


def compromise(key: SigningKey, *, reason: str, actor: Actor) -> None:
    """Say that others may sign with this key: from now on nothing that it signed verifies.

    An active key is replaced first. What was frozen under it and not signed is frozen anew, and the status lists of
    its issuer are signed with the key that takes its place. What it signed is `badges.selectors.keys.signed_by`.
    Raises InvalidInput without a reason, Conflict when it is known to be compromised.
    """
    if not reason.strip():
        raise InvalidInput(_("Say what happened: it is kept with the key."), code="reason_required")
    if key.state == KeyState.COMPROMISED:
        raise Conflict(_("This key is marked as compromised already."), code="key_compromised")
    if key.state == KeyState.ACTIVE:
        rotate(key.issuer, kind=KeyKind(key.kind), reason=reason, actor=actor)
    with transaction.atomic():
        locked = SigningKey.objects.select_for_update().get(pk=key.pk)
        _end(locked, state=KeyState.COMPROMISED, reason=reason, actor=actor)
        _freeze_anew(locked)
        lists = StatusList.objects.filter(issuer=key.issuer, issuer_did__startswith="did:web:")
        status_publishing.mark_changed(set(lists.values_list("pk", flat=True)))
    key.refresh_from_db()


def _end(key: SigningKey, *, state: KeyState, reason: str, actor: Actor) -> None:
    changed = SigningKey.objects.filter(pk=key.pk).exclude(state__in=[state, KeyState.COMPROMISED])
    if not changed.update(state=state, retired_at=clock.now()):
        raise _taken()
    details: dict[str, Any] = {"kind": str(key.kind)}
    audit.record(
        f"signing_key.{state.value}", subject=key, actor=actor, reason=reason, details=details
    )


def _freeze_anew(key: SigningKey) -> None:
    """Give back what was minted under a key and is not signed; whoever has it in hands stores nothing of it."""
    minted = Credential.objects.filter(signing_key=key, state=CredentialState.MINTED)
    requests = IssuanceRequest.objects.filter(credential__in=minted)
    held = requests.filter(state=RequestState.CLAIMED)
    ids = list(held.select_for_update().values_list("pk", flat=True))
    IssuanceRequest.objects.filter(pk__in=ids).update(
        state=RequestState.REQUESTED, leased_by="", leased_until=None
    )
    if minted.delete()[0]:
        transaction.on_commit(wake)


def _taken() -> Conflict:
    message = _("Somebody else changed the keys at the same moment. Look at them and try again.")
    return Conflict(message, code="keys_changed")
