"""What a partner hands in lies at an address of the centre's: it must not pass for a key of the centre's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from badges import openbadges as ob
from badges.openbadges.jwt import claims_of
from badges.openbadges.verifiable import sign_credential
from badges.openbadges.vocabularies import EXAMPLES_V2
from badges.services.receiving import receive
from badges.services.verifying import verify_bytes
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import InvalidInput
from tests.factories.badges import issued_credential
from tests.factories.outside_endorsements import DID, KEY, METHOD, document
from tests.factories.partners import endorsement, partner
from tests.openbadges.bad_tokens import write
from tests.openbadges.samples import RSA_SIGNER

BASE = "https://badges.hanbit.example"


@pytest.fixture
def credential(settings, db):
    settings.CREDCENTER_BASE_URL = BASE
    return issued_credential()


def planted(credential) -> bytes:
    """An endorsement that verifies and is a JWK as well: W3C's context for examples defines any word."""
    said = document(f"urn:uuid:{credential.achievement_id}", **RSA_SIGNER.public_jwk)
    said["@context"] = [*said["@context"], EXAMPLES_V2]
    return sign_credential(
        said,
        signer=ob.Ed25519Signer(KEY),
        verification_method=METHOD,
        created=clock.now_to_the_second(),
    ).data


def forged(credential, *, kid: str) -> bytes:
    """The credential with another text in it, signed by a stranger's key in the centre's name."""
    whole: dict[str, Any] = json.loads(bytes(credential.document))
    del whole["proof"]
    whole["name"] = "Doctor of everything"
    return write({"alg": "RS256", "kid": kid, "typ": "JWT"}, claims_of(whole) | whole, RSA_SIGNER)


def test_it_is_not_taken(credential):
    narae = partner(outside_did=DID)
    with pytest.raises(InvalidInput) as refused:
        receive(planted(credential), speaker=narae, actor=SYSTEM)
    assert refused.value.code == "member_unknown"


def test_one_that_is_there_is_no_key(credential):
    row = endorsement(credential.achievement)
    row.document = planted(credential)
    row.save(update_fields=["document"])
    report = verify_bytes(forged(credential, kid=f"{BASE}/endorsements/{row.pk}.json"))
    assert (report.verdict, report.check("key").code) == ("unverifiable", "key.jwk")
