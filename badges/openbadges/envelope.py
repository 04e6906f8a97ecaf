"""Envelopes: a signed JWT inside a ``data:`` address (VC 2.0 sections 4.13.1 and 4.13.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from badges.openbadges import contexts, jwt
from badges.openbadges.errors import Unreadable
from badges.openbadges.structure import type_names

CREDENTIAL = "EnvelopedVerifiableCredential"
PRESENTATION = "EnvelopedVerifiablePresentation"
_JWS = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+")
_DATA = re.compile(
    r"data:application/(?:(?:vc|vp)(?:-ld|\+ld)?\+jwt|jwt)(?:;[A-Za-z0-9=-]+)*,"
    r"([A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+)"
)


def read_token(text: bytes) -> jwt.Token:
    """A compact JWS taken apart; raises ``Unreadable`` for anything else, or ``AmbiguousDocument``."""
    if not _JWS.fullmatch(text):
        raise Unreadable("jwt.encoding")
    return jwt.read(text)


def is_envelope(document: Mapping[str, Any], *, kind: str) -> bool:
    """Whether the document is an envelope of that kind and nothing else."""
    return type_names(document.get("type")) == (kind,)


def open_envelope(document: Mapping[str, Any]) -> bytes:
    """The JWT inside; raises ``Unreadable`` for an envelope that holds none."""
    if contexts.first_of(document) != contexts.CREDENTIALS_V2:
        raise Unreadable("model.envelope")
    address = document.get("id")
    found = _DATA.fullmatch(address) if isinstance(address, str) else None
    if found is None:
        raise Unreadable("model.envelope")
    return found[1].encode("ascii")
