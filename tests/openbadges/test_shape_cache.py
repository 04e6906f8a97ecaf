"""Compiled shapes: when they are made, what is kept, and what has to go the long way."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.openbadges import canonical
from badges.openbadges.canonical import canonicalize_fully
from badges.openbadges.shape_cache import ShapeCache
from badges.openbadges.shape_compiler import Places, compile_form
from badges.openbadges.shape_iris import pass_unchanged, unfit_contexts
from badges.openbadges.shape_reading import fill, read
from tests.openbadges import samples

V2 = "https://www.w3.org/ns/credentials/v2"


def _document(*, tags: int = 0, **members: Any) -> dict[str, Any]:
    """A small document; `tags` makes a shape of its own."""
    whole = {"@context": [V2], "id": "urn:x:1", "type": "VerifiableCredential", "name": "a"}
    return whole | {"description": [f"b{number}" for number in range(tags)]} | members


def _cache(**arguments: Any) -> ShapeCache:
    return ShapeCache(**({"eager": True, "max_bytes": 1 << 20, "max_forms": 100} | arguments))


def _canonical(cache: ShapeCache, document: Any) -> bytes | None:
    written = cache.write(document)
    return None if written is None else written.quads


def test_an_eager_cache_compiles_at_once() -> None:
    cache = _cache()
    assert _canonical(cache, _document()) == canonicalize_fully(_document()).encode()
    assert (len(cache), 0 < cache.bytes < 20_000) == (1, True)
    cache.clear()
    assert (len(cache), cache.bytes) == (0, 0)


def test_a_cautious_cache_compiles_what_comes_again() -> None:
    cache = _cache(eager=False)
    assert _canonical(cache, _document(name="first")) is None
    assert len(cache) == 0
    second = _document(name="second")
    assert _canonical(cache, second) == canonicalize_fully(second).encode()
    assert _canonical(cache, _document(tags=1)) is None


def test_a_cautious_cache_remembers_a_bounded_number_of_first_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("badges.openbadges.shape_cache._MAX_SIGHTINGS", 3)
    cache = _cache(eager=False)
    for tags in range(5):
        assert _canonical(cache, _document(tags=tags)) is None
    assert _canonical(cache, _document(tags=4)) is not None
    assert _canonical(cache, _document(tags=0)) is None


def test_what_is_in_use_outlasts_any_number_of_others() -> None:
    cache = _cache(eager=False, max_forms=4)
    for _ in range(3):
        _canonical(cache, _document())
    for tags in range(1, 30):
        for _ in range(2):
            _canonical(cache, _document(tags=tags))
        assert len(cache) <= 4
        assert _canonical(cache, _document(name="still fast")) is not None
    assert _canonical(cache, _document(tags=1)) is None


def test_what_is_used_no_more_goes_in_the_end() -> None:
    cache = _cache(max_forms=2)
    for _ in range(5):
        _canonical(cache, _document())
    for tags in range(1, 30):
        _canonical(cache, _document(tags=tags))
    reading = read(_document())
    assert reading is not None
    assert cache.known(reading) is None


def test_one_form_of_a_shape_goes_and_the_other_stays() -> None:
    cache = _cache(max_forms=2)
    for name in ("_:x", "_:y", "_:z", "_:y", "_:x"):
        document = _document(evidence=[{"id": name, "type": "VerifiableCredential"}])
        assert _canonical(cache, document) == canonicalize_fully(document).encode()
        assert len(cache) <= 2


def test_bytes_are_bounded_and_no_shape_takes_them_all() -> None:
    cache = _cache(max_bytes=100_000)
    for tags in range(40):
        _canonical(cache, _document(tags=tags))
        assert cache.bytes <= 100_000
    assert 5 < len(cache) < 40
    # Too large for its share: remembered as one for the long way.
    assert _canonical(cache, _document(tags=200)) is None
    assert cache.bytes <= 100_000


def test_a_shape_of_very_many_values_is_not_compiled() -> None:
    for cache in (_cache(max_bytes=10**9), _cache(eager=False, max_bytes=10**9)):
        for _ in range(2):
            assert cache.write(_document(tags=1_600)) is None
        assert (len(cache), cache.bytes) == (0, 0)


@pytest.mark.parametrize("place", ["key", "type", "id"])
def test_long_texts_of_a_key_count_too(place: str) -> None:
    cache = _cache(eager=False, max_bytes=800_000)
    for number in range(12):
        text = f"relative{number}" + "x" * 90_000
        odd = {text: 1} if place == "key" else {"evidence": [{place: text}]}
        for _ in range(2):
            # None of them is a document that could be signed.
            assert cache.write(_document(**odd)) is None
        assert cache.bytes <= 800_000
    # As many as fit with their texts.
    assert len(cache) == 800_000 // 95_000


def test_a_key_that_is_too_long_is_not_kept() -> None:
    cache = _cache(max_bytes=800_000)
    assert cache.write(_document(id="relative" + "x" * 110_000)) is None
    assert (len(cache), cache.bytes) == (0, 0)


def test_shapes_that_were_signed_do_not_make_room_for_strangers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    signed, verified = _cache(), _cache(eager=False, max_forms=3)
    monkeypatch.setattr(canonical, "_SIGNED", signed)
    monkeypatch.setattr(canonical, "_VERIFIED", verified)
    canonical.canonical_bytes(_document(), to_sign=True)
    for tags in range(1, 8):
        for _ in range(3):
            canonical.canonicalize(_document(tags=tags))
    # Asked for, when somebody verifies what was signed here, and not copied.
    canonical.canonicalize(_document(name="b"))
    assert (len(signed), len(verified)) == (1, 3)


def test_a_blank_node_as_id_is_a_constant_of_its_form() -> None:
    cache = _cache()
    for name in ("_:x", "_:y", "_:x"):
        document = _document(evidence=[{"id": name, "type": "VerifiableCredential"}])
        assert _canonical(cache, document) == canonicalize_fully(document).encode()
    assert len(cache) == 2


@pytest.mark.parametrize(
    "members",
    [
        {"name": {"@value": "a", "@direction": "rtl"}},
        {"cohort": "2026"},
        {"evidence": [{"type": "VerifiableCredential"}, {"type": "VerifiableCredential"}]},
        {"id": "_:x"},
        {"name": [5, {"@value": 5, "@type": "http://www.w3.org/2001/XMLSchema#integer"}]},
        {"id": "urn:x:2", "evidence": ["urn:x:2"]},
        {"name": "\ud800"},
        {"name": "\ufffe"},
        {"name": "\x01"},
        {"@context": [{"own": "urn:own"}]},
        {"@context": {"own": "urn:own"}},
        {"@context": None},
        {"name": Decimal(1)},
        {"description": ("a", "b")},
        {"evidence": ["urn:x:3"] * 800},
        {7: "a number for a key"},
    ],
)
def test_goes_the_long_way(members: dict[Any, Any]) -> None:
    cache = _cache()
    assert _canonical(cache, _document() | members) is None
    assert _canonical(cache, _document() | members) is None
    assert len(cache) <= 1


def test_a_document_that_is_no_dict_goes_the_long_way() -> None:
    assert _canonical(_cache(), MappingProxyType(_document())) is None


def test_nodes_that_become_one_are_one() -> None:
    cache = _cache()
    for name in ("urn:x:2", "urn:x:3"):
        issuer = {"id": name, "type": "VerifiableCredential", "name": "n"}
        document = _document(evidence=[issuer, {"id": "urn:x:2"} | issuer | {"id": "urn:x:2"}])
        short = _canonical(cache, document)
        assert short == canonicalize_fully(document).encode()
    assert len(cache) == 1


def test_a_number_and_the_same_in_text_are_left_to_the_long_way() -> None:
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    document = _document(name=[5, {"@value": "5", "@type": integer}])
    cache = _cache()
    assert _canonical(cache, document) is None
    document["name"][1]["@value"] = "6"
    assert _canonical(cache, document) == canonicalize_fully(document).encode()


def test_a_context_whose_terms_look_like_addresses_is_not_trusted() -> None:
    assert not unfit_contexts(None)
    assert not unfit_contexts({"https://a.example/context": {"@context": [V2, {"a": "urn:a"}]}})
    reading = read(_document())
    assert reading is not None
    for term in ("urn", "https://a.example/term"):
        scoped = {"x": "https://b.example/x", "y": {"@id": "urn:y", "@context": {term: "urn:z"}}}
        extra = {"https://a.example/context": {"@context": ["https://c.example/", scoped]}}
        form = compile_form(_document(), reading, places=Places(), extra_contexts=extra)[0]
        assert form is None


@pytest.mark.parametrize(
    ("iris", "expected"),
    [
        ([], True),
        (["urn:x:1", "https://a.example/?q=1#f", "did:web:a", "mailto:a@b.example"], True),
        (["https://a.example/한글"], True),
        (["https://a.example/\u3000"], False),
        (["urn:x urn:y"], False),
        (["urn:x", "ext:Own"], False),
        (["urn:x", ""], False),
        (["urn:a\nurn:b"], False),
        (["_:b0"], False),
        (["@id"], False),
    ],
)
def test_which_addresses_pass_unchanged(iris: list[str], *, expected: bool) -> None:
    assert pass_unchanged(iris) is expected


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-2, 2), st.sampled_from([0.0, -0.0, 1.0])),
    lambda inner: st.one_of(
        st.lists(st.one_of(inner, st.sampled_from(["", "a", "type"])), max_size=3),
        st.dictionaries(st.sampled_from(["a", "b", "type", "int"]), inner, max_size=3),
    ),
    max_leaves=6,
)


@given(first=st.dictionaries(st.just("a"), JSON), second=st.dictionaries(st.just("a"), JSON))
def test_a_shape_and_its_values_are_the_document(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    one, other = read(first), read(second)
    assert one is not None
    assert other is not None
    same = json.dumps(first) == json.dumps(second)
    assert (one.shape == other.shape and one.values == other.values) is same
    assert json.dumps(fill(first, iter(one.values))) == json.dumps(first)


def test_threads_share_a_cache() -> None:
    cache = _cache(max_forms=3)
    documents = [_document(tags=number % 5, name=str(number)) for number in range(60)]
    expected = [canonicalize_fully(document).encode() for document in documents]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(partial(_canonical, cache), documents)) == expected
    assert len(cache) <= 3


def test_signing_and_checking_give_one_form() -> None:
    document = samples.document()
    forms = {
        canonical.canonical_bytes(document, to_sign=True),
        canonical.canonical_bytes(document),
        canonicalize_fully(document).encode(),
    }
    assert len(forms) == 1
