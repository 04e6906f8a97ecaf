"""What this verifier says of every example of 1EdTech and the DCC, and why.

``code`` is that of the first check that failed, or else of the first that was left open; without a
verdict, the code of the refusal to read. ``why`` gives the rule wherever the verdict is not the one that
a file's name promises. DCC is the folder ``dcc-vc-test-fixtures/verifiableCredentials``; DCC-dids and
DCC-statusLists are the folders beside it; spec holds the samples in the specifications' text.
"""

from __future__ import annotations

from typing import NamedTuple


class Group(NamedTuple):
    """Files with one outcome."""

    verdict: str
    code: str
    why: str
    files: tuple[str, ...]


# fmt: off
GROUPS = [
    Group("verified", "-", "", (
        "ob30/endorsement-valid.json",
        "ob30/simple-context-alias.json",
        "ob30/simple-context-version.json",
        "ob30/simple-did-web-method.json",
        "ob30/simple-eddsa-2022.json",
        "ob30/simple-json.png",
        "ob30/simple-json.svg",
        "ob30/simple-multiple-proofs.json",
        "ob30/simple.1ob",
        "ob30/simple.json",
        "clr20/simple.json",
        "DCC/v1/bothSignatureTypes/didKey/legacy-noStatus-noExpiry-basicOBv3.json",
        "DCC/v1/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-OBSpecExample.json",
        "DCC/v2/bothSignatureTypes/didkey/legacy-noStatus-noExpiry.json",
        "DCC/v2/bothSignatureTypes/didkey/legacy-noStatus-notExpired-endorsement-withSchema.json",
        "DCC/v2/bothSignatureTypes/didkey/legacy-noStatus-notExpired-endorsement.json",
        "DCC/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-OBSpecExample.json",
        "DCC/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-alignments.json",
        "DCC/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-basicOBv3.json",
        "DCC/v2/ed25519/didKey/legacy-noStatus-noExpiry-stringIssuerId.json",
        "DCC/v2/ed25519/didKey/legacy-noStatus-noExpiry.json",
        "spec/linked-data-proof-clr-04-Signed-credential.json",
        "spec/linked-data-proof-ob-03-Signed-credential.json",
    )),
    Group("invalid", "components.invalid", (
        "A component carries an endorsement without a name, which is required (OB 3.0 B.1.7); "
        "each inner credential is verified in full (CLR 2.0; OB 3.0 section 9.1 step 6)."
    ), (
        "clr20/complex.json",
    )),
    Group("invalid", "context.first", (
        "The first context is not that of VC 2.0 or 1.1 (VC 2.0 section 4.3); fragments of the "
        "specification's text have none."
    ), (
        "ob30/simple-err-context.json",
        "spec/recommended-practices-03-Email-identifier-in-credential-subject.json",
        "spec/recommended-practices-04-Name-identifier-in-credential-subject.json",
        "spec/recommended-practices-05-Given-name-and-family-name-credential-subject-with-Profile.json",
    )),
    Group("invalid", "context.second", (
        "No badges: status lists, and credentials without the context of OB 3.0 in the second "
        "place (OB 3.0 B.1.2)."
    ), (
        "ob30/bit-string-list/testlist",
        "DCC-statusLists/didkey-ed25519Signature2020/e5WK8CbZ1GjycuPombrj",
        "DCC-statusLists/didkey-ed25519Signature2020/expired",
        "DCC-statusLists/didkey-ed25519Signature2020/missingBitStringType",
        "DCC-statusLists/didkey-ed25519Signature2020/notYetValid",
        "DCC-statusLists/didkey-ed25519Signature2020/tampered",
        "DCC/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-minimal.json",
        "DCC/v2/ed25519/didKey/legacy-expiredStatus-noExpiry.json",
        "DCC/v2/ed25519/didKey/legacy-missingTypeStatus-noExpiry.json",
        "DCC/v2/ed25519/didKey/legacy-notYetValidStatus-noExpiry.json",
        "DCC/v2/ed25519/didKey/legacy-tamperedStatus-noExpiry.json",
    )),
    Group("invalid", "dates.expired", "", (
        "ob30/simple-err-expired.json",
        "DCC/v2/ed25519/didKey/legacy-noStatus-expired.json",
    )),
    Group("invalid", "key.not_listed", (
        "The issuer does not list the key under assertionMethod (VC Data Integrity 1.0 section "
        "4.2, Controlled Identifiers 1.0 section 3.3); 1EdTech's validator would take it from the "
        "fragment."
    ), (
        "ob30/endorsement-err-schema-status-refresh.json",
        "ob30/simple-err-proof-method.json",
    )),
    Group("invalid", "key.other_controller", "", (
        "ob30/simple-err-proof-method-unknown-did-method.json",
        "ob30/simple-err-proof-method-unknown-scheme.json",
    )),
    Group("invalid", "proof.broken", "", (
        "ob30/simple-err-proof-value.json",
        "DCC/v2/ed25519/didKey/legacy-noStatus-noExpiry-tampered.json",
    )),
    Group("invalid", "proof.malformed", "", (
        "ob30/simple-err-proof-method-no-scheme.json",
    )),
    Group("invalid", "proof.missing", (
        "Samples before signing: a verifiable credential has a proof (VC 2.0 section 4.12). Their "
        "shape passes."
    ), (
        "spec/achievementAlignmentCase-01-Achievement-alignment-CASE.json",
        "spec/achievementAlignmentCe-01-Achievement-alignment-Credential-Engine.json",
        "spec/basicOpenBadgeCredential-01-Sample-OpenBadgeCredential.json",
        "spec/docformat-01-Sample-OpenBadgeCredential-file-contents.json",
        "spec/endorsement-01-Sample-EndorsementCredential.json",
        "spec/fullOpenBadge-01-Complete-OpenBadgeCredential.json",
        "spec/linked-data-proof-clr-01-Credential.json",
        "spec/linked-data-proof-clr-02-Document-before-signing.json",
        "spec/linked-data-proof-ob-01-Credential.json",
        "spec/recommended-practices-01-Achievement-alignment-CASE.json",
        "spec/recommended-practices-02-Skill-Assertion-Credential-Registry.json",
        "spec/skillAssertionCase-01-Skill-Assertion-CASE.json",
        "spec/skillAssertionCtdl-01-Skill-Assertion-Credential-Registry.json",
    )),
    Group("invalid", "status.revoked", "", (
        "ob30/bit-string-list/credential-status-revoked-blank-nodes.json",
        "ob30/bit-string-list/credential-status-revoked.json",
    )),
    Group("invalid", "structure.enum", (
        "“email” is no IdentifierTypeEnum and “Program” no AchievementType, and both lack the "
        "ext: that OB 3.0 (B.1.29, B.1.31) asks of one's own values; the official schema refuses them too. "
        "complete_v1 expired in 2020 besides."
    ), (
        "ob30/complete_v1.json",
        "DCC/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus- noExpiry-credSubjName.json",
        "DCC/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-credName.json",
        "DCC/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-credSubjName.json",
        "DCC/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-identityHash.json",
    )),
    Group("invalid", "structure.missing_type", (
        "The type that OB 3.0 (B.1 and following) asks for is missing; the two of the "
        "specification are abridged."
    ), (
        "ob30/simple-err-credential-subject-achievement-result-description-type.json",
        "ob30/simple-err-credential-subject-identifier-type.json",
        "ob30/simple-err-credential-subject-profile-type.json",
        "ob30/simple-err-credential-subject-result-type.json",
        "ob30/simple-err-credential-subject-type.json",
        "ob30/simple-err-evidence-type.json",
        "ob30/simple-err-issuer-otheridentifier-type.json",
        "ob30/simple-err-issuer-parentorg-type.json",
        "ob30/simple-err-issuer-type.json",
        "spec/examples-01-untitled.json",
        "spec/examples-02-untitled.json",
    )),
    Group("invalid", "structure.object", (
        "issuer.image is text; OB 3.0 has an Image (B.1.13), and so has the official schema. Most "
        "name nobody either. An issuer as text, as in stringIssuerId, is legal on VC 2.0 but not "
        "on VC 1.1. Their signatures hold (test_conformance)."
    ), (
        "DCC/v1/bothSignatureTypes/didKey/fourRegistry-noStatus-noExpiry.json",
        "DCC/v1/bothSignatureTypes/didKey/legacy-noStatus-noExpiry.json",
        "DCC/v1/bothSignatureTypes/didKey/noRegistry-noStatus-noExpiry.json",
        "DCC/v1/bothSignatureTypes/didKey/oidf-noStatus-expired.json",
        "DCC/v1/bothSignatureTypes/didKey/oidf-noStatus-noExpiry.json",
        "DCC/v1/bothSignatureTypes/didWeb/legacy-noStatus-noExpiry.json",
        "DCC/v1/bothSignatureTypes/didWeb/oidf-noStatus-noExpiry.json",
        "DCC/v1/dataIntegrityProof/didKey/fourRegistry-noStatus-noExpiry.json",
        "DCC/v1/dataIntegrityProof/didKey/legacy-noStatus-noExpiry.json",
        "DCC/v1/dataIntegrityProof/didKey/noRegistry-noStatus-noExpiry.json",
        "DCC/v1/dataIntegrityProof/didKey/oidf-noStatus-expired.json",
        "DCC/v1/dataIntegrityProof/didKey/oidf-noStatus-noExpiry.json",
        "DCC/v1/dataIntegrityProof/didWeb/legacy-noStatus-noExpiry.json",
        "DCC/v1/dataIntegrityProof/didWeb/oidf-noStatus-noExpiry.json",
        "DCC/v1/ed25519/didKey/fourRegistry-noStatus-noExpiry.json",
        "DCC/v1/ed25519/didKey/legacy-noStatus-expired.json",
        "DCC/v1/ed25519/didKey/legacy-noStatus-noExpiry-stringIssuerId.json",
        "DCC/v1/ed25519/didKey/noRegistry-noStatus-noExpiry.json",
        "DCC/v1/ed25519/didKey/oidf-noStatus-expired.json",
        "DCC/v1/ed25519/didKey/oidf-noStatus-noExpiry.json",
        "DCC/v1/ed25519/didWeb/legacy-noStatus-noExpiry.json",
        "DCC/v1/ed25519/didWeb/oidf-noStatus-noExpiry.json",
    )),
    Group("invalid", "structure.required", (
        "They lack required properties, such as the achievement (OB 3.0 B.1.3), beside what their "
        "names say."
    ), (
        "ob30/simple-err-issued.json",
        "ob30/simple-err-issuer.json",
        "ob30/simple-noproof.json",
    )),
    Group("invalid", "structure.single", (
        "The type of an IdentifierEntry is one word, not a list (OB 3.0 B.1.11); the official "
        "schema refuses the specification's own sample too, which is not signed either."
    ), (
        "spec/migrating-03-Upgraded-OB-2-0-assertion-included-within-CLR-2-0.json",
    )),
    Group("invalid", "subject.unnamed", (
        "Nobody is named: the subject has an id or an identifier (OB 3.0 B.1.3, checked by "
        "section 9.1 step 1; 1EdTech's validator asks too). The DCC's own verifier does not; "
        "all their signatures hold (test_conformance)."
    ), (
        "DCC/v1/bothSignatureTypes/didKey/mixedRegistry-validStatus-noExpiry.json",
        "DCC/v1/bothSignatureTypes/didKey/oidf-revokedStatus-expired.json",
        "DCC/v1/bothSignatureTypes/didWeb/legacy-revokedStaus-noExpiry.json",
        "DCC/v1/bothSignatureTypes/didWeb/legacy-validStatus-noExpiry.json",
        "DCC/v1/bothSignatureTypes/didWeb/oidf-revokedStatus-noExpiry.json",
        "DCC/v1/bothSignatureTypes/didWeb/oidf-validStatus-noExpiry.json",
        "DCC/v1/dataIntegrityProof/didKey/mixedRegistry-validStatus-noExpiry.json",
        "DCC/v1/dataIntegrityProof/didKey/oidf-revokedStatus-expired.json",
        "DCC/v1/dataIntegrityProof/didWeb/legacy-revokedStatus-noExpiry.json",
        "DCC/v1/dataIntegrityProof/didWeb/legacy-validStatus-noExpiry.json",
        "DCC/v1/dataIntegrityProof/didWeb/oidf-revokedStatus-noExpiry.json",
        "DCC/v1/dataIntegrityProof/didWeb/oidf-validStatus-noExpiry.json",
        "DCC/v1/ed25519/didKey/legacyRegistry-noStatus-noExpiry-issuerImageId.json",
        "DCC/v1/ed25519/didKey/mixedRegistry-validStatus-noExpiry.json",
        "DCC/v1/ed25519/didKey/oidf-revokedStatus-expired.json",
        "DCC/v1/ed25519/didWeb/legacy-revokedStatus-noExpiry.json",
        "DCC/v1/ed25519/didWeb/legacy-validStatus-noExpiry.json",
        "DCC/v1/ed25519/didWeb/oidf-revokedStatus-noExpiry.json",
        "DCC/v1/ed25519/didWeb/oidf-validStatus-noExpiry.json",
        "DCC/v2/bothSignatureTypes/didkey/noRegistry-revokedStatus-expired.json",
        "DCC/v2/bothSignatureTypes/didkey/noRegistry-revokedStatus-notExpired.json",
        "DCC/v2/bothSignatureTypes/didkey/oidf-revokedStatus-noExpiry.json",
        "DCC/v2/bothSignatureTypes/didweb/legacy-revokedStatus-expired.json",
        "DCC/v2/bothSignatureTypes/didweb/legacy-revokedStatus-noExpiry.json",
        "DCC/v2/bothSignatureTypes/didweb/oidf-noStatus-notExpired.json",
        "DCC/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-achievementTypeExample.json",
        "DCC/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus-notExpired-withSchema.json",
        "DCC/v2/dataIntegrityProof/didKey/noRegistry-revokedStatus-noExpiry.json",
        "DCC/v2/dataIntegrityProof/didKey/noRegsitry-revokedStatus-notExpired.json",
        "DCC/v2/dataIntegrityProof/didKey/oidf-noStatus-notExpired-complexIssuer.json",
        "DCC/v2/dataIntegrityProof/didKey/oidf-noStatus-notExpired-notYetValid.json",
        "DCC/v2/dataIntegrityProof/didKey/oidf-revokedStatus-noExpiry.json",
        "DCC/v2/dataIntegrityProof/didKey/twoOIDF-validStatus-expired.json",
        "DCC/v2/dataIntegrityProof/didweb/legacy-revokedStatus-expired.json",
        "DCC/v2/dataIntegrityProof/didweb/legacy-revokedStatus-noExpiry.json",
        "DCC/v2/dataIntegrityProof/didweb/oidf-noStatus-notExpired.json",
        "DCC/v2/ed25519/didKey/legacy-noStatus-noExpiry-lcwExperience.json",
        "DCC/v2/ed25519/didKey/noRegistry-revokedStatus-expired.json",
        "DCC/v2/ed25519/didKey/noRegistry-revokedStatus-notExpired.json",
        "DCC/v2/ed25519/didKey/oidf-revokedStatus-noExpiry.json",
        "DCC/v2/ed25519/didWeb/badDidWeb.json",
        "DCC/v2/ed25519/didWeb/legacy-revokedStatus-expired.json",
        "DCC/v2/ed25519/didWeb/legacy-revokedStatus-noExpiry.json",
        "DCC/v2/ed25519/didWeb/oidf-noStatus-notExpired.json",
    )),
    Group("invalid", "types.missing", (
        "Credentials of other kinds: neither OpenBadgeCredential nor AchievementCredential (OB "
        "3.0 B.1.2)."
    ), (
        "ob30/simple-err-type.json",
        "DCC/v1/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-oldDCCExample.json",
        "DCC/v2/bothSignatureTypes/didkey/legacy-noStatus-noExpiry-nonOBWithOBContext.json",
    )),
    Group("unverifiable", "context.inline", (
        "It redefines a term for itself; such contexts cannot be known (VC 2.0 section 5.2, OB "
        "3.0 B.1.2). It is revoked besides, as its name says; what it means is not known."
    ), (
        "DCC/v2/dataIntegrityProof/didKey/twoOIDF-revoked-notExpired-badSchema.json",
    )),
    Group("unverifiable", "context.unknown", (
        "Contexts of drafts, of other networks, or with words of the sample's own, which nobody "
        "pins; none is fetched (VC 2.0 section 5.2, OB 3.0 B.1.2)."
    ), (
        "ob30/simple.jwt",
        "ob30/velocity.jwt",
        "clr20/simple-noproof.json",
        "clr20/simple.jwt",
        "clr20/simple_old_safesigned.json",
        "spec/equality-and-comparison-01-Sample-credential-A.json",
        "spec/equality-and-comparison-02-Sample-credential-B.json",
        "spec/equality-and-comparison-03-Sample-credential-C.json",
        "spec/equality-and-comparison-04-Sample-credential-D.json",
        "spec/readme-01-Sample-assertion-credential.json",
    )),
    Group("unverifiable", "proof.context_moved", (
        "Signed with an edition of 2022 of the context that names no edition. With that edition "
        "pinned it is verified (test_examples)."
    ), (
        "ob30/simple_v1.json",
    )),
    Group("unverifiable", "proof.no_key", (
        "Nothing leads to a key of the issuer's: an issuer that is a urn: or an https address "
        "that publishes no keys, a DID that is gone, or a key that only the JWT itself names (VC "
        "Data Integrity 1.0 section 4.2; RFC 8725 section 3.9). 1EdTech's validator trusts the "
        "header and the fragment."
    ), (
        "ob30/credential-status-revoked.json",
        "ob30/simple-did-key-method.json",
        "ob30/simple-jwt.png",
        "ob30/simple-jwt.svg",
        "ob30/simple-jwt_v1.png",
        "ob30/simple-jwt_v1.svg",
        "clr20/simple_v1.json",
    )),
    Group("unverifiable", "proof.unsupported", (
        "Selective disclosure, ecdsa-sd-2023."
    ), (
        "ob30/sd/derivedcredential.json",
    )),
    Group("unverifiable", "status.unresolvable", (
        "Its 1EdTechRevocationList lies at an address of 1EdTech's sandbox that nobody answers; "
        "unknown is never valid (VCRL 1.0). Signature, shape and terms pass."
    ), (
        "ob30/complete.json",
    )),
    Group("", "format.empty", (
        "The file is empty, as it was published."
    ), (
        "DCC/v1/ed25519/didKey/legacy-noStatus-noExpiry.json",
    )),
    Group("", "format.not_a_credential", (
        "DID documents, proofs, profiles, contexts and schemas: no credentials."
    ), (
        "DCC-dids/legacy/did.json",
        "DCC-dids/oidf/did.json",
        "spec/api-01-Sample-putProfile-Response.json",
        "spec/extensions-01-OB-CLR-Extension-JSON-LD-Context.json",
        "spec/extensions-02-OB-CLR-Extension-JSON-Schema.json",
        "spec/integrity-01-Sample-JOSE-Header-with-reference-to-a-public-key-in-a-JWKS.json",
        "spec/linked-data-proof-clr-03-Proof.json",
        "spec/linked-data-proof-ob-02-Proof.json",
        "spec/migrating-01-OpenBadges-2-0-with-related-OpenBadges-3-0.json",
        "spec/migrating-02-Issuer-profile-relation-between-Open-Badges-2-0-and-Open-Bad.json",
    )),
    Group("", "svg.no_credential", (
        "A drawing of a QR code; the DCC's PNG files (not listed) are such pictures too."
    ), (
        "DCC/v1/dataIntegrityProof/didKey/mixedRegistry-validStatus-noExpiry.svg",
    )),
]
# fmt: on
