"""Identifiers."""

from __future__ import annotations

import secrets
import uuid


def new() -> uuid.UUID:
    """A random identifier (version 4): it tells neither when nor in which order it was made."""
    return uuid.uuid4()


def new_token() -> str:
    """An unguessable URL-safe token of 192 bits."""
    return secrets.token_urlsafe(24)


def new_key() -> bytes:
    """32 random bytes for a keyed function."""
    return secrets.token_bytes(32)
