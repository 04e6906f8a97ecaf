"""What this verifier says of every example of 1EdTech and the DCC: (verdict, code) to files.

The code is that of the first check that failed, or else of the first that was left open. Where the
verdict is not the one that a file's name promises, the comment says by which rule. DCC is the folder
``dcc-vc-test-fixtures/verifiableCredentials``; DCC-dids and DCC-statusLists are the folders beside it.
"""

from __future__ import annotations

VERDICTS: dict[tuple[str, str], tuple[str, ...]] = {
    # An empty file, as it was published.
    ("", "format.empty"): ("DCC/v1/ed25519/didKey/legacy-noStatus-noExpiry.json",),
    # DID documents.
    ("", "format.not_a_credential"): (
        "DCC-dids/legacy/did.json",
        "DCC-dids/oidf/did.json",
    ),
    # A drawing of a QR code; DCC's PNGs are such pictures too.
    ("", "svg.no_credential"): (
        "DCC/v1/dataIntegrityProof/didKey/mixedRegistry-validStatus-noExpiry.svg",
    ),
    # A component carries an endorsement that its own schema refuses (CLR 2.0: each inner credential is
    # verified in full).
    ("invalid", "components.invalid"): ("clr20/complex.json",),
    ("invalid", "context.first"): ("ob30/simple-err-context.json",),
    # No badges: status lists, and credentials without the context of OB 3.0 (section 8.2.2).
    ("invalid", "context.second"): (
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
    ),
    ("invalid", "dates.expired"): (
        "ob30/simple-err-expired.json",
        "DCC/v2/ed25519/didKey/legacy-noStatus-expired.json",
    ),
    # The issuer does not list the key under assertionMethod (VC Data Integrity 1.0 section 4.2); 1EdTech's
    # validator would take it from the fragment.
    ("invalid", "key.not_listed"): (
        "ob30/endorsement-err-schema-status-refresh.json",
        "ob30/simple-err-proof-method.json",
    ),
    ("invalid", "key.other_controller"): (
        "ob30/simple-err-proof-method-unknown-did-method.json",
        "ob30/simple-err-proof-method-unknown-scheme.json",
    ),
    ("invalid", "proof.broken"): (
        "ob30/simple-err-proof-value.json",
        "DCC/v2/ed25519/didKey/legacy-noStatus-noExpiry-tampered.json",
    ),
    ("invalid", "proof.malformed"): ("ob30/simple-err-proof-method-no-scheme.json",),
    ("invalid", "status.revoked"): (
        "ob30/bit-string-list/credential-status-revoked-blank-nodes.json",
        "ob30/bit-string-list/credential-status-revoked.json",
    ),
    # “email” is no IdentifierTypeEnum and “Program” no AchievementType, and both lack the ext: that OB 3.0
    # appendix A asks of one's own values. complete_v1 expired in 2020 besides.
    ("invalid", "structure.enum"): (
        "ob30/complete_v1.json",
        "DCC/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus- noExpiry-credSubjName.json",
        "DCC/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-credName.json",
        "DCC/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-credSubjName.json",
        "DCC/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-identityHash.json",
    ),
    ("invalid", "structure.missing_type"): (
        "ob30/simple-err-credential-subject-achievement-result-description-type.json",
        "ob30/simple-err-credential-subject-identifier-type.json",
        "ob30/simple-err-credential-subject-profile-type.json",
        "ob30/simple-err-credential-subject-result-type.json",
        "ob30/simple-err-credential-subject-type.json",
        "ob30/simple-err-evidence-type.json",
        "ob30/simple-err-issuer-otheridentifier-type.json",
        "ob30/simple-err-issuer-parentorg-type.json",
        "ob30/simple-err-issuer-type.json",
    ),
    # DCC writes issuer.image as text; OB 3.0 has an Image (B.1.14). Those called “expired” are that too. An
    # issuer as text, as in stringIssuerId, is legal on VC 2.0 but not on VC 1.1 (B.1.3).
    ("invalid", "structure.object"): (
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
    ),
    # simple-noproof is invalid for its missing proof too.
    ("invalid", "structure.required"): (
        "ob30/simple-err-issued.json",
        "ob30/simple-err-issuer.json",
        "ob30/simple-noproof.json",
    ),
    # Nobody is named: OB 3.0 section 8.2.1 asks for an id or an identifier of the subject. The DCC's own
    # verifier does not ask; all their signatures hold (see test_conformance).
    ("invalid", "subject.unnamed"): (
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
    ),
    # Credentials of other kinds: neither OpenBadgeCredential nor AchievementCredential (OB 3.0 section B.1).
    ("invalid", "types.missing"): (
        "ob30/simple-err-type.json",
        "DCC/v1/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-oldDCCExample.json",
        "DCC/v2/bothSignatureTypes/didkey/legacy-noStatus-noExpiry-nonOBWithOBContext.json",
    ),
    # It redefines a term for itself; such contexts cannot be known (VC 2.0 section 5.2).
    ("unverifiable", "context.inline"): (
        "DCC/v2/dataIntegrityProof/didKey/twoOIDF-revoked-notExpired-badSchema.json",
    ),
    # Contexts of drafts and of other networks, which nobody pins (VC 2.0 section 5.2).
    ("unverifiable", "context.unknown"): (
        "ob30/simple.jwt",
        "ob30/velocity.jwt",
        "clr20/simple-noproof.json",
        "clr20/simple.jwt",
        "clr20/simple_old_safesigned.json",
    ),
    # Signed with an edition of a context without edition; verified with that edition pinned
    # (test_examples).
    ("unverifiable", "proof.context_moved"): ("ob30/simple_v1.json",),
    # Nothing leads to a key of the issuer's: an issuer that is a urn:, a DID that is gone, or a key that
    # only the JWT itself names (VC Data Integrity 1.0 section 4.2; RFC 8725 section 3.9).
    ("unverifiable", "proof.no_key"): (
        "ob30/credential-status-revoked.json",
        "ob30/simple-did-key-method.json",
        "ob30/simple-jwt.png",
        "ob30/simple-jwt.svg",
        "ob30/simple-jwt_v1.png",
        "ob30/simple-jwt_v1.svg",
        "clr20/simple_v1.json",
    ),
    # Selective disclosure (ecdsa-sd-2023).
    ("unverifiable", "proof.unsupported"): ("ob30/sd/derivedcredential.json",),
    # Its 1EdTechRevocationList is at an address of 1EdTech's sandbox.
    ("unverifiable", "status.unresolvable"): ("ob30/complete.json",),
    ("verified", "-"): (
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
    ),
}
