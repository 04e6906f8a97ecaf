"""Real rows of the issuing engine, made through its services: a real key, real artwork, real bytes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from itertools import count

from django.db import transaction

from badges import studio
from badges.adapters import keystore
from badges.award import Award, AwardedResult, AwardEvidence
from badges.enums import KeyKind, KeyState, Priority
from badges.models import (
    AchievementVersion,
    Credential,
    IssuanceBatch,
    IssuanceRequest,
    SigningKey,
)
from badges.selectors.achievements import current_version
from badges.services.designing import design
from badges.services.designs import AchievementDesign, AlignmentDesign, LevelDesign, ResultDesign
from badges.services.issuance import issue_waiting
from badges.services.keys import ensure_issuer, ensure_signing_key
from badges.services.request import Wish, open_batch, request
from badges.studio.design import Words
from badges.studio.proposing import proposed
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.bilingual import Bilingual
from learners.models import Learner

_numbers = count(1)

AWARDED_ON = dt.date(2026, 2, 20)

LITERACY = ResultDesign(
    code="data-literacy",
    name=Bilingual("데이터 문해력", "Data literacy"),
    levels=(
        LevelDesign("L1", Bilingual("기초", "Foundation"), Decimal(0)),
        LevelDesign("L2", Bilingual("실무", "Practitioner"), Decimal(70)),
        LevelDesign("L3", Bilingual("심화", "Advanced"), Decimal(85)),
    ),
    alignments=(
        AlignmentDesign(
            "빅데이터분석", "https://www.ncs.go.kr/unity", "NCS", "20010105", "ext:NCS"
        ),
    ),
)


@cache
def drawing(code: str) -> bytes:
    """A badge's picture as the centre draws it from a code."""
    return studio.draw_png(proposed(code, name=Words("데이터 운용", "Data operations")))


def _artwork() -> bytes:
    return drawing("SSDO-F")


def achievement_design(code: str = "SSDO-F", **changes: object) -> AchievementDesign:
    """The wording of an achievement with one result in three levels."""
    said: dict[str, object] = {
        "code": code,
        "achievement_type": "MicroCredential",
        "name": Bilingual("사회서비스 데이터 기초", "Social Service Data Foundations"),
        "description": Bilingual("현장 자료를 읽고 씁니다.", "Reads and uses data of the field."),
        "criteria": Bilingual("12학점을 이수합니다.", "Completes 12 credits."),
        "tags": ("data", "사회서비스"),
        "credits_available": Decimal(12),
        "results": (LITERACY,),
        "artwork": _artwork(),
    }
    return AchievementDesign(**(said | changes))  # type: ignore[arg-type]


@cache
def key_file(kind: KeyKind) -> str:
    """The name of a key in the keystore, made once a run: an RSA key takes its time."""
    return keystore.create_key(kind=kind)


def token_key(kind: KeyKind = KeyKind.RSA) -> SigningKey:
    """A key of the centre for JWTs."""
    name = key_file(kind)
    return SigningKey.objects.create(
        issuer=ensure_issuer(actor=SYSTEM),
        kind=kind,
        name=name,
        public_jwk=keystore.public_jwk(name),
        state=KeyState.ACTIVE,
    )


def achievement_version(code: str = "SSDO-F", **changes: object) -> AchievementVersion:
    """The current version of an achievement, with issuer and key in place."""
    ensure_signing_key(actor=SYSTEM)
    version = design([achievement_design(code, **changes)], actor=SYSTEM)[0]
    return current_version(version.achievement)


def learner(**fields: object) -> Learner:
    """A learner with a student number of their own."""
    number = next(_numbers)
    said: dict[str, object] = {
        "student_number": f"2026{number:05}",
        "name": "홍길동",
        "name_en": "HONG Gildong",
        "email": f"gildong{number}@students.example",
    }
    return Learner.objects.create(**(said | fields))


def award(score: str = "82.5", **changes: object) -> Award:
    """A score, credits and evidence, awarded on a day in February 2026."""
    said: dict[str, object] = {
        "awarded_on": AWARDED_ON,
        "results": (AwardedResult("data-literacy", Decimal(score)),),
        "evidence": (AwardEvidence("승인 기록 (Approval record)", sha256="ab" * 32),),
        "credits_earned": Decimal("12.0"),
        "term": "2025-2",
    }
    return Award(**(said | changes))  # type: ignore[arg-type]


def wish(version: AchievementVersion, **changes: object) -> Wish:
    """A wish for a new learner, under a key of its own."""
    said: dict[str, object] = {
        "source_key": f"test:{next(_numbers)}",
        "learner": changes.get("learner") or learner(),
        "version": version,
        "award": award(),
    }
    return Wish(**(said | changes))  # type: ignore[arg-type]


def waiting_request(
    version: AchievementVersion | None = None,
    *,
    batch: IssuanceBatch | None = None,
    **changes: object,
) -> IssuanceRequest:
    """A request that no worker has claimed yet."""
    wanted = wish(version or achievement_version(), **changes)
    return request([wanted], actor=SYSTEM, batch=batch)[0]


def opened_batch(
    version: AchievementVersion, count: int, *, priority: Priority = Priority.BATCH
) -> IssuanceBatch:
    """A batch that runs, with requests that no worker has claimed yet."""
    with transaction.atomic():
        batch = open_batch("a batch", actor=SYSTEM)
        wishes = [wish(version) for _ in range(count)]
        request(wishes, actor=SYSTEM, batch=batch, priority=priority)
    return batch


def issued_credential(version: AchievementVersion | None = None, **changes: object) -> Credential:
    """A credential that went through the whole pipeline."""
    row = waiting_request(version, **changes)
    issue_waiting(limit=50, worker="test")
    row.refresh_from_db()
    assert row.state == "issued", f"{row.error_code}: {row.error_message}"
    return row.credential
