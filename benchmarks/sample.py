"""The material: the credentials that our pipeline makes of `examples/ssdo`, and their artwork.

The learners of `roster-200.csv` with the micro-degree SSDO-F: 8.7 KB of JSON each, all of one shape.
The few rows that the example has wrong on purpose are left out.
The documents are put together from the program file as `badges.services.building` does from stored
rows, so no database is needed; keys and identifiers are fixed, so every run signs the same.
"""

from __future__ import annotations

import csv
import io
import json
import random
import uuid
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image as Picture
from ruamel.yaml import YAML

from badges import openbadges as ob
from badges.openbadges import status_list, strict_json

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "ssdo"
CODE = "SSDO-F"
AWARDED = "2025-08-22"
SECRET = b"\x07" * 32
PRIVATE_KEY = Ed25519PrivateKey.from_private_bytes(SECRET)
SIGNER = ob.Ed25519Signer(PRIVATE_KEY)
DID = ob.did_key(SIGNER.public_key_multibase)
METHOD = f"{DID}#{SIGNER.public_key_multibase}"
BASE = "https://badges.hanbit.example"
STATUS_URL = f"{BASE}/status/1"
# Signed a while ago, so that whatever clock verifies is later.
SIGNED_AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
_NAMES = uuid.UUID("5a1c1f0e-52ab-4b1e-9f56-0d9d4f2b7a10")


def documents() -> list[dict[str, Any]]:
    """Unsigned documents, one a learner; they differ in the learner's values only."""
    return [dict(unsigned.document) for unsigned in unsigned_credentials()]


@cache
def unsigned_credentials() -> tuple[ob.UnsignedCredential, ...]:
    """The same as the core's type."""
    achievement = _achievement()
    with (EXAMPLE / "roster-200.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if _is_right(row)]
    return tuple(ob.build(_credential(row, number, achievement)) for number, row in enumerate(rows))


@cache
def signed_credentials() -> tuple[ob.SignedCredential, ...]:
    """All of them signed by this centre."""
    return tuple(sign(unsigned) for unsigned in unsigned_credentials())


@cache
def strangers_credentials() -> tuple[bytes, ...]:
    """The same as another issuer would write them: the members in another order.

    What this process signed has shapes of its own, which a verifier of strangers' badges lacks.
    """
    documents = (json.loads(signed.data) for signed in signed_credentials())
    return tuple(strict_json.dumps(dict(sorted(each.items()))) for each in documents)


def sign(unsigned: ob.UnsignedCredential, *, caller_verifies: bool = True) -> ob.SignedCredential:
    """As the pipeline signs: it verifies the whole credential afterwards, before it stores it."""
    return ob.sign(
        unsigned,
        signer=SIGNER,
        verification_method=METHOD,
        created=SIGNED_AT,
        caller_verifies=caller_verifies,
    )


@cache
def artwork(side: int = 600) -> bytes:
    """A picture of 600 x 600 that compresses as drawings with shades do (about 160 KB)."""
    shades = random.Random(7)  # noqa: S311 (a picture, no secret)
    pixels = bytes(
        value
        for row in range(side)
        for column in range(side)
        for value in (row * 200 // side, column * 160 // side, 120 + shades.randrange(3))
    )
    stream = io.BytesIO()
    Picture.frombytes("RGB", (side, side), pixels).save(stream, "PNG", optimize=True)
    return stream.getvalue()


@cache
def status_list_credential() -> ob.SignedCredential:
    """The signed list that every credential points at; none of them is revoked."""
    unsigned = ob.build_status_list(
        id=STATUS_URL,
        issuer=DID,
        purpose="revocation",
        valid_from=SIGNED_AT,
        encoded_list=status_list.encode(range(100_000, 100_300), length=131_072),
    )
    return sign(unsigned)


class Library:
    """A resolver that has the status list, as a verifier's cache of fetched documents would."""

    def resolve(self, url: str) -> bytes:
        if url != STATUS_URL:
            raise ob.Unresolvable(url)
        return status_list_credential().data


def _is_right(row: dict[str, str]) -> bool:
    scores = [float(row[code]) for code in _competencies()]
    return bool(row["name"]) and row["awarded_on"] == AWARDED and max(scores) <= 100


def _credential(
    row: dict[str, str], number: int, achievement: ob.Achievement
) -> ob.AchievementCredential:
    awarded = datetime.fromisoformat(AWARDED).replace(hour=12, tzinfo=UTC)
    return ob.AchievementCredential(
        id=_urn(f"credential {number}"),
        name=achievement.name,
        issuer=ob.Profile(id=DID, name="한빛대학교 인증센터", url=f"{BASE}/issuers/centre"),
        valid_from=SIGNED_AT + timedelta(seconds=number),
        awarded_date=awarded,
        subject=ob.AchievementSubject(
            id=_urn(f"subject {number}"),
            identifier=_identifiers(row, number),
            achievement=achievement,
            result=tuple(_results(row, achievement)),
        ),
        status=ob.StatusEntry(
            id=f"{STATUS_URL}#{number}",
            status_list_credential=STATUS_URL,
            status_list_index=number,
        ),
    )


def _identifiers(row: dict[str, str], number: int) -> tuple[ob.IdentityObject, ...]:
    name = f"{row['name']} ({row['name_en']})"
    salt = uuid.uuid5(_NAMES, f"salt {number}").hex
    return (
        ob.plain_identity(name, identity_type="name"),
        ob.hashed_identity(row["email"], identity_type="emailAddress", salt=salt),
    )


def _results(row: dict[str, str], achievement: ob.Achievement) -> list[ob.Result]:
    results = []
    for code, description in zip(_competencies(), achievement.result_description, strict=True):
        score = float(row[code])
        reached = [
            level
            for level in description.rubric_criterion_level
            if float(level.points or 0) <= score
        ]
        results.append(
            ob.Result(
                result_description=description.id, value=row[code], achieved_level=reached[-1].id
            )
        )
    return results


@cache
def _program() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(
        json.dumps(YAML(typ="safe").load(EXAMPLE / "program.yaml"), default=str)
    )
    return loaded


def _competencies() -> dict[str, dict[str, Any]]:
    return {each["code"]: each for each in _program()["competencies"]}


def _achievement() -> ob.Achievement:
    (degree,) = (each for each in _program()["micro_degrees"] if each["code"] == CODE)
    designed = degree["achievement"]
    return ob.Achievement(
        id=_urn("achievement"),
        name=_both(degree["name"]),
        description="\n\n".join(designed["description"].values()),
        criteria=ob.Criteria(narrative="\n\n".join(designed["criteria"].values())),
        achievement_type=designed["type"],
        image=ob.Image(id=f"{BASE}/artwork/{'0' * 64}.png", caption=_both(degree["name"])),
        credits_available=degree["curriculum"]["min_credits"],
        human_code=CODE,
        field_of_study=_program()["program"]["department"],
        in_language="ko",
        version="1",
        tag=tuple(designed["tags"]),
        result_description=tuple(_description(each) for each in _competencies().values()),
    )


def _description(competency: dict[str, Any]) -> ob.ResultDescription:
    code = competency["code"]
    return ob.ResultDescription(
        id=_urn(code),
        name=_both(competency["name"]),
        result_type="Percent",
        value_min="0",
        value_max="100",
        rubric_criterion_level=tuple(
            ob.RubricCriterionLevel(
                id=_urn(f"{code} {level['code']}"),
                name=_both(level["name"]),
                level=level["code"],
                points=str(level["from"]),
            )
            for level in competency["levels"]
        ),
        alignment=tuple(
            ob.Alignment(
                target_name=each["name"],
                target_url=each["url"],
                target_code=each["code"],
                target_framework=each["framework"],
            )
            for each in competency["alignments"]
        ),
    )


def _both(name: dict[str, str]) -> str:
    return f"{name['ko']} ({name['en']})"


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMES, name)}"
