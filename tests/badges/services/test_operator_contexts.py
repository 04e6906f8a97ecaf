"""A badge with words of an operator's own: verified where their context is pinned, and nowhere else."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from badges.openbadges import UnsignedCredential, sign
from badges.services import verifying
from tests.openbadges import samples

pytestmark = pytest.mark.django_db

# The verifier's clock is the real one.
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
CONTEXT_URL = f"{samples.BASE}/context.json"
BASE_URL = f"{samples.BASE}/base.json"
# By way of each other, as published contexts do.
CONTEXTS = {
    CONTEXT_URL: {"@context": [BASE_URL, {"cohort": f"{samples.BASE}/vocabulary#cohort"}]},
    BASE_URL: {"@context": {"campus": f"{samples.BASE}/vocabulary#campus"}},
}


@pytest.fixture
def signed():
    document = samples.document(samples.simple(valid_from=LONG_AGO))
    document["@context"].append(CONTEXT_URL)
    document["credentialSubject"] |= {"cohort": "2026 봄", "campus": "서울"}
    return sign(
        UnsignedCredential(document),
        signer=samples.SIGNER,
        verification_method=samples.METHOD,
        created=samples.NOW,
        extra_contexts=CONTEXTS,
    )


@pytest.fixture
def pins(tmp_path, settings):
    """Pin the issuer's keys and whatever else is asked for."""

    def pin(documents):
        keys = json.loads(samples.Library().documents[samples.DID_URL])
        names = {}
        for number, (url, content) in enumerate(({samples.DID_URL: keys} | documents).items()):
            names[url] = f"{number}.json"
            (tmp_path / names[url]).write_text(json.dumps(content), encoding="utf-8")
        (tmp_path / "pins.json").write_text(json.dumps(names))
        settings.CREDCENTER_PINNED_DOCUMENTS = tmp_path / "pins.json"

    return pin


def test_it_is_verified_where_its_context_is_pinned(pins, signed):
    pins(CONTEXTS)
    report = verifying.verify_bytes(signed.data)
    assert (report.verdict, report.check("context").outcome) == ("verified", "passed")


def test_its_own_words_are_signed(pins, signed):
    pins(CONTEXTS)
    changed = json.loads(signed.data)
    changed["credentialSubject"]["campus"] = "부산"
    report = verifying.verify_bytes(json.dumps(changed).encode())
    assert (report.verdict, report.check("proof").code) == ("invalid", "proof.broken")


@pytest.mark.parametrize(
    "documents",
    [{}, {CONTEXT_URL: CONTEXTS[CONTEXT_URL]}, {CONTEXT_URL: {"id": "urn:x:1", "@context": {}}}],
    ids=["nothing", "not what it imports", "no context"],
)
def test_elsewhere_it_is_left_open(pins, signed, documents):
    pins(documents)
    report = verifying.verify_bytes(signed.data)
    assert report.verdict == "unverifiable"
    assert "proof.broken" not in [check.code for check in report.checks]


def test_another_meaning_of_its_words_breaks_the_signature(pins, signed):
    other = {"@context": {"campus": "https://example.org/other#campus"}}
    pins(CONTEXTS | {BASE_URL: other})
    assert verifying.verify_bytes(signed.data).check("proof").code == "proof.broken"


def test_a_badge_that_needs_none_is_verified_as_ever(pins):
    pins(CONTEXTS)
    plain = samples.signed(samples.simple(valid_from=LONG_AGO))
    assert verifying.verify_bytes(plain.data).verdict == "verified"
