"""Which bits of a status list are set: nothing is stored for it, so nothing can drift from it."""

from __future__ import annotations

from collections.abc import Iterator

from badges.enums import CredentialState, EndorsementState
from badges.models import Credential, Endorsement, IssuedDocument, StatusList

_AT_ONCE = 10_000


def revoked_indexes(status_list: StatusList) -> Iterator[int]:
    """The indexes of what was revoked, in no order; read as it goes, since a list may have a million."""
    for kind in (Credential, IssuedDocument):
        rows = kind.objects.filter(status_list=status_list, state=CredentialState.REVOKED)
        yield from rows.values_list("status_index", flat=True).iterator(chunk_size=_AT_ONCE)
    endorsements = Endorsement.objects.filter(
        status_list=status_list, state=EndorsementState.WITHDRAWN
    )
    for index in endorsements.values_list("status_index", flat=True).iterator(chunk_size=_AT_ONCE):
        if index is not None:
            yield index
