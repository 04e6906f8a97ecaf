"""What W3C's suites ask of an implementation, statement by statement, with the section that says so.

Written from the normative statements of VC Data Model 2.0 (VCDM), VC Data Integrity 1.0 (DI), VC-DI-EdDSA
(EdDSA) and Bitstring Status List 1.0 (BSL); the suites look at the HTTP status of the answers.
"""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime

import pytest

from badges.openbadges import status_list
from badges.openbadges.canonical import canonicalize
from badges.openbadges.contexts import packaged
from badges.openbadges.datetimes import parse_time
from badges.openbadges.multibase import decode_base58, encode_base58
from badges.openbadges.proof import options_hash
from badges.openbadges.vocabularies import ED25519_2020
from tests.badges.api.vc_client import VcClient
from tests.openbadges import presented
from tests.openbadges.presented import EXAMPLES, HOLDER, V2
from tests.openbadges.samples import SIGNER

pytestmark = pytest.mark.django_db


@pytest.fixture
def vc(client, settings):
    settings.CREDCENTER_BASE_URL = "https://localhost:8443"
    return VcClient(client)


def own(term: str) -> dict[str, str]:
    return {term: f"https://example.org/examples#{term}"}


SRI = "sha384-" + base64.b64encode(hashlib.sha384(packaged(V2)).digest()).decode()
RESOURCE = {"id": V2, "mediaType": "application/ld+json", "digestSRI": SRI}
ENTRY = {"type": "BitstringStatusListEntry", "statusListCredential": "https://example.com"}
# Section, statement, change of a good credential, whether an issuer has to take it.
STATEMENTS = [
    ("VCDM 4.3", "a @context is there", {"@context": ...}, False),
    ("VCDM 4.3", "its first item is the base context", {"@context": [EXAMPLES]}, False),
    ("VCDM 4.3", "other items are URLs", {"@context": [V2, EXAMPLES]}, True),
    ("VCDM 4.3", "or objects", {"@context": [V2, own("Merit")], "type": ["VerifiableCredential", "Merit"]}, True),
    ("VCDM 4.3", "no text that is no URL", {"@context": [V2, "https ://not-a-url"]}, False),
    ("VCDM 4.3", "nothing else", {"@context": [V2, 123192875]}, False),
    ("VCDM 4.4", "an id is optional", {"id": ...}, True),
    ("VCDM 4.4", "one URL", {"id": "https://example.org/credentials/1"}, True),
    ("VCDM 4.4", "not several", {"id": ["urn:x:1", "urn:x:2"]}, False),
    ("VCDM 4.4", "not null", {"id": None}, False),
    ("VCDM 4.4", "a subject's too", {"credentialSubject": {"id": ["did:example:a", "did:example:b"]}}, False),
    ("VCDM 4.5", "a type is there", {"type": ...}, False),
    ("VCDM 4.5", "it holds VerifiableCredential", {"type": ["RelationshipCredential"]}, False),
    ("VCDM 4.5", "in any order", {"type": ["https://example.org/#A", "VerifiableCredential"]}, True),
    ("VCDM 4.5", "a term that is mapped to a URL", {"@context": [V2, own("Other")], "type": ["VerifiableCredential", "Other"]}, True),
    ("VCDM 4.5", "not to anything else", {"@context": [V2, {"Other": "https ://no"}], "type": ["VerifiableCredential", "Other"]}, False),
    ("VCDM 4.5", "no unmapped term", {"@context": [V2, {"@vocab": None}], "type": ["VerifiableCredential", "Other"]}, False),
    ("VCDM 4.6", "a name is text", {"name": "Example"}, True),
    ("VCDM 4.6", "or text with its language", {"name": {"@value": "Example", "@language": "en"}}, True),
    ("VCDM 11.1", "and direction", {"description": {"@value": "Example", "@language": "en", "@direction": "ltr"}}, True),
    ("VCDM 11.1", "or several", {"name": [{"@value": "Dog", "@language": "en"}, {"@value": "Chien", "@language": "fr"}]}, True),
    ("VCDM 11.1", "and no other member", {"name": {"@value": "A", "@language": "en", "url": "did:example:a"}}, False),
    ("VCDM 4.7", "an issuer is there", {"issuer": ...}, False),
    ("VCDM 4.7", "it is a URL", {"issuer": "fake-issuer"}, False),
    ("VCDM 4.7", "not null", {"issuer": None}, False),
    ("VCDM 4.7", "or an object with one", {"issuer": {"id": None}}, False),
    ("VCDM 4.8", "a subject is there", {"credentialSubject": ...}, False),
    ("VCDM 4.8", "something is said about it", {"credentialSubject": {}}, False),
    ("VCDM 4.8", "about each of several", {"credentialSubject": [{"id": "did:example:a"}, {}]}, False),
    ("VCDM 4.8", "several are good", {"credentialSubject": [{"id": "did:example:a"}, {"id": "did:example:b"}]}, True),
    ("VCDM 4.9", "validFrom has milliseconds", {"validFrom": "2023-02-26T01:02:58.447Z"}, True),
    ("VCDM 4.9", "or an offset", {"validFrom": "2023-02-25T19:10:39-06:00"}, True),
    ("VCDM 4.9", "or lies in the far future", {"validFrom": "4023-02-26T01:02:58Z"}, True),
    ("VCDM 4.9", "and is a dateTimeStamp", {"validFrom": "Sat 25 Feb 2023 07:16:31 PM CST"}, False),
    ("VCDM 4.9", "so is validUntil", {"validUntil": "Sun, 26 Feb 2027 01:22:14 +0000"}, False),
    ("VCDM 4.9", "which is no earlier", {"validFrom": "2027-01-01T00:00:00Z", "validUntil": "2026-01-01T00:00:00Z"}, False),
    ("VCDM 4.10", "a status has a type", {"credentialStatus": {"id": "did:example:status"}}, False),
    ("VCDM 4.10", "that is text", {"credentialStatus": {"type": 2}}, False),
    ("VCDM 4.10", "and perhaps an id", {"@context": [V2, EXAMPLES], "credentialStatus": {"type": "Other"}}, True),
    ("VCDM 4.10", "that is one URL", {"credentialStatus": {"type": "Other", "id": ["urn:x:1", "urn:x:2"]}}, False),
    ("VCDM 4.11", "a schema has type and id", {"credentialSchema": {"id": "did:example:s", "type": "Other"}}, True),
    ("VCDM 4.11", "not only the one", {"credentialSchema": {"type": "Other"}}, False),
    ("VCDM 4.11", "nor the other", {"credentialSchema": {"id": "did:example:s"}}, False),
    ("VCDM 4.11", "the id is a URL", {"credentialSchema": {"id": "https ://no", "type": "Other"}}, False),
    ("VCDM 5.2", "no protected term is redefined", {"@context": [V2, own("VerifiableCredential")]}, False),
    ("VCDM 5.3", "a related resource", {"relatedResource": RESOURCE}, True),
    ("VCDM 5.3", "is no text", {"relatedResource": [V2]}, False),
    ("VCDM 5.3", "has an id", {"relatedResource": {"digestSRI": SRI}}, False),
    ("VCDM 5.3", "of its own", {"relatedResource": [RESOURCE, RESOURCE]}, False),
    ("VCDM 5.3", "and a digest", {"relatedResource": {"id": V2}}, False),
    ("VCDM 5.3", "that is right", {"relatedResource": RESOURCE | {"digestSRI": "sha384-" + "A" * 64}}, False),
    ("VCDM 5.4", "a refresh service has a type", {"refreshService": {"id": "did:example:r"}}, False),
    ("VCDM 5.5", "terms of use have one", {"termsOfUse": {}}, False),
    ("VCDM 5.6", "evidence has one", {"evidence": {}}, False),
    ("VCDM 5.4-5.6", "then they are good", {"refreshService": {"id": "urn:x:1", "type": "R"}, "termsOfUse": [{"type": "T"}], "evidence": {"type": "E"}}, True),
    ("DI 4.1", "no term is dropped", {"@context": [V2], "credentialSubject": {"made": "up"}}, False),
    ("BSL 2.1", "a malformed entry is an error", {"credentialStatus": ENTRY | {"statusListIndex": True}}, False),
]  # fmt: skip


def test_an_issuer_takes_what_it_must_and_refuses_what_it_must(vc):
    wrong = []
    for section, statement, changes, is_good in STATEMENTS:
        plain = {
            "type": ["VerifiableCredential"],
            "credentialSubject": {"id": "did:example:subject"},
        }
        answer = vc.post_issue(vc.credential(**(plain | changes)))
        if answer.status_code != (201 if is_good else 400):
            wrong.append((section, statement, answer.status_code, answer.content[:200]))
    assert wrong == []


def test_an_issued_credential_has_what_the_suites_look_for(vc):
    made = vc.issue({"@context": [V2], "type": ["VerifiableCredential"], "issuer": vc.did, "credentialSubject": {"name": "Alice"}})  # fmt: skip
    proof = made["proof"]
    # VCDM 4.12: secured, with all that is required, and nothing that was not asked for.
    assert set(made) == {
        "@context",
        "type",
        "issuer",
        "credentialSubject",
        "credentialStatus",
        "proof",
    }
    assert (made["@context"], made["type"]) == ([V2], ["VerifiableCredential"])
    # DI 2.1 and EdDSA 2.2.1.
    assert (proof["type"], proof["cryptosuite"]) == ("DataIntegrityProof", "eddsa-rdfc-2022")
    assert proof["proofPurpose"] == "assertionMethod"
    assert parse_time(proof["created"]) <= datetime.now(tz=UTC)
    assert len(decode_base58(proof["proofValue"])) == 64
    assert set(proof) == {"type", "cryptosuite", "created", "proofPurpose", "proofValue", "verificationMethod"}  # fmt: skip


def test_its_verification_method_is_a_multikey_that_may_assert(vc, client):
    method = vc.issue(vc.credential())["proof"]["verificationMethod"]
    document = client.get("/.well-known/did.json").json()
    (entry,) = [each for each in document["verificationMethod"] if each["id"] == method]
    # EdDSA 2.1.1: 34 bytes in base58-btc; DI 4.4: the controller lists it for the purpose.
    assert (entry["type"], entry["controller"]) == ("Multikey", document["id"])
    assert len(decode_base58(entry["publicKeyMultibase"])) == 34
    assert method in document["assertionMethod"]


def test_its_status_list_is_a_credential_that_verifies(vc, client):
    entry = vc.issue(vc.credential())["credentialStatus"]
    # BSL 2.1.
    assert entry["type"] == "BitstringStatusListEntry"
    assert entry["id"] != entry["statusListCredential"]
    assert str(int(entry["statusListIndex"])) == entry["statusListIndex"]
    answer = client.get(entry["statusListCredential"].removeprefix("https://localhost:8443"))
    published = answer.json()
    # BSL 2.2.
    assert published["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    subject = published["credentialSubject"]
    assert (published["id"], subject["type"]) == (
        entry["statusListCredential"],
        "BitstringStatusList",
    )
    assert subject["statusPurpose"] == entry["statusPurpose"] == "revocation"
    # BSL 3.3 and 6.1: multibase, gzip, at least 16 KiB.
    assert subject["encodedList"].startswith("u")
    assert len(status_list.decode(subject["encodedList"])) * 8 >= 131_072
    assert vc.post_verify(published).json()["verified"]


GOOD = presented.signed(presented.credential())


def proof_of(**changes):
    proof = {key: value for key, value in (GOOD["proof"] | changes).items() if value is not ...}
    return {"proof": proof}


VALUE = GOOD["proof"]["proofValue"]
# Section, statement, change of a good signed credential: each is an error.
BAD_PROOFS = [
    ("DI 4.4", "a proof is there", {"proof": ...}),
    ("DI 4.4", "it is an object", {"proof": None}),
    ("DI 2.1", "it has a type", proof_of(type=...)),
    ("DI 2.1", "that is known", proof_of(type="UnknownProofType")),
    ("DI 2.1", "its cryptosuite is known", proof_of(cryptosuite="UnknownCryptosuite")),
    ("DI 2.1", "and named", proof_of(cryptosuite=...)),
    ("DI 2.1", "it names a verification method", proof_of(verificationMethod=...)),
    ("DI 2.1", "that leads to a key", proof_of(verificationMethod="did:key:invalidVm")),
    ("DI 2.1", "it has a purpose", proof_of(proofPurpose=...)),
    ("DI 2.1", "that fits", proof_of(proofPurpose="invalidPurpose")),
    ("DI 2.1", "and a value", proof_of(proofValue=...)),
    ("DI 2.1", "that is text", proof_of(proofValue=None)),
    ("DI 2.4", "in multibase", proof_of(proofValue=VALUE[1:])),
    ("EdDSA 3.2.7", "of 64 bytes", proof_of(proofValue=encode_base58(decode_base58(VALUE) + b"\x00" * 32))),
    ("DI 2.1", "created is a dateTimeStamp", proof_of(created="invalidDate")),
    ("DI 2.1", "expires is in the future", proof_of(expires="2020-01-01T00:00:00Z")),
    ("DI 2.1", "also without an offset, as UTC", proof_of(expires="2020-01-01T00:00:00")),
    ("DI 4.1", "no undefined term", {"credentialSubject": {"undefinedTerm": "IfDroppedWillVerify"}, "@context": [V2]}),
    ("DI 4.1", "no undefined type", {"type": [*GOOD["type"], "UndefinedType"], "@context": [V2]}),
    ("DI 2.1.2", "no previous proof that is missing", proof_of(previousProof="urn:uuid:missing")),
    ("DI 2.1.2", "named as text", proof_of(previousProof=7)),
    ("VCDM 1.3", "the document conforms", {"type": ["NonconformingDocument"]}),
]  # fmt: skip


def test_a_verifier_takes_what_is_good_and_refuses_every_bad_proof(vc):
    assert vc.post_verify(GOOD, checks=["proof"]).status_code == 200
    taken = []
    for section, statement, changes in BAD_PROOFS:
        document = {key: value for key, value in (GOOD | changes).items() if value is not ...}
        answer = vc.post_verify(document, checks=["proof"])
        if answer.status_code != 400 or answer.json()["verified"]:
            taken.append((section, statement))
    assert taken == []
    assert vc.post_verify({"type": ["NonconformingDocument"]}).status_code == 400


def test_other_canonical_forms_and_hashes_are_refused(vc):
    """EdDSA 3.2.3 and 3.2.4: RDFC-1.0 and SHA-256, nothing else."""
    unsigned = {key: value for key, value in GOOD.items() if key != "proof"}
    options = options_hash(GOOD["proof"], context=GOOD["@context"])
    quads = canonicalize(unsigned).encode()
    jcs = json.dumps(unsigned, sort_keys=True, separators=(",", ":")).encode()
    for data in (
        options + hashlib.sha256(jcs).digest(),
        options + hashlib.sha512(quads).digest(),
        hashlib.sha256(quads).digest() + options,
    ):
        value = encode_base58(SIGNER.sign(data))
        assert vc.post_verify(GOOD | proof_of(proofValue=value)).status_code == 400


OWN = own("CredentialManagerPresentation")
PRESENTATIONS = [
    ("VCDM 4.13", "a presentation without credentials", {"verifiableCredential": ...}, True),
    ("VCDM 4.13", "with an id", {"id": "urn:uuid:9c9a36f8-518f-4976-a934-6649502d0008"}, True),
    ("VCDM 4.13", "with a type of its own", {"@context": [V2, OWN], "type": ["VerifiablePresentation", *OWN]}, True),
    ("VCDM 4.13", "with a holder", {"holder": HOLDER}, True),
    ("VCDM 4.13", "as an object", {"holder": {"id": HOLDER}}, True),
    ("VCDM 4.13", "which is a URL", {"holder": {"id": HOLDER.removeprefix("did:key:")}}, False),
    ("VCDM 4.13.4", "and whose key signed", {"holder": "did:example:alice"}, False),
    ("VCDM 4.13", "with several credentials", {"verifiableCredential": [GOOD, GOOD | {}]}, True),
    ("VCDM 4.13", "none as text", {"verifiableCredential": ["eyJ.eyJ.AA"]}, False),
    ("VCDM 4.5", "each with its type", {"verifiableCredential": [GOOD | {"type": []}]}, False),
    ("VCDM 4.3", "contexts in their order", {"@context": [OWN, V2]}, False),
    ("VCDM 4.5", "the type of a presentation", {"@context": [V2, OWN], "type": [*OWN]}, False),
]  # fmt: skip


def test_a_verifier_takes_good_presentations_and_refuses_the_others(vc):
    wrong = []
    for section, statement, changes, is_good in PRESENTATIONS:
        document = presented.presentation(GOOD, **changes)
        try:
            document = presented.present(document, challenge="c", domain="github.com/w3c")
        except Exception:  # noqa: BLE001  (what our own core refuses to sign goes unsigned)
            assert not is_good
        answer = vc.post_present(document, checks=[])
        if answer.status_code != (200 if is_good else 400):
            wrong.append((section, statement, answer.content[:300]))
    assert wrong == []


def test_the_suites_legacy_context_is_known_where_a_verifier_meets_it(vc):
    """Credentials of the dual-proof kind name it; VC-DI-EdDSA appendix A."""
    document = presented.credential(**{"@context": [V2, EXAMPLES, ED25519_2020]})
    assert vc.post_verify(presented.signed(document)).status_code == 200
