"""Signed endorsements inside of what they endorse (OB 3.0 B.1.2 and B.1.7).

Refuses what is no endorsement, what is not signed, and what endorses something else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from badges.openbadges.errors import InvalidCredential
from badges.openbadges.structure import type_names
from badges.openbadges.types import SignedCredential


def embedded(endorsements: Iterable[SignedCredential], *, of: str, path: str) -> dict[str, Any]:
    """The members ``endorsement`` and ``endorsementJwt`` of what has the id ``of``."""
    whole: dict[str, Any] = {"endorsement": [], "endorsementJwt": []}
    for signed in endorsements:
        _refuse_other(signed, of, f"{path}.endorsement".lstrip("."))
        if signed.data.startswith(b"{"):
            whole["endorsement"].append(signed.document)
        else:
            whole["endorsementJwt"].append(signed.data.decode("ascii"))
    return whole


def _refuse_other(signed: SignedCredential, of: str, path: str) -> None:
    if "EndorsementCredential" not in type_names(signed.document.get("type")):
        raise InvalidCredential("build.endorsement_kind", path=path)
    endorsed = signed.document["credentialSubject"]["id"]
    if endorsed != of:
        raise InvalidCredential("build.endorsement_other", path=path, value=endorsed)
