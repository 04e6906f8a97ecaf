"""Stage 8: everything that feeds the signature is frozen, so that a retry makes the same bytes.

A request that was minted before keeps what it got: no status index is lost with a failed signature.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from badges.award import Award
from badges.models import Credential, IssuanceRequest, Issuer, SigningKey, StatusList
from badges.selectors import issuers
from badges.services.status_publishing import Place, publish_those, take_places
from credcenter.kernel import clock, ids
from credcenter.kernel.bulk import insert_all
from learners.selectors.consents import those_who_keep_their_name_off


@dataclass(frozen=True, slots=True)
class Frozen:
    """The inputs of the signature that have no column of their own on the credential."""

    credential_url: str
    achievement_url: str
    artwork_url: str
    status_list_url: str
    issuer_did: str
    issuer_name: str
    issuer_url: str
    issuer_email: str
    verification_method: str
    subject_id: str
    name: str
    email: str
    salt: str

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Frozen:
        return cls(**data)


@dataclass(frozen=True, slots=True)
class _Press:
    """What one round of minting has in common."""

    issuer: Issuer
    key: SigningKey
    minted_at: dt.datetime
    nameless: frozenset[Any]


def mint(requests: Sequence[IssuanceRequest]) -> list[Credential]:
    """The credential of each request, in order, minted now where it was not before."""
    known = _known(requests)
    fresh = [request for request in requests if request.pk not in known]
    if fresh:
        known |= {each.request_id: each for each in _press(fresh, press=_press_for(fresh))}
    # The self-check, like any verifier, must find the list of a credential; other lists are not its business.
    publish_those(each.status_list_id for each in known.values())
    return [known[request.pk] for request in requests]


def draft(request: IssuanceRequest) -> Credential:
    """What minting would make of a request now, of a list that does not exist; nothing is stored or given out."""
    press = _press_for([request])
    nowhere = StatusList(
        url=f"{settings.CREDCENTER_BASE_URL}/status/", issuer_did=issuers.did_of(press.key)
    )
    return _credential(request, place=Place(nowhere, 0), press=press)


def _press_for(requests: Sequence[IssuanceRequest]) -> _Press:
    issuer = issuers.the_issuer()
    return _Press(
        issuer=issuer,
        key=issuers.active_key(issuer),
        minted_at=clock.now_to_the_second(),
        nameless=those_who_keep_their_name_off([each.learner_id for each in requests]),
    )


def _known(requests: Sequence[IssuanceRequest]) -> dict[Any, Credential]:
    """What earlier tries have minted, by request: mostly nothing."""
    by_id = {request.pk: request for request in requests}
    credentials = Credential.objects.filter(request__in=by_id).select_related(
        "signing_key", "status_list"
    )
    known = {credential.request_id: credential for credential in credentials}
    for request_id, credential in known.items():
        credential.request = by_id[request_id]
    return known


@transaction.atomic
def _press(requests: Sequence[IssuanceRequest], *, press: _Press) -> list[Credential]:
    places = take_places(len(requests), issuer=press.issuer, key=press.key)
    minted = [
        _credential(request, place=place, press=press)
        for request, place in zip(requests, places, strict=True)
    ]
    insert_all(minted)
    return minted


def _credential(request: IssuanceRequest, *, place: Place, press: _Press) -> Credential:
    credential_id = ids.new()
    return Credential(
        id=credential_id,
        request=request,
        learner_id=request.learner_id,
        achievement_id=request.achievement_id,
        version_id=request.version_id,
        issuer=press.issuer,
        signing_key=press.key,
        status_list=place.list,
        status_index=place.index,
        awarded_on=Award.from_json(request.award).awarded_on,
        minted_at=press.minted_at,
        frozen=_freeze(request, f"{credential_id}", place=place, press=press).to_json(),
    )


def _freeze(request: IssuanceRequest, credential_id: str, *, place: Place, press: _Press) -> Frozen:
    base = settings.CREDCENTER_BASE_URL
    did = place.list.issuer_did
    learner = request.learner
    return Frozen(
        credential_url=address_of("credentials", credential_id),
        achievement_url=address_of("achievements", str(request.achievement_id)),
        artwork_url=artwork_address(request.version.artwork_sha256),
        status_list_url=place.list.url,
        issuer_did=did,
        issuer_name=press.issuer.name.both(),
        issuer_url=f"{base}/issuers/{press.issuer.slug}",
        issuer_email=press.issuer.email,
        verification_method=issuers.verification_method(did, press.key),
        subject_id=f"urn:uuid:{learner.pk}",
        name="" if learner.pk in press.nameless else learner.full_name,
        email=learner.email,
        salt=ids.new_token(),
    )


def artwork_address(sha256: str) -> str:
    """Where a badge image is served; its name is its content, so it never changes."""
    return f"{settings.CREDCENTER_BASE_URL}/artwork/{sha256}.png"


def address_of(kind: str, identifier: str) -> str:
    """An https address where there is one to serve it; without, a name that stays true anywhere."""
    if issuers.has_public_address():
        return f"{settings.CREDCENTER_BASE_URL}/{kind}/{identifier}"
    return f"urn:uuid:{identifier}"
