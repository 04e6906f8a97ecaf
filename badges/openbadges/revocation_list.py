"""1EdTechRevocationList: the ids of what an issuer took back, as plain JSON (VCRL 1.0).

Not signed: whoever believes it believes the address, which stands in the signed credential. Offered
beside the bitstring lists for verifiers that know nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

LIST_TYPE = "1EdTechRevocationList"


def build_revocation_list(
    *,
    id: str,  # noqa: A002 - the property of the standard
    issuer: str,
    revoked: Iterable[tuple[str, str | None]],
) -> dict[str, Any]:
    """The document to serve at ``id``; ``revoked`` holds credential ids and reasons, if any."""
    entries = [
        {"id": credential, "revoked": True} | ({"revocationReason": reason} if reason else {})
        for credential, reason in revoked
    ]
    return {"id": id, "issuer": issuer, "revokedCredential": entries}


def is_revoked(document: Mapping[str, Any], credential: Any) -> bool | None:
    """Whether the list names the credential; None if it is no list. Without ``revoked``: it is."""
    entries = document.get("revokedCredential", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return None
    return any(
        entry.get("id") == credential and entry.get("revoked", True) is not False
        for entry in entries
    )
