"""What was found out about status lists, so that it is found out once.

Whether a list's proof holds depends on what the resolver answers, so this lives as long as answers do not change: for
one verification, or for many that a caller makes with one resolver which remembers, such as the self-check of a batch.
What depends on the time is not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from badges.openbadges.report import Check

Fetched = Mapping[str, Any] | Check


class StatusLists:
    """Lists by URL: their documents (or why there is none), what came of their proofs, their bits."""

    def __init__(self) -> None:
        self._fetched: dict[str, Fetched] = {}
        self._proven: dict[tuple[str, str | None, str], frozenset[str]] = {}
        self._decoded: dict[str, bytes] = {}

    def fetched(self, url: str, fetch: Callable[[], Fetched]) -> Fetched:
        """The list's document, or the check that says why it cannot be had."""
        if url not in self._fetched:
            self._fetched[url] = fetch()
        return self._fetched[url]

    def proven(
        self, url: str, issuer: str | None, purpose: str, prove: Callable[[], frozenset[str]]
    ) -> frozenset[str]:
        """The outcomes of terms, proof and key of the list, signed by ``issuer`` for ``purpose`` if all is well."""
        key = (url, issuer, purpose)
        if key not in self._proven:
            self._proven[key] = prove()
        return self._proven[key]

    def decoded(self, url: str, decode: Callable[[], bytes]) -> bytes:
        """The list's bits. Raises what ``decode`` raises."""
        if url not in self._decoded:
            self._decoded[url] = decode()
        return self._decoded[url]
