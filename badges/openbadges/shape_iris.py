"""Which IRIs pass through JSON-LD expansion unchanged, whatever place they stand in.

An absolute IRI is left as it is unless its scheme is a prefix of the context, or the whole of it a
term where the context asks for a term (JSON-LD 1.1 API section 5.2.2). So only IRIs of a few schemes
count that no context known here uses for a term. Refuses nothing: what is not among them is
canonicalised the long way, or is a constant of a shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from badges.openbadges import contexts
from badges.openbadges.safe_mode import IRI
from badges.openbadges.vocabularies import OWN

_SCHEMES = ("http", "https", "urn", "did", "mailto", "tel", "data")
_START = re.compile(rf"(?:{'|'.join(_SCHEMES)}):")
# The ASCII part of ``safe_mode.IRI``, many at once, each ended by a space.
_PLAIN = re.compile(rf"(?:(?:{'|'.join(_SCHEMES)}):[!#-;=?-\[\]_a-z~]*+ )*+")


def pass_unchanged(iris: Iterable[str]) -> bool:
    """Whether all of these texts are IRIs that come out of expansion as they are."""
    listed = [*iris, ""]
    joined = " ".join(listed)
    # Counted, so that a text with a space in it does not pass for two.
    if joined.count(" ") == len(listed) - 1 and _PLAIN.fullmatch(joined):
        return True
    return all(_START.match(iri) and IRI.fullmatch(iri) for iri in listed[:-1])


def unfit_contexts(extra: contexts.ExtraContexts | None) -> bool:
    """Whether a context, ours or extra, has a term or a prefix that looks like such an IRI."""
    added = [context.get("@context") for context in (extra or {}).values()]
    return _own_are_unfit() or any(map(_is_unfit, added))


@cache
def _own_are_unfit() -> bool:
    urls = (*contexts.PINNED, *OWN)
    return any(_is_unfit(contexts.pinned(url)["@context"]) for url in urls)


def _is_unfit(context: Any) -> bool:
    return any(term in _SCHEMES or _START.match(term) for term in _terms(context))


def _terms(context: Any) -> Iterator[str]:
    if isinstance(context, Sequence) and not isinstance(context, str):
        for part in context:
            yield from _terms(part)
    elif isinstance(context, dict):
        for term, definition in context.items():
            yield term
            if isinstance(definition, dict):
                yield from _terms(definition.get("@context"))
