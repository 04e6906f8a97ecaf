"""Open Badges 3.0 in plain Python: build, sign, bake, unbake, verify.

Knows no framework, settings, clock, network or database: time, keys and documents from elsewhere
are arguments. Bytes are the truth: what was signed once is stored and served as it is.
"""

from __future__ import annotations

from badges.openbadges.baking import bake, unbake
from badges.openbadges.checks.lists import StatusLists
from badges.openbadges.clr import Association, ClrCredential, build_clr
from badges.openbadges.credential import build
from badges.openbadges.ecdsa import EcdsaSigner
from badges.openbadges.endorsement import EndorsementCredential, build_endorsement
from badges.openbadges.errors import (
    AmbiguousDocument,
    CanonicalizationError,
    ContextError,
    DataLossError,
    ImageError,
    InvalidCredential,
    KeyFormatError,
    OpenBadgesError,
    SigningError,
    StatusListError,
    Unreadable,
    Unresolvable,
)
from badges.openbadges.identity import hashed_identity, plain_identity
from badges.openbadges.json_web_key import jwk, rsa_jwk, thumbprint
from badges.openbadges.jwt import Es256Signer, JwtSigner, RsaSigner, sign_jwt
from badges.openbadges.keys import (
    Ed25519Signer,
    JsonWebKey,
    VerificationKey,
    did_document,
    did_key,
    did_web,
    did_web_url,
)
from badges.openbadges.legacy import legacy_assertion, legacy_badge_class, legacy_issuer
from badges.openbadges.presentation import PresentationReport, verify_presentation
from badges.openbadges.proof import sign
from badges.openbadges.report import Check, Outcome, Report, Verdict
from badges.openbadges.revocation_list import build_revocation_list
from badges.openbadges.status_list import build_status_list, index_for
from badges.openbadges.types import (
    Achievement,
    AchievementCredential,
    AchievementSubject,
    Address,
    Alignment,
    BakedImage,
    CredentialSchema,
    Criteria,
    Evidence,
    GeoCoordinates,
    IdentifierEntry,
    IdentityObject,
    Image,
    Profile,
    RefreshService,
    Related,
    Resolver,
    Result,
    ResultDescription,
    RubricCriterionLevel,
    SignedCredential,
    Signer,
    StatusEntry,
    TermsOfUse,
    UnsignedCredential,
)
from badges.openbadges.verifiable import sign_credential, verify_credential
from badges.openbadges.verify import verify

__all__ = [
    "Achievement",
    "AchievementCredential",
    "AchievementSubject",
    "Address",
    "Alignment",
    "AmbiguousDocument",
    "Association",
    "BakedImage",
    "CanonicalizationError",
    "Check",
    "ClrCredential",
    "ContextError",
    "CredentialSchema",
    "Criteria",
    "DataLossError",
    "EcdsaSigner",
    "Ed25519Signer",
    "EndorsementCredential",
    "Es256Signer",
    "Evidence",
    "GeoCoordinates",
    "IdentifierEntry",
    "IdentityObject",
    "Image",
    "ImageError",
    "InvalidCredential",
    "JsonWebKey",
    "JwtSigner",
    "KeyFormatError",
    "OpenBadgesError",
    "Outcome",
    "PresentationReport",
    "Profile",
    "RefreshService",
    "Related",
    "Report",
    "Resolver",
    "Result",
    "ResultDescription",
    "RsaSigner",
    "RubricCriterionLevel",
    "SignedCredential",
    "Signer",
    "SigningError",
    "StatusEntry",
    "StatusListError",
    "StatusLists",
    "TermsOfUse",
    "Unreadable",
    "Unresolvable",
    "UnsignedCredential",
    "Verdict",
    "VerificationKey",
    "bake",
    "build",
    "build_clr",
    "build_endorsement",
    "build_revocation_list",
    "build_status_list",
    "did_document",
    "did_key",
    "did_web",
    "did_web_url",
    "hashed_identity",
    "index_for",
    "jwk",
    "legacy_assertion",
    "legacy_badge_class",
    "legacy_issuer",
    "plain_identity",
    "rsa_jwk",
    "sign",
    "sign_credential",
    "sign_jwt",
    "thumbprint",
    "unbake",
    "verify",
    "verify_credential",
    "verify_presentation",
]
