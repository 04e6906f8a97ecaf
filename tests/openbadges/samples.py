"""A cast for the core's tests: one centre, one learner, one badge with everything on it."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from PIL import Image as Picture

from badges.openbadges import (
    Achievement,
    AchievementCredential,
    AchievementSubject,
    Alignment,
    Criteria,
    EcdsaSigner,
    Ed25519Signer,
    Evidence,
    IdentifierEntry,
    Image,
    JsonWebKey,
    Profile,
    Related,
    Report,
    Result,
    ResultDescription,
    RsaSigner,
    RubricCriterionLevel,
    SignedCredential,
    StatusEntry,
    TermsOfUse,
    Unresolvable,
    UnsignedCredential,
    VerificationKey,
    build,
    build_status_list,
    did_document,
    did_web,
    did_web_url,
    hashed_identity,
    plain_identity,
    sign,
    sign_jwt,
    status_list,
    verify,
)

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
BASE = "https://badges.example.ac.kr"
DID = did_web(BASE)
DID_URL = did_web_url(DID)
STATUS_URL = f"{BASE}/status/1"
STATUS_INDEX = 41_977
LENGTH = 131_072
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SIGNER = Ed25519Signer(Ed25519PrivateKey.from_private_bytes(b"\x01" * 32))
OTHER_SIGNER = Ed25519Signer(Ed25519PrivateKey.from_private_bytes(b"\x02" * 32))
RSA_SIGNER = RsaSigner(
    load_pem_private_key((VECTORS / "keys" / "rs256.pem").read_bytes(), None)  # type: ignore[arg-type]
)
CURVE_SIGNER = EcdsaSigner(ec.derive_private_key(7, ec.SECP256R1()))
KEYS: list[VerificationKey | JsonWebKey | str] = [
    SIGNER.public_key_multibase,
    CURVE_SIGNER.public_key_multibase,
    JsonWebKey(name="rsa-1", public_jwk=RSA_SIGNER.public_jwk),
]
RSA_METHOD = f"{DID}#rsa-1"
METHOD = f"{DID}#{SIGNER.public_key_multibase}"

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">'
    b'<rect width="8" height="8" fill="#145aa0"/></svg>'
)

SCORE = "urn:uuid:11111111-1111-4111-8111-111111111101"
RUBRIC = "urn:uuid:11111111-1111-4111-8111-111111111102"
GRADE = "urn:uuid:11111111-1111-4111-8111-111111111103"
PASSED = "urn:uuid:11111111-1111-4111-8111-111111111104"
LEVELS = [f"urn:uuid:11111111-1111-4111-8111-11111111111{number}" for number in range(3)]


def alignment(name: str = "데이터분석") -> Alignment:
    return Alignment(
        target_name=name,
        target_url="https://www.ncs.go.kr/unity/th03/2001020201",
        target_code="2001020201_19v4",
        target_description="자료를 분석한다.",
        target_framework="NCS 국가직무능력표준",
        target_type="ext:NCS",
    )


def result_descriptions() -> tuple[ResultDescription, ...]:
    levels = tuple(
        RubricCriterionLevel(
            id=id_, name=name, level=str(number), points=str(number * 10), alignment=(alignment(),)
        )
        for number, (id_, name) in enumerate(zip(LEVELS, ("기초", "실무", "심화"), strict=True))
    )
    return (
        ResultDescription(
            id=SCORE,
            name="점수",
            result_type="Percent",
            value_min="0",
            value_max="100",
            required_value="70",
        ),
        ResultDescription(
            id=RUBRIC,
            name="데이터 문해력",
            result_type="RubricCriterionLevel",
            rubric_criterion_level=levels,
            required_level=LEVELS[1],
        ),
        ResultDescription(
            id=GRADE,
            name="등급",
            result_type="LetterGrade",
            allowed_value=("C", "B", "A"),
            required_value="B",
            alignment=(alignment("통계"),),
        ),
        ResultDescription(id=PASSED, name="이수", result_type="Status"),
    )


def achievement(**changes: Any) -> Achievement:
    whole = Achievement(
        id=f"{BASE}/achievements/7",
        name="사회서비스 데이터운용 기초",
        description="사회서비스 현장의 데이터를 다루는 기초 역량을 갖추었습니다.",
        criteria=Criteria(id=f"{BASE}/achievements/7/criteria", narrative="필수 2과목, 12학점"),
        achievement_type="MicroCredential",
        image=Image(id=f"{BASE}/art/7.png", caption="파란 방패"),
        creator=Profile(id=f"{BASE}/issuers/social-welfare", name="사회복지학과"),
        credits_available=12,
        human_code="SSDO-F",
        field_of_study="사회복지",
        specialization="데이터운용",
        in_language="ko",
        version="2026",
        tag=("data", "AI", "복지"),
        alignment=(alignment(),),
        result_description=result_descriptions(),
        related=(Related(id=f"{BASE}/achievements/8", in_language="en", version="2026"),),
        other_identifier=(IdentifierEntry(identifier="SSDO-F", identifier_type="systemId"),),
    )
    return replace(whole, **changes)


def subject(**changes: Any) -> AchievementSubject:
    whole = AchievementSubject(
        achievement=achievement(),
        identifier=(
            hashed_identity("Kim@example.ac.kr", identity_type="emailAddress", salt="s41t"),
            plain_identity("20261234", identity_type="sisSourcedId"),
        ),
        result=(
            Result(result_description=SCORE, value="91.5"),
            Result(result_description=RUBRIC, achieved_level=LEVELS[2]),
            Result(result_description=GRADE, value="A", alignment=(alignment(),)),
            Result(result_description=PASSED, status="Completed"),
        ),
        credits_earned=12.5,
        term="2026-1",
        role="학생",
        license_number="2026-0042",
        narrative="과제 우수",
        activity_start_date=NOW - timedelta(days=120),
        activity_end_date=NOW - timedelta(days=10),
        image=Image(id=f"{BASE}/credentials/42.png"),
        source=Profile(id=f"{BASE}/issuers/social-welfare", name="사회복지학과"),
    )
    return replace(whole, **changes)


def credential(**changes: Any) -> AchievementCredential:
    """A credential with every property this package can issue."""
    whole = AchievementCredential(
        id="urn:uuid:22222222-2222-4222-8222-222222222222",
        name="사회서비스 데이터운용 기초",
        description="마이크로디그리",
        issuer=Profile(
            id=DID,
            name="한빛대학교 인증센터",
            url=BASE,
            email="badges@example.ac.kr",
            phone="+82-2-1234-5678",
            description="마이크로디그리를 운영합니다.",
            image=Image(id=f"{BASE}/logo.png"),
            official="김한빛",
            other_identifier=(IdentifierEntry(identifier="1234567", identifier_type="ext:NEIS"),),
            parent_org=Profile(id=f"{BASE}/issuers/university", name="한빛대학교"),
        ),
        valid_from=NOW - timedelta(days=1),
        valid_until=NOW + timedelta(days=365),
        awarded_date=NOW - timedelta(days=2),
        subject=subject(),
        evidence=(
            Evidence(
                id=f"{BASE}/evidence/1",
                name="과제",
                description="분석 보고서",
                narrative="현장 자료를 분석했습니다.",
                genre="report",
                audience="faculty",
            ),
        ),
        image=Image(id=f"{BASE}/art/7.png"),
        terms_of_use=(TermsOfUse(id=f"{BASE}/terms", type=f"{BASE}/vocabulary#Terms"),),
        status=StatusEntry(
            id=f"{STATUS_URL}#{STATUS_INDEX}",
            status_list_credential=STATUS_URL,
            status_list_index=STATUS_INDEX,
        ),
    )
    return replace(whole, **changes)


def simple(**changes: Any) -> AchievementCredential:
    """The least that OB 3.0 allows, with no status list to look up."""
    least = achievement(
        criteria=Criteria(narrative="12학점"),
        image=None,
        creator=None,
        result_description=(),
        related=(),
    )
    learner = AchievementSubject(
        achievement=least, identifier=(plain_identity("20261234", identity_type="sisSourcedId"),)
    )
    whole = AchievementCredential(
        id="urn:uuid:33333333-3333-4333-8333-333333333333",
        name="기초",
        issuer=Profile(id=DID, name="한빛대학교"),
        valid_from=NOW - timedelta(days=1),
        subject=learner,
    )
    return replace(whole, **changes)


def signed(
    what: AchievementCredential | UnsignedCredential | Mapping[str, Any] | None = None,
    *,
    signer: Ed25519Signer = SIGNER,
    method: str = METHOD,
) -> SignedCredential:
    """Signed as the centre signs; a mapping is signed as it stands, however wrong."""
    if what is None:
        what = credential()
    if isinstance(what, AchievementCredential):
        what = build(what)
    elif not isinstance(what, UnsignedCredential):
        what = UnsignedCredential(what)
    return sign(what, signer=signer, verification_method=method, created=NOW - timedelta(hours=1))


def token(what: AchievementCredential | UnsignedCredential | None = None) -> SignedCredential:
    """Signed as a JWT with RS256; the subject has an id, as OB 3.0 asks there."""
    if what is None:
        what = credential(subject=subject(id=f"{BASE}/people/42"))
    unsigned = what if isinstance(what, UnsignedCredential) else build(what)
    return sign_jwt(unsigned, signer=RSA_SIGNER, kid=RSA_METHOD)


def document(what: AchievementCredential | None = None) -> dict[str, Any]:
    """An unsigned document that a test may spoil."""
    built: dict[str, Any] = json.loads(json.dumps(build(what or credential()).document))
    return built


def list_document(set_: Iterable[int] = (), **changes: Any) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "id": STATUS_URL,
        "issuer": DID,
        "purpose": "revocation",
        "valid_from": NOW - timedelta(days=30),
        "encoded_list": status_list.encode(set_, length=LENGTH),
    }
    return dict(build_status_list(**(arguments | changes)).document)


def png(width: int = 8, height: int = 8) -> bytes:
    stream = io.BytesIO()
    Picture.new("RGB", (width, height), (20, 90, 160)).save(stream, "PNG")
    return stream.getvalue()


def bare_png(width: int, height: int) -> bytes:
    """A PNG of any declared size without the cost of its pixels."""
    whole = png()
    header = whole[:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + whole[24:29]
    checksum = zlib.crc32(header[12:29]).to_bytes(4, "big")
    return header + checksum + whole[33:]


class Library:
    """A resolver over documents in memory, which counts what it was asked."""

    def __init__(self, **changes: Any) -> None:
        self.documents: dict[str, bytes] = {
            DID_URL: json.dumps(did_document(DID, KEYS)).encode(),
            STATUS_URL: signed(list_document()).data,
        }
        self.asked: list[str] = []
        self.documents.update(changes)

    def resolve(self, url: str) -> bytes:
        self.asked.append(url)
        if url not in self.documents:
            raise Unresolvable(url, reason="not in the library")
        return self.documents[url]

    def holding(self, url: str, content: bytes | Mapping[str, Any] | None) -> Library:
        if content is None:
            del self.documents[url]
        else:
            self.documents[url] = (
                content if isinstance(content, bytes) else json.dumps(content).encode()
            )
        return self

    def with_key(self, **times: Any) -> Library:
        key = VerificationKey(public_key_multibase=SIGNER.public_key_multibase, **times)
        return self.holding(DID_URL, did_document(DID, [key]))


def report_on(data: bytes | Mapping[str, Any] | SignedCredential, **arguments: Any) -> Report:
    if isinstance(data, SignedCredential):
        data = data.data
    elif not isinstance(data, bytes):
        data = json.dumps(data).encode()
    return verify(data, **({"now": NOW, "resolver": Library()} | arguments))
