"""One canonical form by three implementations, and one credential in every form, over made-up documents.

Ours, pyld as it is published and Oxigraph (in Rust) canonicalise badges, endorsements and records whose
texts, languages, numbers and lists hypothesis makes up; ``CREDCENTER_TEST_DIFFERENTIAL`` sets how many.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from badges.openbadges import (
    CanonicalizationError,
    Es256Signer,
    bake,
    build,
    contexts,
    sign_jwt,
)
from badges.openbadges.canonical import canonicalize
from tests.openbadges import samples
from tests.openbadges.mutations import Place, places
from tests.openbadges.samples import CURVE_SIGNER, DID, report_on
from tests.openbadges.test_optional_properties import BUILT

EXAMPLES = int(os.environ.get("CREDCENTER_TEST_DIFFERENTIAL", "15"))
Document = dict[str, Any]
DOCUMENTS = [json.dumps(built.document) for built in BUILT.values()]
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1
)
LANGUAGES = st.sampled_from(["ko", "en", "ja", "zh-hant", "de-at"])
TAGGED = st.fixed_dictionaries(
    {"@value": TEXT, "@language": LANGUAGES},
    optional={"@direction": st.sampled_from(["ltr", "rtl"])},
)
NUMBERS = st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False)
# What a property may hold, by its name.
VALUES: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(
        ("name", "description", "narrative", "endorsementComment", "targetName", "caption"),
        TEXT | TAGGED | st.lists(TEXT | TAGGED, max_size=3),
    ),
    "tag": st.lists(TEXT | TAGGED, max_size=4) | TEXT,
    "allowedValue": st.lists(TEXT, max_size=4),
    "creditsEarned": NUMBERS,
    "creditsAvailable": NUMBERS,
    "latitude": NUMBERS,
    "partial": st.booleans(),
}
# Lists of nodes without a name: alike ones are what canonicalisation is about.
NODES = ("alignment", "evidence", "identifier", "result", "association", "otherIdentifier")


def _options() -> Document:
    return {"base": None, "documentLoader": contexts.loader(), "rdfDirection": "i18n-datatype"}


def _by_pyld(document: Document) -> str:
    options = {"algorithm": "URDNA2015", "format": "application/n-quads"}
    quads: str = jsonld.normalize(document, _options() | options)
    return quads


def _by_oxigraph(document: Document) -> str:
    quads = jsonld.to_rdf(document, _options() | {"format": "application/n-quads"})
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(quads, format=pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def _change(data: st.DataObject, place: Place) -> None:
    if place.key in VALUES:
        place.container[place.key] = data.draw(VALUES[place.key], label=place.path)
    else:
        listed = place.value if isinstance(place.value, list) else [place.value]
        kept = data.draw(st.lists(st.sampled_from(listed), min_size=1, max_size=4))
        place.container[place.key] = json.loads(json.dumps(kept))


@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data())
def test_three_implementations_make_one_form(data: st.DataObject) -> None:
    document = json.loads(data.draw(st.sampled_from(DOCUMENTS)))
    for _ in range(data.draw(st.integers(1, 4), label="changes")):
        open_ = [place for place in places(document) if place.key in (*VALUES, *NODES)]
        _change(data, data.draw(st.sampled_from(open_)))
    try:
        ours = canonicalize(document)
    except CanonicalizationError as refused:
        # Alike nodes may come to more than the budget; nothing else is refused here.
        if refused.code != "canon.too_costly":
            raise
        return
    assert ours == _by_pyld(document) == _by_oxigraph(document)


@pytest.mark.parametrize("whole", DOCUMENTS, ids=list(BUILT))
def test_the_order_of_members_does_not_matter(whole: str) -> None:
    turned = json.loads(whole, object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert canonicalize(turned) == canonicalize(json.loads(whole)) == _by_oxigraph(turned)


FORMS: dict[str, Callable[[Any], bytes]] = {
    "as it is": lambda signed: signed.data,
    "PNG": lambda signed: bake(samples.png(), signed).data,
    "SVG": lambda signed: bake(samples.DRAWING, signed).data,
}


@settings(max_examples=15, deadline=None)
@given(name=TEXT, narrative=TEXT, credits_earned=st.integers(0, 10**6) | st.floats(0, 1e6))
def test_a_credential_is_the_same_in_every_form(
    name: str, narrative: str, credits_earned: float
) -> None:
    texts = [text for text in (name, narrative) if not text.strip() or "&" in text]
    if texts:
        # Refused when it is built: nothing to say, or an HTML entity.
        return
    subject = samples.simple().subject
    subject = replace(
        subject, id=f"{samples.BASE}/people/1", narrative=narrative, credits_earned=credits_earned
    )
    unsigned = build(samples.simple(name=name, subject=subject))
    kid = f"{DID}#{CURVE_SIGNER.public_key_multibase}"
    token = sign_jwt(unsigned, signer=Es256Signer(CURVE_SIGNER), kid=kid)
    for signed in (samples.signed(unsigned), token):
        for form in FORMS.values():
            report = report_on(form(signed))
            assert report.verdict == "verified"
            credential = {key: report.credential[key] for key in unsigned.document}
            assert credential == unsigned.document
