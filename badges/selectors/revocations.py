"""Which credentials of a status list were revoked, by the ids that they have for others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from badges.enums import CredentialState, EndorsementState
from badges.models import Credential, Endorsement, IssuedDocument, StatusList
from badges.rules import public_reason

_AT_ONCE = 1_000
_RANDOM = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Revoked(NamedTuple):
    """The id of a credential, and the code of the reason where that may be told."""

    id: str
    reason: str


def revoked_of(status_list: StatusList) -> Iterator[Revoked]:
    """What the list's bits say, by ids that were made here; read as it goes.

    A document that software handed in has the id that the software chose, which may tell of a person: it
    is listed only under a random one, and its bit says the same.
    """
    state = CredentialState.REVOKED
    credentials = Credential.objects.filter(status_list=status_list, state=state)
    named = credentials.order_by("revoked_at", "pk").values_list(
        "frozen__credential_url", "revocation_reason"
    )
    for identifier, reason in named.iterator(chunk_size=_AT_ONCE):
        yield Revoked(identifier, public_reason(reason))
    withdrawn = Endorsement.objects.filter(
        status_list=status_list, state=EndorsementState.WITHDRAWN
    )
    for data in withdrawn.values_list("document", flat=True).iterator(chunk_size=_AT_ONCE):
        yield Revoked(_id_in(data), "")
    documents = IssuedDocument.objects.filter(status_list=status_list, state=state)
    signed = documents.values_list("document", "revocation_reason")
    for data, reason in signed.iterator(chunk_size=_AT_ONCE):
        if _RANDOM.fullmatch(_id_in(data)):
            yield Revoked(_id_in(data), public_reason(reason))


def _id_in(document: bytes | memoryview) -> str:
    """What a document calls itself: nobody but the signed bytes knows."""
    return str(json.loads(bytes(document)).get("id", ""))
