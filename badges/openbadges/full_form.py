"""JSON-LD to RDF and RDFC-1.0 by pyld, in safe mode and within a budget of work.

The long way to a canonical form, and the one that always counts. Contexts come from ``contexts``
only; the base IRI is null, as Data Integrity asks, since pyld would otherwise resolve relative IRIs
against an address it makes up.
"""

from __future__ import annotations

import hashlib
import math
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from frozendict import frozendict
from pyld.canon import URDNA2015
from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdError, JsonLdProcessor

from badges.openbadges import contexts, safe_mode
from badges.openbadges.errors import CanonicalizationError
from badges.openbadges.limits import MAX_CONTEXT_STEPS, MAX_PERMUTATIONS

# One a thread: pyld's caches are not safe to share.
_local = threading.local()
# Contexts under a type or a term that are kept as processed; each takes some 20 KB.
_MAX_SCOPED = 256


@dataclass(frozen=True, slots=True)
class _Processed:
    """Processed contexts. Only pinned ones get in, so strangers' documents cannot fill it.

    ``scoped``: identities of an active and of a scoped context, and how the one is applied to the
    other, to both of them (so that the identities stay theirs) and the outcome. pyld forgets these.
    """

    resolved: dict[str, Any] = field(default_factory=dict)
    scoped: dict[tuple[Any, ...], tuple[Any, Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Graphs:
    """A document as pyld reads it.

    ``expanded``: its expanded form. ``dataset``: name of a graph (``@default`` is one) to its
    triples, as ``pyld.jsonld.to_rdf`` gives them.
    """

    expanded: list[Any]
    dataset: dict[str, list[dict[str, Any]]]


class _SafeProcessor(JsonLdProcessor):  # type: ignore[misc]  # pyld has no types
    """Expands in safe mode; conversion to RDF goes through ``expand`` and so is covered."""

    def __init__(self, processed: _Processed) -> None:
        super().__init__(on_property_dropped=safe_mode.refuse_dropped)
        self.expanded: list[Any] = []
        self._scoped = processed.scoped

    def expand(self, input_: Any, options: Any) -> Any:
        self.expanded = super().expand(input_, options)
        safe_mode.refuse_expanded(self.expanded)
        return self.expanded

    def _process_context(self, active: Any, local: Any, options: Any, **how: Any) -> Any:
        """What pyld makes of it, once for each pair of a finished context and one that a term brings.

        A finished context is frozen; a document brings none of its own as an object (``contexts``).
        """
        if not isinstance(active, frozendict) or not isinstance(local, dict):
            return super()._process_context(active, local, options, **how)
        key = (id(active), id(local), *sorted(how.items()))
        if key not in self._scoped:
            outcome = super()._process_context(active, local, options, **how)
            if len(self._scoped) >= _MAX_SCOPED:
                self._scoped.clear()
            self._scoped[key] = active, local, outcome
        return self._scoped[key][2]


class _BoundedURDNA2015(URDNA2015):  # type: ignore[misc]  # pyld has no types
    """Counts the work of Hash N-Degree Quads and gives up in time (RDFC-1.0 section 7.1)."""

    def __init__(self, algorithm: str) -> None:
        super().__init__()
        self._algorithm = algorithm
        self._permutations = 0

    def create_hash(self) -> Any:
        return hashlib.new(self._algorithm)

    def hash_first_degree_quads(self, id_: Any) -> Any:
        # pyld lists a quad once for each place where the node stands in it; RDFC-1.0 section 4.4.3
        # means a set, and a node that refers to itself would get another hash than elsewhere.
        info = self.blank_node_info[id_]
        info["quads"] = list({id(quad): quad for quad in info["quads"]}.values())
        return super().hash_first_degree_quads(id_)

    def create_hash_to_related(self, id_: Any, issuer: Any) -> Any:
        related = super().create_hash_to_related(id_, issuer)
        for group in related.values():
            # Beyond 20! the count only gets longer to compute.
            self._permutations += math.factorial(min(len(group), 20))
        if self._permutations > MAX_PERMUTATIONS:
            raise CanonicalizationError("canon.too_costly")
        return related


def graphs_of(
    document: Mapping[str, Any], *, extra_contexts: contexts.ExtraContexts | None = None
) -> Graphs:
    """The RDF of a document. Raises ``DataLossError``, ``CanonicalizationError`` or ``ContextError``."""
    for context in contexts.named_in(document):
        contexts.refuse_unknown(context, extra_contexts)
    if contexts.steps_of(document) > MAX_CONTEXT_STEPS:
        raise CanonicalizationError("canon.too_costly")
    safe_mode.refuse_plain(document)
    try:
        with _processed_contexts(extra_contexts) as processed:
            processor = _SafeProcessor(processed)
            dataset = processor.to_rdf(document, _options(extra_contexts, processed))
    except JsonLdError as error:
        raise CanonicalizationError("canon.json_ld", reason=_root_reason(error)) from error
    return Graphs(processor.expanded, dataset)


def canonical_quads(dataset: dict[str, list[dict[str, Any]]], *, algorithm: str = "sha256") -> str:
    """RDFC-1.0 of a dataset as ``graphs_of`` gives it, which is used up.

    ``algorithm`` is the hash that tells blank nodes apart (RDFC-1.0 section 4.2).
    """
    quads: str = _BoundedURDNA2015(algorithm).main(dataset, {"format": "application/n-quads"})
    return quads


@contextmanager
def _processed_contexts(extra: contexts.ExtraContexts | None) -> Iterator[_Processed]:
    """The thread's processed contexts, lent: they come back only if nothing went wrong.

    A time limit that strikes inside pyld's cache code could leave it broken for good. An operator's
    extra contexts may differ from call to call, so they get a cache of their own.
    """
    if extra:
        yield _Processed()
        return
    processed = getattr(_local, "processed", _Processed())
    _local.processed = _Processed()
    yield processed
    _local.processed = processed


def _options(extra: contexts.ExtraContexts | None, processed: _Processed) -> dict[str, Any]:
    load = contexts.loader(extra)
    return {
        "base": None,
        "documentLoader": load,
        "contextResolver": ContextResolver(processed.resolved, load),
        "produceGeneralizedRdf": False,
        "extractAllScripts": False,
        # The direction of a text is data too: without this it would stay out of what is signed.
        "rdfDirection": "i18n-datatype",
    }


def _root_reason(error: BaseException) -> str:
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error).split("\n", 1)[0][:200]
