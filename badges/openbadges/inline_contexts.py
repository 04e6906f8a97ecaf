"""Contexts that a document carries itself instead of naming them (VC 2.0 section 4.3).

Everywhere else they are refused: whoever may redefine words can make a signed document say something
else to readers of its JSON. Here they may add words of their own and nothing more. Refuses what would
give a second name to a statement of a known vocabulary (a ``validUntil`` under another name hides that
a credential expired), keywords, and all that moves data to where nobody looks.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from badges.openbadges.contexts import ExtraContexts
from badges.openbadges.safe_mode import IRI

# Vocabularies that verifiers read by name: their statements keep the names that everybody knows.
_RESERVED = (
    "https://www.w3.org/", "http://www.w3.org/", "https://w3id.org/", "https://purl.imsglobal.org/",
    "https://schema.org/", "http://schema.org/", "https://purl.org/", "http://purl.org/",
)  # fmt: skip
_TERM = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# The top-level domain of RFC 2606 that nobody can ever serve.
_ADDRESS = "https://inline-context.invalid/"


class Lifted(NamedTuple):
    """A document that only names contexts, and the documents of those that it named only here."""

    document: dict[str, Any]
    contexts: ExtraContexts

    @property
    def defines_terms(self) -> bool:
        """Whether the document came with words of its own."""
        return any(url.startswith(_ADDRESS) for url in self.contexts)


def lift(document: Mapping[str, Any], *, extra_contexts: ExtraContexts | None = None) -> Lifted:
    """Replace each harmless inline context by an address; the graph of the document stays the same.

    What is not harmless stays where it is, for ``contexts.refuse_unknown`` to refuse.
    """
    found: dict[str, Mapping[str, Any]] = dict(extra_contexts or {})
    lifted: dict[str, Any] = _lift(document, found)
    return Lifted(lifted, found)


def _lift(value: Any, found: dict[str, Mapping[str, Any]]) -> Any:
    if isinstance(value, Mapping):
        return {
            key: _lift_context(member, found) if key == "@context" else _lift(member, found)
            for key, member in value.items()
        }
    if isinstance(value, list):
        return [_lift(member, found) for member in value]
    return value


def _lift_context(value: Any, found: dict[str, Mapping[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_lift_context(entry, found) for entry in value]
    if not isinstance(value, Mapping) or not is_harmless(value):
        return value
    text = json.dumps(value, sort_keys=True).encode()
    address = _ADDRESS + hashlib.sha256(text).hexdigest()
    found[address] = {"@context": value}
    return address


def is_harmless(context: Mapping[str, Any]) -> bool:
    """Whether a context only adds terms, each for an address outside of the known vocabularies."""
    return all(_is_harmless(term, meaning) for term, meaning in context.items())


def _is_harmless(term: str, meaning: Any) -> bool:
    if term == "@protected":
        return isinstance(meaning, bool)
    if isinstance(meaning, Mapping):
        if not set(meaning) <= {"@id", "@type"} or not _is_kind(meaning.get("@type", "@id")):
            return False
        meaning = meaning.get("@id")
    return bool(_TERM.fullmatch(term)) and _is_own(meaning)


def _is_own(meaning: Any) -> bool:
    return (
        isinstance(meaning, str)
        and bool(IRI.fullmatch(meaning))
        and not meaning.lower().startswith(_RESERVED)
    )


def _is_kind(kind: Any) -> bool:
    return isinstance(kind, str) and (kind == "@id" or bool(IRI.fullmatch(kind)))
