"""Safe mode: what would stay unsigned, or be signed under a made-up name, is an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from badges.openbadges import CanonicalizationError, DataLossError
from badges.openbadges.canonical import canonicalize
from tests.openbadges import samples

Spoil = Callable[[dict[str, Any]], object]


def _achievement(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["credentialSubject"]["achievement"]
    return found


def _move_status(document: dict[str, Any]) -> None:
    """The graph stays the same, so the signature does too."""
    moved = {key: document.pop(key) for key in ("credentialStatus",)}
    again = {"id": document["id"], "type": list(document["type"])} | moved
    document["evidence"].append(again)


CREDENTIALS = "https://www.w3.org/2018/credentials#"
FORGED = 'urn:a> <urn:p> "forged" .\n<urn:b'
CASES: dict[str, tuple[Spoil, str]] = {
    "undefined term": (lambda d: d.update(cohort="2026"), "terms.undefined"),
    "term of another class": (lambda d: d.update(humanCode="X"), "terms.undefined"),
    "language map": (
        lambda d: _achievement(d).update(name={"ko": "기초", "en": "Foundation"}),
        "terms.undefined",
    ),
    "type without a context": (
        lambda d: d["@context"].remove("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"),
        "terms.relative",
    ),
    "undefined type": (lambda d: d["type"].append("MicroDegree"), "terms.relative"),
    "relative id": (lambda d: d.update(id="credentials/42"), "terms.relative"),
    "empty id": (lambda d: d.update(id=""), "terms.relative"),
    "relative link": (lambda d: _achievement(d).update(image="art.png"), "terms.relative"),
    "keyword-like term": (lambda d: d.update({"@cohort": "2026"}), "terms.keyword"),
    "graph": (lambda d: d.update({"@graph": []}), "terms.keyword"),
    "included": (lambda d: d.update({"@included": [{"id": "urn:x"}]}), "terms.keyword"),
    "reverse": (lambda d: d.update({"@reverse": {"issuer": "urn:x"}}), "terms.keyword"),
    "id that forges a quad": (lambda d: d.update(id=FORGED), "terms.relative"),
    "id with a space": (lambda d: d.update(id="https://a.example/x y"), "terms.relative"),
    "id with a space that is not ASCII": (
        lambda d: d["evidence"].append({"id": "urn:x:\u3000", "type": ["Evidence"]}),
        "terms.relative",
    ),
    "link with a no-break space": (
        lambda d: _achievement(d).update(image="https://a.example/\xa0"),
        "terms.relative",
    ),
    "property that forges a quad": (lambda d: d.update({FORGED: "x"}), "terms.respelled"),
    "language that forges a quad": (
        lambda d: d.update(name={"@value": "x", "@language": 'ko .\n<urn:a> "x'}),
        "terms.language",
    ),
    "date under its address": (
        lambda d: d.update({f"{CREDENTIALS}validUntil": {"@value": d.pop("validUntil")}}),
        "terms.respelled",
    ),
    "status under its address": (
        lambda d: d.update({f"{CREDENTIALS}credentialStatus": d.pop("credentialStatus")}),
        "terms.respelled",
    ),
    "status moved to where nobody looks": (_move_status, "terms.moved"),
}


@pytest.mark.parametrize("case", CASES)
def test_refuses(case: str) -> None:
    spoil, code = CASES[case]
    document = samples.document()
    canonicalize(document)
    spoil(document)
    with pytest.raises(DataLossError) as refused:
        canonicalize(document)
    assert refused.value.code == code


@pytest.mark.parametrize("value", ["2026", {"type": "Alignment", "targetName": "x"}])
def test_the_keys_of_an_operators_index_would_stay_unsigned(value: Any) -> None:
    url = "https://badges.example.ac.kr/context.json"
    term = {"@id": "https://badges.example.ac.kr/vocabulary#cohort", "@container": "@index"}
    document = samples.document(samples.simple())
    document["@context"].append(url)
    document["credentialSubject"]["cohort"] = {"spring": value}
    with pytest.raises(DataLossError) as refused:
        canonicalize(document, extra_contexts={url: {"@context": {"cohort": term}}})
    assert refused.value.params["term"] == "spring"


SYNTAX: dict[str, Spoil] = {
    "half of a character": lambda d: d.update(name="\ud83d"),
    "no number": lambda d: d["credentialSubject"].update(creditsEarned=float("nan")),
    "an endless number": lambda d: d["credentialSubject"].update(creditsEarned=float("inf")),
    "a number that fills a page": lambda d: d["credentialSubject"].update(creditsEarned=10**400),
    "datatype that forges a quad": lambda d: d.update(name={"@value": "x", "@type": FORGED}),
    "language tag that programs spell differently": lambda d: d.update(
        name={"@value": "x", "@language": "ko-KR"}
    ),
}


@pytest.mark.parametrize("case", SYNTAX)
def test_cannot_be_canonicalised(case: str) -> None:
    document = samples.document()
    SYNTAX[case](document)
    with pytest.raises(CanonicalizationError):
        canonicalize(document)


def test_a_value_with_a_language_is_signed_with_it() -> None:
    document = samples.document() | {"name": {"@value": "기초", "@language": "ko"}}
    assert '"기초"@ko ' in canonicalize(document)
