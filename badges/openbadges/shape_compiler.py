"""Finds out, by pyld, what becomes of each value of a shape.

Puts a mark that nobody can guess in place of each value, expands the document once and looks where
the marks come back: as the whole of a literal or of an IRI, they are slots. A value that does not come
back so chose a type, a term or a datatype, or was dropped: it becomes a constant, and with the real
text in its place the document is expanded again. Gives None where the short way would not be certain.
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from badges.openbadges import strict_json
from badges.openbadges.contexts import ExtraContexts
from badges.openbadges.errors import CanonicalizationError, ContextError, DataLossError
from badges.openbadges.full_form import Graphs, graphs_of
from badges.openbadges.limits import MAX_VALUE_PAIRS
from badges.openbadges.shape_form import Form
from badges.openbadges.shape_iris import pass_unchanged, unfit_contexts
from badges.openbadges.shape_lines import Blank, Line, Slot, escape, joined
from badges.openbadges.shape_reading import Reading, fill, is_scalar
from badges.openbadges.shape_template import Template, Text, chooser

# New in every process: a document that knew it could pass a constant off as a value.
_NONCE = secrets.token_hex(16)
_MARK = re.compile(rf"urn:{_NONCE}:(\d+):")
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANGUAGE_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
# pyld writes such a literal anew if its text is a number.
_REWRITTEN = frozenset({"http://www.w3.org/2001/XMLSchema#double"})


class Places:
    """Which values of a shape are constants for certain, and which stand as IRIs; never changed."""

    def __init__(self, constants: Iterable[int] = (), iris: Iterable[int] = ()) -> None:
        self.constants = tuple(sorted(constants))
        self.iris = tuple(sorted(iris))
        self._texts = chooser(self.iris)

    def fixed(self, values: Sequence[str]) -> tuple[int, ...]:
        """What counts as a constant with these values: an IRI that may not pass unchanged does too."""
        if pass_unchanged(self._texts(values)):
            return self.constants
        odd = [number for number in self.iris if not pass_unchanged([values[number]])]
        return tuple(sorted([*self.constants, *odd]))

    def and_also(self, constants: Iterable[int], iris: Iterable[int]) -> Places:
        """These and more; a constant is no IRI."""
        all_constants = {*self.constants, *constants}
        return Places(all_constants, {*self.iris, *iris} - all_constants)


def compile_form(
    document: Mapping[str, Any],
    reading: Reading,
    *,
    places: Places,
    extra_contexts: ExtraContexts | None = None,
) -> tuple[Form | None, Places]:
    """The form of a document's shape, and ``places`` with what was learned of it.

    None instead of a form means that only the long way can be trusted with such documents.
    """
    values = reading.values
    if unfit_contexts(extra_contexts) or not _has_plain_keys(reading):
        return None, places
    # Ends, since each round but the last finds another constant; hardly ever after the second.
    while True:
        fixed = places.fixed(values)
        marked = fill(document, iter(_marked(values, frozenset(fixed))))
        try:
            json = strict_json.dumps(marked)
            found = _Found(graphs_of(marked, extra_contexts=extra_contexts))
        except (CanonicalizationError, ContextError, DataLossError, ValueError):
            # Either the document is at fault, which the long way will say, or the marks are.
            return None, places
        lost = set(range(len(values))) - set(fixed) - found.whole
        places = places.and_also(lost | found.partial, found.iris)
        if places.fixed(values) == fixed:
            return found.form(_holes(json), slots=len(values)), places


def _has_plain_keys(reading: Reading) -> bool:
    objects = [token for token in reading.shape if type(token) is tuple and not is_scalar(token)]
    return {type(key) for keys in objects for key in keys} <= {str}


def _marked(values: Sequence[str], fixed: frozenset[int]) -> list[str]:
    return [
        value if number in fixed else f"urn:{_NONCE}:{number}:"
        for number, value in enumerate(values)
    ]


def _holes(json: bytes) -> Line:
    """JSON with slots in place of the marks."""
    texts = _MARK.split(json.decode())
    # Every second one is the number that the pattern has caught.
    return joined(
        Slot(int(text)) if place % 2 else text.encode() for place, text in enumerate(texts)
    )


class _Found:
    """Where the marks came back in the RDF of a marked document."""

    def __init__(self, graphs: Graphs) -> None:
        self._expanded = graphs.expanded
        self._blanks: dict[str, Blank] = {}
        self.whole: set[int] = set()
        self.iris: set[int] = set()
        self.partial: set[int] = set()
        self._native: set[Line] = set()
        self._lines = [
            self._line(triple, graph)
            for graph, triples in graphs.dataset.items()
            for triple in triples
        ]

    def form(self, json: Line, *, slots: int) -> Form | None:
        """The form; None for what only the long way can be trusted with."""
        nodes = list(_nodes(self._expanded))
        if len(self._expanded) != 1 or any("@direction" in node for node in nodes):
            # pyld compares texts without their direction, so it may take two for one.
            return None
        if len(set(self._lines)) != len(self._lines):
            return None
        named = self._expanded[0].get("@id")
        root = None if named is None else _MARK.fullmatch(named)
        if _may_cost_too_much(nodes) or (named is not None and root is None):
            return None
        ids = frozenset(node["@id"] for node in nodes if "@id" in node)
        return Form(
            lines=tuple(self._lines),
            json=json,
            native=frozenset(self._native),
            template=Template(self._lines, slots=slots, blanks=len(self._blanks)),
            text=Text(json, slots),
            iris=tuple(self.iris),
            root=int(root[1]) if root else None,
            ids=ids,
        )

    def _line(self, triple: Mapping[str, Any], graph: str) -> Line:
        subject, predicate, object_ = (triple[key] for key in ("subject", "predicate", "object"))
        pieces = [*self._resource(subject), self._fixed(f" <{predicate['value']}> ")]
        if object_["type"] == "literal":
            pieces += self._literal(object_)
        elif predicate["value"] == _TYPE and object_["type"] == "IRI":
            # A type may bring a context with it.
            pieces += [self._fixed(f"<{object_['value']}>")]
        else:
            pieces += self._resource(object_)
        if graph != "@default":
            kind = "blank node" if graph.startswith("_:") else "IRI"
            pieces += [b" ", *self._resource({"type": kind, "value": graph})]
        line = joined(pieces)
        if object_["type"] == "literal" and not _MARK.fullmatch(object_["value"]):
            self._native.add(line)
        return line

    def _resource(self, term: Mapping[str, Any]) -> list[bytes | Slot | Blank]:
        text = term["value"]
        if term["type"] == "blank node":
            return [self._blanks.setdefault(text, Blank(len(self._blanks)))]
        mark = _MARK.fullmatch(text)
        if mark is None:
            return [self._fixed(f"<{text}>")]
        self.iris.add(int(mark[1]))
        return [b"<", self._slot(mark), b">"]

    def _literal(self, term: Mapping[str, Any]) -> list[bytes | Slot | Blank]:
        text, datatype = term["value"], term["datatype"]
        end = "" if datatype == _STRING else f"^^<{datatype}>"
        if datatype == _LANGUAGE_STRING:
            end = f"@{term['language']}" if term.get("language") else ""
        mark = _MARK.fullmatch(text)
        if mark is None or datatype in _REWRITTEN:
            return [b'"', escape(self._fixed(text)), b'"', self._fixed(end)]
        return [b'"', self._slot(mark), b'"', self._fixed(end)]

    def _slot(self, mark: re.Match[str]) -> Slot:
        number = int(mark[1])
        self.whole.add(number)
        return Slot(number)

    def _fixed(self, text: str) -> bytes:
        """A text of the form; marks in it stand for values that must be constants."""
        self.partial |= {int(number) for number in _MARK.findall(text)}
        return text.encode()


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for member in value:
            yield from _nodes(member)
    elif isinstance(value, dict):
        yield value
        for member in value.values():
            yield from _nodes(member)


def _may_cost_too_much(nodes: Iterable[dict[str, Any]]) -> bool:
    """Whether ``safe_mode`` could find too many values a property if all nodes had one id."""
    counts: Counter[str] = Counter()
    for node in nodes:
        counts.update(
            {key: len(values) for key, values in node.items() if isinstance(values, list)}
        )
    return sum(count * count for count in counts.values()) > MAX_VALUE_PAIRS
