"""Endorsements and learner records for the tests: an endorser of its own, two component badges."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from badges.openbadges import (
    Association,
    ClrCredential,
    EndorsementCredential,
    Es256Signer,
    Profile,
    SignedCredential,
    build_clr,
    build_endorsement,
    did_key,
    plain_identity,
    sign,
    sign_jwt,
)
from tests.openbadges import samples
from tests.openbadges.samples import BASE, CURVE_SIGNER, NOW, OTHER_SIGNER

LEARNER = f"{BASE}/people/42"
ENDORSER = did_key(OTHER_SIGNER.public_key_multibase)
ENDORSER_METHOD = f"{ENDORSER}#{OTHER_SIGNER.public_key_multibase}"
JWT_ENDORSER = did_key(CURVE_SIGNER.public_key_multibase)
ACHIEVEMENT = f"{BASE}/achievements/7"
ADVANCED = f"{BASE}/achievements/9"


def endorsement(endorsed: str, **changes: Any) -> EndorsementCredential:
    arguments: dict[str, Any] = {
        "id": "urn:uuid:44444444-4444-4444-8444-444444444444",
        "name": "산업체 보증",
        "issuer": Profile(id=ENDORSER, name="한빛소프트"),
        "valid_from": NOW - timedelta(days=1),
        "endorsed": endorsed,
        "comment": "현장에서 쓰이는 역량입니다.",
    }
    return EndorsementCredential(**(arguments | changes))


def endorsed(about: str, **changes: Any) -> SignedCredential:
    """Signed by the endorser, not by the centre."""
    return sign(
        build_endorsement(endorsement(about, **changes)),
        signer=OTHER_SIGNER,
        verification_method=ENDORSER_METHOD,
        created=NOW,
    )


def endorsed_by_jwt(about: str) -> SignedCredential:
    issuer = Profile(id=JWT_ENDORSER, name="한빛소프트")
    return sign_jwt(
        build_endorsement(endorsement(about, issuer=issuer)),
        signer=Es256Signer(CURVE_SIGNER),
        kid=f"{JWT_ENDORSER}#{CURVE_SIGNER.public_key_multibase}",
    )


def component(number: int, **changes: Any) -> SignedCredential:
    """A badge for the learner with an achievement of its own."""
    least = samples.simple()
    achievement = samples.replace(
        least.subject.achievement, id=f"{BASE}/achievements/{number}", name=f"과목 {number}"
    )
    subject = samples.replace(least.subject, id=LEARNER, achievement=achievement)
    whole = samples.replace(
        least, id=f"urn:uuid:55555555-5555-4555-8555-{number:012}", subject=subject
    )
    return samples.signed(samples.replace(whole, **changes))


def record(**changes: Any) -> ClrCredential:
    arguments: dict[str, Any] = {
        "id": "urn:uuid:66666666-6666-4666-8666-666666666666",
        "name": "사회서비스 데이터운용",
        "description": "마이크로디그리와 그 과목들",
        "issuer": Profile(id=samples.DID, name="한빛대학교"),
        "valid_from": NOW - timedelta(days=1),
        "valid_until": NOW + timedelta(days=365),
        "awarded_date": NOW - timedelta(days=1),
        "subject_id": LEARNER,
        "identifier": (plain_identity("20261234", identity_type="sisSourcedId"),),
        "credentials": (component(1), component(2)),
        "achievement": (samples.achievement(id=ADVANCED),),
        "association": (
            Association(
                association_type="isPartOf",
                source_id=f"{BASE}/achievements/1",
                target_id=ADVANCED,
            ),
            Association(
                association_type="precedes",
                source_id=f"{BASE}/achievements/1",
                target_id=f"{BASE}/achievements/2",
            ),
        ),
        "partial": False,
    }
    return ClrCredential(**(arguments | changes))


def signed_record(**changes: Any) -> SignedCredential:
    return samples.signed(build_clr(record(**changes)))
