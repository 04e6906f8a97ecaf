"""JSON-LD contexts that no package carries, written by us from what their vocabularies define.

Each answers for a published address with the terms that a verifiable credential, a proof or a status
list uses: what a term means, its datatype, whether it makes a list or a graph. Proven by published
canonical forms and signatures (``tests/openbadges/test_vocabularies.py``). Left out are terms of
suites that this package cannot check; a document that uses them is refused by safe mode.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
DATA_INTEGRITY_V1 = "https://w3id.org/security/data-integrity/v1"
DID_V1 = "https://www.w3.org/ns/did/v1"
EXAMPLES_V2 = "https://www.w3.org/ns/credentials/examples/v2"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
STATUS_V1 = "https://www.w3.org/ns/credentials/status/v1"

Terms = dict[str, Any]

_CREDENTIAL = "https://www.w3.org/2018/credentials#"
_SECURITY = "https://w3id.org/security#"
_STATUS = "https://www.w3.org/ns/credentials/status#"
_DID = "https://www.w3.org/ns/did#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_MULTIBASE = f"{_SECURITY}multibase"


def _scope(*groups: Terms) -> Terms:
    """A context in which ``id`` and ``type`` mean what they mean, and nothing can be redefined."""
    scope: Terms = {"@protected": True, "id": "@id", "type": "@type"}
    for group in groups:
        scope |= group
    return scope


def _typed(base: str, kind: str, *names: str) -> Terms:
    return {name: {"@id": base + name, "@type": kind} for name in names}


def _plain(base: str, *names: str) -> Terms:
    return {name: base + name for name in names}


def _class(base: str, name: str, *groups: Terms) -> Terms:
    return {name: {"@id": base + name, "@context": _scope(*groups)}}


def _relation(name: str, iri: str) -> Terms:
    return {name: {"@id": _SECURITY + iri, "@type": "@id", "@container": "@set"}}


_RELATIONS = (
    _relation("assertionMethod", "assertionMethod")
    | _relation("authentication", "authenticationMethod")
    | _relation("capabilityInvocation", "capabilityInvocationMethod")
    | _relation("capabilityDelegation", "capabilityDelegationMethod")
    | _relation("keyAgreement", "keyAgreementMethod")
)
_PROOF = {"proof": {"@id": f"{_SECURITY}proof", "@type": "@id", "@container": "@graph"}}
_OPTIONS = {
    "created": {"@id": "http://purl.org/dc/terms/created", "@type": f"{_XSD}dateTime"},
    "expires": {"@id": f"{_SECURITY}expiration", "@type": f"{_XSD}dateTime"},
    "proofPurpose": {
        "@id": f"{_SECURITY}proofPurpose",
        "@type": "@vocab",
        "@context": _scope(_RELATIONS),
    },
    **_plain(_SECURITY, "challenge", "domain", "nonce"),
    **_typed(_SECURITY, _MULTIBASE, "proofValue"),
    **_typed(_SECURITY, "@id", "verificationMethod"),
}
_CREDENTIAL_TERMS = (
    _typed(
        _CREDENTIAL, "@id", "credentialStatus", "credentialSubject", "evidence", "holder", "issuer",
        "termsOfUse",
    )
    | _typed(
        _CREDENTIAL, f"{_XSD}dateTime", "expirationDate", "issuanceDate", "issued", "validFrom",
        "validUntil",
    )
    | {
        name: {
            "@id": _CREDENTIAL + name,
            "@type": "@id",
            "@context": _scope(_plain(_CREDENTIAL, known)),
        }
        for name, known in (
            ("credentialSchema", "JsonSchemaValidator2018"),
            ("refreshService", "ManualRefreshService2018"),
        )
    }
)  # fmt: skip
_PRESENTED = {
    "verifiableCredential": {
        "@id": f"{_CREDENTIAL}verifiableCredential",
        "@type": "@id",
        "@container": "@graph",
    }
}
_KEY = _class(
    _SECURITY,
    "Ed25519VerificationKey2020",
    _typed(_SECURITY, "@id", "controller"),
    _typed(_SECURITY, f"{_XSD}dateTime", "revoked"),
    _typed(_SECURITY, _MULTIBASE, "publicKeyMultibase"),
)
_ENTRY = _class(
    _STATUS,
    "BitstringStatusListEntry",
    _plain(_STATUS, "statusListIndex", "statusPurpose"),
    _typed(_STATUS, "@id", "statusListCredential", "statusReference"),
    # The address with https is a slip of the vocabulary that everybody signs.
    _typed(_STATUS, "https://www.w3.org/2001/XMLSchema#integer", "statusSize"),
    _class(_STATUS, "statusMessage", _plain(_STATUS, "message", "status")),
)
_LIST = _class(
    _STATUS,
    "BitstringStatusList",
    _plain(_STATUS, "statusPurpose", "ttl"),
    _typed(_STATUS, _MULTIBASE, "encodedList"),
)

OWN: Mapping[str, Mapping[str, Any]] = {
    address: {"@context": _scope(*groups)}
    for address, groups in {
        # Verifiable Credentials Data Model 1.1, appendix B.1.
        CREDENTIALS_V1: (
            _PROOF,
            _class(_CREDENTIAL, "VerifiableCredential", _CREDENTIAL_TERMS, _PROOF),
            _class(
                _CREDENTIAL,
                "VerifiablePresentation",
                _typed(_CREDENTIAL, "@id", "holder"),
                _PROOF,
                _PRESENTED,
            ),
        ),
        # The first edition of VC Data Integrity.
        DATA_INTEGRITY_V1: (
            _PROOF,
            _class(_SECURITY, "DataIntegrityProof", _OPTIONS, _plain(_SECURITY, "cryptosuite")),
        ),
        # VC-DI-EdDSA, section 2.2.2 and appendix A.
        ED25519_2020: (_PROOF, _KEY, _class(_SECURITY, "Ed25519Signature2020", _OPTIONS)),
        # Decentralized Identifiers 1.0, section 5.
        DID_V1: (
            _RELATIONS,
            _typed(_SECURITY, "@id", "controller", "verificationMethod"),
            _typed("https://www.w3.org/ns/activitystreams#", "@id", "alsoKnownAs"),
            {
                "service": {
                    "@id": f"{_DID}service",
                    "@type": "@id",
                    "@context": _scope(_typed(_DID, "@id", "serviceEndpoint")),
                }
            },
        ),
        # Bitstring Status List 1.0, for credentials of the Data Model 1.1.
        STATUS_V1: (_plain(_STATUS, "BitstringStatusListCredential"), _LIST, _ENTRY),
    }.items()
} | {
    # VC Data Model 2.0, section 1.4: terms that no other context defines get addresses of their own.
    # So nothing is dropped, and nothing that another context defines can be said by another name.
    EXAMPLES_V2: {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}},
}
