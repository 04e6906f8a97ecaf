"""Three documents that between them carry every property of OB 3.0 and CLR 2.0 that we issue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from badges.openbadges import (
    AchievementCredential,
    Address,
    ClrCredential,
    EndorsementCredential,
    Evidence,
    GeoCoordinates,
    IdentifierEntry,
    Image,
    Profile,
    RefreshService,
    Related,
    SignedCredential,
    StatusEntry,
    TermsOfUse,
)
from tests.openbadges import records, samples
from tests.openbadges.records import endorsed, endorsed_by_jwt
from tests.openbadges.samples import BASE, DID, NOW

OB2 = "https://w3id.org/openbadges#"
REFRESH = RefreshService(id=f"{BASE}/refresh/6b1f")
TERMS = TermsOfUse(type=f"{BASE}/vocabulary#Terms", id=f"{BASE}/terms")
ENTRY = IdentifierEntry(identifier="1234567", identifier_type="ext:NEIS")
STATUS = StatusEntry(
    id=f"{samples.STATUS_URL}#7", status_list_credential=samples.STATUS_URL, status_list_index=7
)
ADDRESS = Address(
    country="대한민국",
    country_code="KR",
    region="서울특별시",
    locality="관악구",
    street="관악로 1",
    post_office_box="사서함 7호",
    postal_code="08826",
    geo=GeoCoordinates(latitude=37.4598, longitude=126.9519),
)
TEACHER = Profile(
    id=f"{BASE}/people/7",
    name="김한빛",
    date_of_birth=date(1970, 1, 31),
    family_name="김",
    given_name="한빛",
    additional_name="마리아",
    patronymic_name="한",
    honorific_prefix="교수",
    honorific_suffix="박사",
    family_name_prefix="남궁",
)


def both(about: str) -> tuple[SignedCredential, ...]:
    """An endorsement with a proof inside and one as a JWT."""
    return endorsed(about), endorsed_by_jwt(about)


def issuer() -> Profile:
    whole = samples.credential().issuer
    return replace(whole, address=ADDRESS, other_identifier=(ENTRY,), endorsement=both(DID))


def achievement_credential() -> AchievementCredential:
    whole = samples.credential()
    achievement = replace(whole.subject.achievement, endorsement=both(whole.subject.achievement.id))
    levels = achievement.result_description[1].rubric_criterion_level
    described = replace(
        achievement.result_description[1],
        rubric_criterion_level=tuple(
            replace(level, description=f"{level.name} 수준") for level in levels
        ),
    )
    older = Related(
        id=f"{BASE}/ob2/badges/7", version="Open Badges v2p0", further_types=(f"{OB2}BadgeClass",)
    )
    achievement = replace(
        achievement,
        related=(*achievement.related, older),
        result_description=tuple(
            described if item.id == described.id else item
            for item in achievement.result_description
        ),
    )
    return replace(
        whole,
        issuer=issuer(),
        subject=replace(
            whole.subject, id=f"{BASE}/people/42", source=TEACHER, achievement=achievement
        ),
        status=STATUS,
        refresh_service=REFRESH,
        terms_of_use=(TERMS,),
        endorsement=both(whole.id),
    )


def endorsement_credential() -> EndorsementCredential:
    return records.endorsement(
        records.ACHIEVEMENT,
        id="urn:uuid:99999999-9999-4999-8999-999999999999",
        issuer=issuer(),
        description="산업체의 보증",
        valid_until=NOW.replace(year=2030),
        awarded_date=NOW,
        status=STATUS,
        refresh_service=REFRESH,
        terms_of_use=(TERMS,),
    )


def clr_credential() -> ClrCredential:
    whole = records.record()
    return replace(
        whole,
        issuer=issuer(),
        image=Image(id=f"{BASE}/art/7.png", caption="파란 방패"),
        evidence=(
            Evidence(id=f"{BASE}/evidence/1", name="과제", narrative="현장 자료를 분석했습니다."),
        ),
        status=STATUS,
        refresh_service=REFRESH,
        terms_of_use=(TERMS,),
        endorsement=both(whole.id),
    )
