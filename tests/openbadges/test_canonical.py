"""Canonicalisation: agreement with another implementation, and refusal of what costs too much."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from badges.openbadges import (
    CanonicalizationError,
    ContextError,
    DataLossError,
    contexts,
    full_form,
)
from badges.openbadges.canonical import canonicalize, canonicalize_fully
from tests.openbadges import samples

KIND = "VerifiableCredential"
V2 = ["https://www.w3.org/ns/credentials/v2"]


def _by_oxigraph(document: dict[str, Any]) -> str:
    """The same graph canonicalised by an implementation in Rust."""
    options = {"base": None, "documentLoader": contexts.loader(), "format": "application/n-quads"}
    quads = jsonld.to_rdf(document, options)
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(quads, format=pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = [f"{quad} .\n" for quad in dataset]
    return "".join(sorted(lines))


@pytest.mark.parametrize("document", [samples.document(), samples.document(samples.simple())])
def test_another_implementation_agrees(document: dict[str, Any]) -> None:
    assert canonicalize(document) == _by_oxigraph(document)


def test_another_implementation_agrees_on_a_node_that_refers_to_itself() -> None:
    itself = {"id": "_:a", "type": KIND, "evidence": [{"id": "_:a"}]}
    others = [{"type": KIND, "evidence": [{"id": f"urn:x:{n}"}]} for n in range(4)]
    document = {"@context": V2, "id": "urn:x:9", "type": KIND, "evidence": [itself, *others]}
    assert canonicalize(document) == _by_oxigraph(document)


TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1
)


@settings(max_examples=40, deadline=None)
@given(name=TEXT, narrative=TEXT, tags=st.lists(TEXT, max_size=4, unique=True))
def test_another_implementation_agrees_on_any_text(
    name: str, narrative: str, tags: list[str]
) -> None:
    document = samples.document(samples.simple())
    achievement = document["credentialSubject"]["achievement"]
    achievement |= {"name": name, "criteria": {"narrative": narrative}, "tag": tags}
    assert canonicalize(document) == _by_oxigraph(document)


def test_line_separators_stay_inside_their_literal() -> None:
    document = samples.document(samples.simple()) | {"name": "한\u0085줄\u2028끝"}
    quads = canonicalize(document)
    assert sum("한\u0085줄\u2028끝" in line for line in quads.split("\n")) == 1


def test_the_order_of_keys_does_not_matter() -> None:
    document = samples.document()
    shuffled = dict(reversed(document.items()))
    assert list(shuffled) != list(document)
    assert canonicalize(shuffled) == canonicalize(document)


def _poison(size: int) -> dict[str, Any]:
    names = [f"_:n{number}" for number in range(size)]
    nodes = [
        {"id": name, "type": KIND, "evidence": [{"id": other} for other in names if other != name]}
        for name in names
    ]
    return {"@context": V2, "id": "urn:x:1", "type": KIND, "evidence": nodes}


@pytest.mark.parametrize("size", [7, 8, 12, 60])
def test_a_poison_graph_is_given_up_in_time(size: int) -> None:
    started = time.process_time()
    with pytest.raises(CanonicalizationError) as refused:
        canonicalize(_poison(size))
    assert refused.value.code == "canon.too_costly"
    assert time.process_time() - started < 3


def test_many_values_of_one_property_are_given_up_in_time() -> None:
    many = [f"urn:x:{number}" for number in range(900)]
    document = {"@context": V2, "id": "urn:x:1", "type": KIND, "evidence": many}
    with pytest.raises(CanonicalizationError) as refused:
        canonicalize(document)
    assert refused.value.code == "canon.too_costly"


def _nested(depth: int) -> list[Any]:
    """Achievements in achievements, each under one context more: ways grow with the power of the depth."""
    inside = _nested(depth - 1) if depth > 1 else []
    return [
        {
            "@context": context,
            "id": f"urn:x:{depth}-{context}",
            "type": "Achievement",
            "related": inside,
        }
        for context in contexts.ISSUED
    ]


def test_contexts_in_contexts_are_given_up_in_time() -> None:
    """Each way through them has to be processed by itself, which takes some milliseconds."""
    document = samples.document()
    achievement = document["credentialSubject"]["achievement"]
    achievement["related"] = _nested(3)
    assert "<urn:x:1-" in canonicalize(document)
    achievement["related"] = _nested(5)
    started = time.process_time()
    with pytest.raises(CanonicalizationError) as refused:
        canonicalize(document)
    assert refused.value.code == "canon.too_costly"
    assert time.process_time() - started < 0.5


def test_alike_blank_nodes_as_real_badges_have_them_pass(standards: Path) -> None:
    path = standards / "examples" / "ob30" / "complete.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    del document["proof"]
    assert canonicalize(document).count("\n") == 356


@pytest.mark.parametrize("character", ["\b", "\f", "\x00", "\x1f", "\x7f", "\ufffe", "\uffff"])
def test_a_character_that_pyld_would_write_raw_is_refused(character: str) -> None:
    document = samples.document() | {"name": f"한{character}글"}
    with pytest.raises(CanonicalizationError) as refused:
        canonicalize(document)
    assert refused.value.code == "canon.control_character"


@pytest.mark.parametrize(
    ("context", "code"),
    [
        ("https://example.org/own", "context.unknown"),
        ({"own": "https://example.org/own"}, "context.inline"),
        (None, "context.inline"),
    ],
)
def test_a_context_that_is_not_pinned_is_refused(context: Any, code: str) -> None:
    document = samples.document()
    document["credentialSubject"]["@context"] = context
    with pytest.raises(ContextError) as refused:
        canonicalize(document)
    assert refused.value.code == code


def test_an_operators_own_context_counts_only_where_it_is_handed_over() -> None:
    url = "https://badges.example.ac.kr/context.json"
    document = samples.document(samples.simple())
    document["@context"].append(url)
    document["credentialSubject"]["cohort"] = "2026 봄"
    for meaning in ("https://example.org/a#cohort", "https://example.org/b#cohort"):
        extra = {url: {"@context": {"cohort": meaning}}}
        assert f'<{meaning}> "2026 봄"' in canonicalize(document, extra_contexts=extra)
    with pytest.raises(ContextError):
        canonicalize(document)


def test_a_term_that_would_redefine_a_protected_one_is_refused() -> None:
    url = "https://badges.example.ac.kr/context.json"
    document = samples.document(samples.simple())
    document["@context"].append(url)
    extra = {url: {"@context": {KIND: "https://example.org/a#Credential"}}}
    with pytest.raises(CanonicalizationError) as refused:
        canonicalize(document, extra_contexts=extra)
    assert refused.value.code == "canon.json_ld"


def test_contexts_that_are_processed_anew_mean_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    document = samples.document()
    expected = canonicalize_fully(document)
    # As if a thread, which starts with none, had met very many types.
    monkeypatch.setattr(full_form, "_MAX_SCOPED", 1)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(canonicalize_fully, document).result() == expected


def test_what_one_document_did_wrong_does_not_reach_the_next() -> None:
    good, bad = samples.document(), samples.document() | {"cohort": "2026"}
    before = canonicalize(good)
    with pytest.raises(DataLossError):
        canonicalize(bad)
    assert canonicalize(good) == before


def test_contexts_that_are_forgotten_are_processed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    document = samples.document()
    expected = canonicalize_fully(document)
    monkeypatch.setattr(full_form, "_MAX_SCOPED", 2)
    # A thread of its own has processed none yet.
    with ThreadPoolExecutor(1) as pool:
        forms = [pool.submit(canonicalize_fully, document).result() for _ in range(2)]
    assert forms == [expected, expected] == [_by_oxigraph(document)] * 2


def test_threads_do_not_disturb_each_other() -> None:
    expected = [canonicalize(samples.document()), canonicalize(samples.document(samples.simple()))]
    with ThreadPoolExecutor(4) as pool:
        work = [samples.document(), samples.document(samples.simple())] * 20
        assert list(pool.map(canonicalize, work)) == expected * 20


def test_the_direction_of_a_text_is_signed() -> None:
    """VC 2.0 section 11.1; as the RDF of @digitalbazaar/vc has it, so that both hash alike."""
    name = {"@value": "HTML", "@language": "en", "@direction": "ltr"}
    document = {"@context": V2, "type": KIND, "name": name}
    assert '"HTML"^^<https://www.w3.org/ns/i18n#en_ltr>' in canonicalize(document)
    backwards = document | {"name": name | {"@direction": "rtl"}}
    assert canonicalize(document) != canonicalize(backwards)
