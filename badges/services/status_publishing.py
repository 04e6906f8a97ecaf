"""Status lists: giving out indexes, and signing the list again when a bit changed.

The bits are what was revoked of the list (`badges.selectors.status_bits`), so they cannot drift. A reader never
gets a stale list: the revision is compared when it is served.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext_lazy as _

from badges import openbadges, tasks
from badges.adapters import keystore
from badges.models import Issuer, SigningKey, StatusList
from badges.openbadges import status_list
from badges.openbadges.errors import OpenBadgesError
from badges.selectors import issuers
from badges.selectors.status_bits import revoked_indexes
from badges.services.waking import send
from credcenter.kernel import audit, clock, ids
from credcenter.kernel.audit import Actor, Entry
from credcenter.kernel.errors import CredcenterError, NotFound

logger = logging.getLogger(__name__)

TTL_MS = 300_000
"""How long a verifier may keep a list (Bitstring Status List 1.0 section 2.2, `ttl`)."""


@dataclass(frozen=True, slots=True)
class Place:
    """One index of one list."""

    list: StatusList
    index: int


def take_places(count: int, *, issuer: Issuer, key: SigningKey) -> list[Place]:
    """Take indexes that were never given out and look random; in the caller's transaction.

    The lock on the open list makes the counter exact. When a list is full the next one is opened.
    """
    did = issuers.did_of(key)
    places: list[Place] = []
    while len(places) < count:
        current = _open_list(issuer, did=did)
        places += _take_from(current, count - len(places))
    return places


def publish(list_id: UUID | str) -> None:
    """Sign the list as it stands now; running twice, or beside another, does no harm."""
    current = StatusList.objects.select_related("issuer").filter(pk=list_id).first()
    if current is None:
        raise NotFound(_("There is no such status list."), code="status_list_unknown")
    # The revision is read before the bits: the document may show more than it says, never less.
    signed = _signed(current)
    StatusList.objects.filter(pk=current.pk, published_revision__lt=current.revision).update(
        document=signed.data, published_revision=current.revision, published_at=clock.now()
    )


def publish_stale() -> int:
    """Publish every list that changed since it was last signed; how many could be.

    One that cannot be signed here (its key's file is on another machine, say) is told to the log and stops no other.
    """
    return sum(_try_to_publish(list_id) for list_id in list(_stale().values_list("pk", flat=True)))


def publish_those(list_ids: Iterable[UUID]) -> None:
    """Publish those of the lists that changed since they were last signed; TransientError when a key is not here."""
    stale = _stale().filter(pk__in=set(list_ids))
    for list_id in list(stale.values_list("pk", flat=True)):
        publish(list_id)


@transaction.atomic
def close_open_lists(*, actor: Actor) -> int:
    """Give out no more indexes of the lists that do; how many there were. The next badge opens a new list.

    After a restore: what was issued since the backup has indexes that the counter would give out a second time.
    """
    lists = list(StatusList.objects.select_for_update().filter(is_open=True))
    StatusList.objects.filter(pk__in=[each.pk for each in lists]).update(is_open=False)
    audit.record_many([Entry("status_list.closed", each) for each in lists], actor=actor)
    return len(lists)


def current_document(list_id: UUID | str) -> tuple[bytes, str]:
    """The signed list and an entity tag, published now if a revocation is not in it yet; NotFound."""
    current = _find(list_id)
    if current.published_revision < current.revision:
        publish(current.pk)
        current = _find(list_id)
    return bytes(current.document), f'"{current.pk.hex}-{current.published_revision}"'


def mark_changed(list_ids: set[UUID]) -> None:
    """Bits of these lists changed, in the caller's transaction; they are signed again after the commit."""
    for list_id in sorted(list_ids):
        StatusList.objects.filter(pk=list_id).update(revision=F("revision") + 1)
    for list_id in list_ids:
        transaction.on_commit(partial(send, tasks.publish_status_list, str(list_id)))


def _stale() -> QuerySet[StatusList]:
    return StatusList.objects.filter(published_revision__lt=F("revision"))


def _try_to_publish(list_id: UUID) -> bool:
    try:
        publish(list_id)
    except (CredcenterError, OpenBadgesError, OSError) as exc:
        logger.warning("The status list %s cannot be signed: %s", list_id, exc)
        return False
    return True


def _find(list_id: UUID | str) -> StatusList:
    found = StatusList.objects.filter(pk=list_id).first()
    if found is None:
        raise NotFound(_("There is no such status list."), code="status_list_unknown")
    return found


def _open_list(issuer: Issuer, *, did: str) -> StatusList:
    """The list that gives out indexes, locked; a full one, or one of another address, is closed."""
    base = f"{settings.CREDCENTER_BASE_URL}/status/"
    current = (
        StatusList.objects.select_for_update()
        .filter(issuer=issuer, purpose="revocation", is_open=True)
        .first()
    )
    if current is not None:
        fits = current.issuer_did == did and current.url.startswith(base)
        if fits and current.taken < current.length:
            return current
        StatusList.objects.filter(pk=current.pk).update(is_open=False)
    list_id = ids.new()
    return StatusList.objects.create(
        id=list_id,
        number=_next_number(),
        issuer=issuer,
        issuer_did=did,
        url=f"{base}{list_id}",
        length=settings.STATUS_LIST_LENGTH,
        index_key=ids.new_key(),
    )


def _next_number() -> int:
    """One more than any list has; of two that open a list at once, the constraint lets one try again."""
    return (StatusList.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def _take_from(current: StatusList, wanted: int) -> list[Place]:
    first = current.taken
    current.taken = min(first + wanted, current.length)
    current.save(update_fields=["taken"])
    key = bytes(current.index_key)
    return [
        Place(current, status_list.index_for(counter, key=key, length=current.length))
        for counter in range(first, current.taken)
    ]


def _signed(current: StatusList) -> openbadges.SignedCredential:
    key = _key_for(current)
    # Before the bits are read: without its key there is nothing to read them for.
    signer = keystore.signer(key.name)
    indexes = revoked_indexes(current)
    now = clock.now_to_the_second()
    unsigned = status_list.build_status_list(
        id=current.url,
        issuer=current.issuer_did,
        purpose=current.purpose,
        valid_from=now,
        encoded_list=status_list.encode(indexes, length=current.length),
        ttl=TTL_MS,
    )
    return openbadges.sign(
        unsigned,
        signer=signer,
        verification_method=issuers.verification_method(current.issuer_did, key),
        created=now,
    )


def _key_for(current: StatusList) -> SigningKey:
    """A `did:key` issuer is its key, active or not; a `did:web` issuer signs with the active one."""
    if current.issuer_did.startswith("did:key:"):
        name = current.issuer_did.removeprefix("did:key:")
        keys = SigningKey.objects.filter(issuer=current.issuer, name=name)
        found = keys.first()
        if found is None:
            raise NotFound(_("There is no such key."), code="key_unknown")
        return found
    return issuers.active_key(current.issuer)
