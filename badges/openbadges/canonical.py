"""Canonical forms of JSON-LD documents (RDFC-1.0, for our documents the same as URDNA2015).

The only door to them. Refuses what ``safe_mode`` refuses, contexts that are not known, and graphs
whose canonicalisation would cost more than ``limits`` allows.

Expansion depends on a document's shape only, so it is done once a shape and remembered
(``shape_cache``); where that would not be certain to give what pyld gives, pyld does all of it
(``full_form``). Shapes that this process signed and shapes of documents that it verified are kept
apart: however many strangers' documents are verified, those of the issuer stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from badges.openbadges import contexts, full_form, strict_json
from badges.openbadges.shape_cache import ShapeCache

# A form of a badge of 9 KB takes 120 KB, and 60 more with its series; both are counted as twice that.
_SIGNED = ShapeCache(eager=True, max_bytes=16 * 1024 * 1024, max_forms=128)
_VERIFIED = ShapeCache(eager=False, max_bytes=24 * 1024 * 1024, max_forms=256)


def canonicalize(
    document: Mapping[str, Any], *, extra_contexts: contexts.ExtraContexts | None = None
) -> str:
    """Canonical N-Quads of a JSON-LD document, each line ended by a line feed.

    Raises ``DataLossError``, ``CanonicalizationError`` or ``ContextError``.
    """
    return canonical_bytes(document, extra_contexts=extra_contexts).decode()


def canonical_bytes(
    document: Mapping[str, Any],
    *,
    extra_contexts: contexts.ExtraContexts | None = None,
    to_sign: bool = False,
    algorithm: str = "sha256",
) -> bytes:
    """The same in UTF-8, as it is hashed.

    ``to_sign`` says that this process signs such documents: their shape is compiled at once and kept
    where documents to verify cannot push it out. Other shapes are compiled when they come again.
    Documents with extra contexts always go the long way, and so does another ``algorithm`` than
    RDFC-1.0's own: the hash that tells blank nodes apart.
    """
    written = None
    if not extra_contexts and algorithm == "sha256":
        cache, beside = (_SIGNED, None) if to_sign else (_VERIFIED, _SIGNED)
        written = cache.write(document, beside=beside)
    if written is not None:
        return written.quads
    whole = canonicalize_fully(document, extra_contexts=extra_contexts, algorithm=algorithm)
    return whole.encode()


def canonical_bytes_and_json(
    document: Mapping[str, Any],
    *,
    extra_contexts: contexts.ExtraContexts | None = None,
    algorithm: str = "sha256",
) -> tuple[bytes, bytes]:
    """``canonical_bytes`` of a document to sign, and ``strict_json.dumps`` of it, by one reading."""
    written = None
    if not extra_contexts and algorithm == "sha256":
        written = _SIGNED.write(document)
    if written is not None:
        return written.quads, written.json()
    whole = canonicalize_fully(document, extra_contexts=extra_contexts, algorithm=algorithm)
    return whole.encode(), strict_json.dumps(document)


def canonicalize_fully(
    document: Mapping[str, Any],
    *,
    extra_contexts: contexts.ExtraContexts | None = None,
    algorithm: str = "sha256",
) -> str:
    """The same by pyld alone, without any short cut: what short cuts are compared with.

    A worker compares the first credential of a batch and a random sample of the others:
    ``canonicalize(document) != canonicalize_fully(document)`` means that nothing it signs may leave
    the house. Costs some ten milliseconds. Raises what ``canonicalize`` raises.
    """
    graphs = full_form.graphs_of(document, extra_contexts=extra_contexts)
    return full_form.canonical_quads(graphs.dataset, algorithm=algorithm)
