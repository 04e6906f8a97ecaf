"""Proof sets and malformed proofs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from badges.openbadges.limits import MAX_PROOFS
from tests.openbadges import samples
from tests.openbadges.samples import report_on

WHOLE = samples.signed(samples.simple())
GOOD: dict[str, Any] = WHOLE.document["proof"][0]
UNKNOWN = {
    "type": "SomeProofType",
    "created": "2026-01-01T00:00:00Z",
    "proofPurpose": "assertionMethod",
}
SIGN_IN = GOOD | {"proofPurpose": "authentication"}
BROKEN = GOOD | {"created": "2026-11-23T07:00:00Z"}
CHAINED = GOOD | {"previousProof": "urn:x:1"}
FOREIGN = GOOD | {"verificationMethod": "did:web:other.kr#key-1"}
UNREADABLE = GOOD | {"verificationMethod": None}


def _with(proof: Any) -> tuple[str, str]:
    report = report_on(json.loads(WHOLE.data) | {"proof": proof})
    return report.verdict, report.check("proof").code


@pytest.mark.parametrize(
    ("proofs", "verdict", "code"),
    [
        (GOOD, "verified", "proof.holds"),
        ([GOOD, GOOD], "verified", "proof.holds"),
        ([UNKNOWN, GOOD], "verified", "proof.holds"),
        ([GOOD, SIGN_IN], "verified", "proof.holds"),
        ([CHAINED, GOOD], "invalid", "proof.previous_missing"),
        ([GOOD, BROKEN], "invalid", "proof.broken"),
        ([FOREIGN, GOOD], "invalid", "proof.no_key"),
        ([GOOD, UNREADABLE], "invalid", "proof.malformed"),
        ([GOOD, "proof"], "invalid", "proof.malformed"),
        ([GOOD | {"proofValue": "u" + GOOD["proofValue"][1:]}], "invalid", "proof.malformed"),
        ([GOOD | {"proofValue": 7}], "invalid", "proof.malformed"),
        ([UNKNOWN], "unverifiable", "proof.unsupported"),
        ([CHAINED], "invalid", "proof.previous_missing"),
        ([SIGN_IN], "invalid", "proof.purpose"),
        ([], "invalid", "proof.missing"),
        ([GOOD] * (MAX_PROOFS + 1), "unverifiable", "proof.too_many"),
        ([GOOD | {"cohort": "2026"}], "invalid", "terms.undefined"),
        ([GOOD | {"nonce": "\b"}], "unverifiable", "canon.control_character"),
        ([GOOD | {"created": None}], "invalid", "proof.malformed"),
    ],
)
def test_a_set_holds_if_one_is_good_and_none_bad(proofs: Any, verdict: str, code: str) -> None:
    assert _with(proofs) == (verdict, code)


def test_adding_to_the_proof_breaks_it() -> None:
    assert _with([GOOD | {"nonce": "x"}]) == ("invalid", "proof.broken")
    assert _with([GOOD | {"domain": "a.kr"}]) == ("invalid", "proof.broken")


def test_an_issuer_without_an_id_leaves_the_proof_open() -> None:
    report = report_on(json.loads(WHOLE.data) | {"issuer": {"type": ["Profile"], "name": "x"}})
    assert (report.verdict, report.check("proof").code) == ("invalid", "proof.no_basis")
