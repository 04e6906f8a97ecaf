"""Contexts inside a document: words of its own, and no other names for what everybody reads by name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyld import jsonld

from badges.openbadges import contexts
from badges.openbadges.canonical import canonicalize
from badges.openbadges.inline_contexts import is_harmless, lift
from tests.openbadges.presented import V2, credential

OWN = {"Merit": "https://example.org/#Merit", "points": {"@id": "urn:x:points", "@type": "urn:x:n"}}
HARMLESS: list[dict[str, Any]] = [
    {},
    OWN,
    {"@protected": True, "Merit": "did:example:merit"},
    {"homepage": {"@id": "https://example.org/#homepage", "@type": "@id"}},
]
HARMFUL: list[dict[str, Any]] = [
    {"ends": "https://www.w3.org/2018/credentials#validUntil"},
    {"ends": {"@id": "HTTPS://www.w3.org/2018/credentials#validUntil"}},
    {"signed": "https://w3id.org/security#proof"},
    {"title": "https://schema.org/name"},
    {"won": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement"},
    {"@vocab": "https://example.org/#"},
    {"@vocab": None},
    {"@base": "https://example.org/"},
    {"@language": "ko"},
    {"@import": "https://example.org/"},
    {"@propagate": False},
    {"@protected": "yes"},
    {"name": "@id"},
    {"kind": "@type"},
    {"hidden": None},
    {"hidden": {"@reverse": "https://example.org/#x"}},
    {"hidden": {"@id": "https://example.org/#x", "@container": "@graph"}},
    {"hidden": {"@id": "https://example.org/#x", "@context": {}}},
    {"hidden": {"@id": "https://example.org/#x", "@type": 7}},
    {"hidden": {"@type": "@id"}},
    {"ex:hidden": "https://example.org/#x"},
    {"": "https://example.org/#x"},
    {"relative": "not an address"},
    {"relative": 7},
]


@pytest.mark.parametrize("context", HARMLESS)
def test_own_words_are_harmless(context: dict[str, Any]) -> None:
    assert is_harmless(context)


@pytest.mark.parametrize("context", HARMFUL)
def test_what_could_mislead_stays_where_it_is_refused(context: dict[str, Any]) -> None:
    document = credential(**{"@context": [V2, context]})
    assert lift(document).document == document
    with pytest.raises(contexts.ContextError):
        canonicalize(document)


def test_a_lifted_document_has_the_same_graph() -> None:
    """As pyld reads the context where it stands, at any depth."""
    inner = {"@context": {"inner": "urn:x:inner"}, "id": "urn:x:7", "inner": "b"}
    document = credential(
        **{
            "@context": [V2, OWN],
            "type": ["VerifiableCredential", "Merit"],
            "credentialSubject": [{"id": "urn:x:1", "points": "12"}, inner],
        }
    )
    before = json.dumps(document)
    lifted = lift(document)
    options = {"base": None, "documentLoader": contexts.loader(), "format": "application/n-quads"}
    options["algorithm"] = "URDNA2015"
    assert canonicalize(lifted.document, extra_contexts=lifted.contexts) == jsonld.normalize(
        document, options
    )
    assert (json.dumps(document), lifted.defines_terms) == (before, True)


def test_a_document_without_any_is_as_it_was() -> None:
    document = credential()
    extra = {"https://example.org/context": {"@context": {}}}
    assert lift(document, extra_contexts=extra) == (document, extra)
    assert not lift(document, extra_contexts=extra).defines_terms
