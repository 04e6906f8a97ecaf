"""The 1EdTechRevocationList of a status list: what its bits say, by ids, for verifiers that know nothing else.

Public and unsigned (VCRL 1.0). Our own credentials name the bitstring list alone: OB 3.0 allows one
status entry, and ids in a list tell more than bits.
"""

from __future__ import annotations

import json
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from badges import openbadges as ob
from badges.models import StatusList
from badges.selectors.revocations import revoked_of
from credcenter.kernel.errors import NotFound


class RevocationList:
    """The list of one status list as it stands now; NotFound. `etag` changes with every revocation."""

    def __init__(self, list_id: UUID) -> None:
        found = StatusList.objects.defer("document").filter(pk=list_id).first()
        if found is None:
            raise NotFound(_("There is no such status list."), code="status_list_unknown")
        self._list = found
        # Read before the rows: the document may show more than the tag says, never less.
        self.etag = f'"{found.pk.hex}-{found.revision}-ids"'

    def document(self) -> bytes:
        """The JSON, made now; the order is that of the revocations."""
        listed = ob.build_revocation_list(
            id=f"{self._list.url}/revoked.json",
            issuer=self._list.issuer_did,
            revoked=((each.id, each.reason or None) for each in revoked_of(self._list)),
        )
        return json.dumps(listed, ensure_ascii=False).encode()
