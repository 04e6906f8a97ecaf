"""The short way to a canonical form gives what pyld gives, byte for byte, or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyld.nquads import serialize_nquads

from badges.openbadges import OpenBadgesError, build_clr, build_endorsement
from badges.openbadges.canonical import canonicalize, canonicalize_fully
from badges.openbadges.full_form import graphs_of
from badges.openbadges.shape_cache import ShapeCache
from badges.openbadges.shape_compiler import Places, compile_form
from badges.openbadges.shape_reading import fill, read
from tests.openbadges import records, samples

# Everything in one cache, so that forms are used again for other values.
CACHE = ShapeCache(eager=True, max_bytes=1 << 26, max_forms=1000)
OPTIONS = {
    "@context": samples.document()["@context"],
    "type": "DataIntegrityProof",
    "created": "2026-11-23T08:00:00Z",
    "verificationMethod": samples.METHOD,
    "cryptosuite": "eddsa-rdfc-2022",
    "proofPurpose": "assertionMethod",
}
KINDS: dict[str, Callable[[], dict[str, Any]]] = {
    "badge": samples.document,
    "simple badge": lambda: samples.document(samples.simple()),
    "signed badge": lambda: json.loads(samples.signed().data),
    "status list": samples.list_document,
    "endorsement": lambda: _plain(build_endorsement(records.endorsement("urn:x:1"))),
    "record": lambda: _plain(build_clr(records.record())),
    "proof options": lambda: dict(OPTIONS),
}


def _plain(unsigned: Any) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(unsigned.document))
    return document


@cache
def _text_of(kind: str) -> str:
    return json.dumps(KINDS[kind]())


def _short(document: dict[str, Any]) -> str | None:
    """By a form of its own, compiled with these very values."""
    reading = read(document)
    if reading is None:
        return None
    form, _ = compile_form(document, reading, places=Places())
    quads = form.write(reading.values) if form else None
    return None if quads is None else quads.quads.decode()


def _by_oxigraph(document: dict[str, Any]) -> str:
    """The same graph canonicalised by an implementation in Rust."""
    text = serialize_nquads(graphs_of(document).dataset)
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def _outcome(way: Callable[[dict[str, Any]], str], document: dict[str, Any]) -> str:
    """The canonical form, or the code of the refusal."""
    try:
        return way(document)
    except OpenBadgesError as refusal:
        return refusal.code


def _check(document: dict[str, Any]) -> str:
    """Both ways agree wherever the short one answers; what pyld gives."""
    expected = _outcome(canonicalize_fully, document)
    short = CACHE.write(document)
    assert short is None or short.quads.decode() == expected
    assert _outcome(canonicalize, document) == expected
    return expected


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("record", "signed badge")])
def test_what_we_issue_goes_the_short_way(kind: str) -> None:
    document = KINDS[kind]()
    assert _short(document) == canonicalize_fully(document) == _by_oxigraph(document)


def _examples(standards: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(standards.rglob("*.json")):
        if {"schemas", "contexts"} & set(path.parts):
            continue
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue
        if isinstance(document, dict) and "@context" in document:
            yield str(path.relative_to(standards)), document


def test_every_published_example_has_one_form(standards: Path) -> None:
    agreeing, longer = [], []
    for name, document in _examples(standards):
        document.pop("proof", None)
        short = _short(document)
        if short is None:
            longer.append(name)
            continue
        assert short == canonicalize_fully(document), name
        agreeing.append(name)
    # The others are refused, or have blank nodes that look alike, or texts with a direction.
    assert len(agreeing) > 2 * len(longer) > 0


HOSTILE = [
    '"', "\\", "\\n", "\n", "\r\n", "\t", "\u0085", "\u2028", "\u2029", "\u200b", "\ufeff", "😀",
    "한글", "é", "e\u0301", "", " ", "\0", "\b", "\x1f", "\x7f", "\ufffe", "\uffff", "\ufdd0",
    '" .\n<urn:a> <urn:b> "c', "> <urn:b> <urn:c", "@id", "@type", "@none", "@anything", "id",
    "type", "_:b0", "_:c14n0", "_:a", "_:z", "relative/path", "#fragment", "//host", "?query",
    "https://a.example/", "https://a.example/한글", "https://a.example/\u3000", "https://a b/",
    "https://a.example/%zz", "urn:", "urn:x", "did:key:z6Mk", "mailto:a@b", "tag:a,2026:b", "HTTP://A",
    "xsd:string", "ext:Own", "ceterms:Credential", "Percent", "Completed", "MicroCredential",
    "VerifiableCredential", "1", "1.0", "1e3", "true", "null", "ko", "ko-KR", "2026-11-23T08:00:00Z",
    samples.document()["id"], samples.DID, samples.METHOD, samples.LEVELS[0],
]  # fmt: skip
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
TEXT = st.one_of(st.sampled_from(HOSTILE), ANY_TEXT)
CALM = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"))


def _with(document: dict[str, Any], changed: dict[int, str]) -> dict[str, Any]:
    reading = read(document)
    assert reading is not None
    values = [
        changed.get(number % len(reading.values), value)
        for number, value in enumerate(reading.values)
    ]
    return fill(document, iter(values))


# pyld takes 5 milliseconds for small documents and 60 for a record.
LARGE = ("badge", "signed badge", "record")
SMALL = [kind for kind in KINDS if kind not in LARGE]


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_other_values_of_a_large_document(data: st.DataObject) -> None:
    _check_other_values(data.draw(st.sampled_from(LARGE)), data)


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_other_values_change_the_form_as_they_do_with_pyld(data: st.DataObject) -> None:
    _check_other_values(data.draw(st.sampled_from(SMALL)), data)


def _check_other_values(kind: str, data: st.DataObject) -> None:
    document = json.loads(_text_of(kind))
    reading = read(document)
    assert reading is not None
    place = st.integers(0, len(reading.values) - 1)
    # Values of the same document too, so that two places get the same one.
    text = st.one_of(TEXT, st.sampled_from(reading.values))
    _check(_with(document, data.draw(st.dictionaries(place, text, min_size=1, max_size=4))))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_in_a_literal_and_in_an_id(text: str) -> None:
    document = json.loads(_text_of("simple badge"))
    _check(document | {"name": text})
    _check(document | {"id": text})
    document["credentialSubject"]["achievement"] |= {"achievementType": text, "id": text}
    _check(document)


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(CALM, min_size=4, max_size=4))
@example(texts=["a", "a", "a", "a"])
@example(texts=["\u0085", "\u2028", "\U0001f600\ue000", "\ufeff"])
def test_another_implementation_agrees(texts: list[str]) -> None:
    document = json.loads(_text_of("simple badge"))
    name, narrative, first, second = texts
    document["credentialSubject"]["achievement"] |= {
        "name": name,
        "criteria": {"narrative": narrative},
        "tag": [first, second],
    }
    assert _check(document) == _by_oxigraph(document)


ODD: list[Any] = [
    None, True, False, 0, -0.0, 1, 1.0, 1.5, 1e21, 10**22, [], {}, [[]], [["a"], ["a"]], ["a", "a"],
    {"id": "urn:x:1"}, {"id": "_:b1"}, {"type": "Image"}, {"@id": "urn:x:2"}, {"@value": "x"},
    {"@value": "x", "@language": "ko"}, {"@value": "x", "@language": "KO"}, {"ko": "가", "en": "b"},
    {"@value": "x", "@direction": "rtl"}, {"@value": 5}, {"@value": None}, {"@value": "x", "@type": "@json"},
    {"@value": "1.0", "@type": "http://www.w3.org/2001/XMLSchema#double"},
    {"@value": "1", "@type": "http://www.w3.org/2001/XMLSchema#integer"},
    {"@list": ["x"]}, {"@set": ["x"]}, {"@graph": []}, {"@type": "@id"}, "@type", "_:b1", "urn:x:1",
    {"@context": None, "name": "x"}, {"@context": {"a": "urn:a"}}, {"name": "x", "name ": "y"},
]  # fmt: skip


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for key, member in members:
        yield (*path, key)
        if isinstance(member, dict | list):
            yield from _paths(member, (*path, key))


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_other_structures_change_the_form_as_they_do_with_pyld(data: st.DataObject) -> None:
    document = json.loads(_text_of(data.draw(st.sampled_from(SMALL))))
    for _ in range(data.draw(st.integers(1, 2))):
        *way, last = data.draw(st.sampled_from(list(_paths(document))))
        place: Any = document
        for key in way:
            place = place[key]
        place[last] = data.draw(st.one_of(st.sampled_from(ODD), TEXT))
    expected = _check(document)
    # A second time with the form that the first one may have left.
    assert _check(document) == expected


def test_a_name_given_as_an_iri_stays_a_name() -> None:
    document = json.loads(_text_of("simple badge"))
    assert '"urn:x:1"' in _check(document | {"name": "urn:x:1"})
    assert '"한"' in _check(document | {"name": "한"})
