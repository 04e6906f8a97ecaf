"""What a baked PNG says, computed once more from the results file and the program file by other means.

Nothing of the evaluator, the builder or the models is used for the second opinion: the results are read with `csv`,
the program with a YAML reader, the sums are written out here as the design words them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from ruamel.yaml import YAML

from badges import openbadges as ob
from badges.models import Credential
from badges.services.issuance import issue_waiting
from badges.services.keys import ensure_signing_key
from badges.services.verifying import verify_bytes
from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel.audit import SYSTEM
from learners.services.accounts import connect_account
from programs.enums import Decision
from programs.models import Approval, Completion
from programs.services.approval import decide
from tests.e2e.people import cast

EXAMPLES = Path(settings.BASE_DIR) / "examples" / "ssdo"
STUDENT, MICRO_DEGREE = "2025200301", "SSDO-F"


@pytest.fixture
def png(db: None) -> bytes:
    """The badge of the learner of the examples: program file, results file, two approvals, issued, baked."""
    ensure_signing_key(actor=SYSTEM)
    people = cast()
    call_command("load_program", str(EXAMPLES / "program.yaml"), stdout=io.StringIO())
    results = str(EXAMPLES / "results.csv")
    call_command("import_results", results, "--micro-degree", MICRO_DEGREE, stdout=io.StringIO())
    case = Completion.objects.get(enrolment__learner__student_number=STUDENT)
    approve(case, user=people.department)
    approve(case, user=people.centre)
    assert issue_waiting(limit=1, worker="test") == 1
    case.refresh_from_db()
    assert case.request is not None
    return download(case.request.credential, user=people.learner)


def approve(case: Completion, *, user: User) -> None:
    decide(
        case.pk,
        decision=Decision.APPROVED,
        reason="",
        user=user,
        roles=[Role.FACULTY],
        actor=SYSTEM,
    )


def download(credential: Credential, *, user: User) -> bytes:
    """The image as its holder gets it."""
    connect_account(credential.learner, user=user, actor=SYSTEM)
    client = Client()
    client.force_login(user)
    return client.get(f"/credentials/{credential.pk}.png").content


def test_the_baked_image_says_what_the_source_files_add_up_to(png: bytes) -> None:
    report = verify_bytes(png)
    assert report.verdict == "verified"
    credential = json.loads(ob.unbake(png))
    assert credential == report.credential, "what was verified is what stands in the image"
    program = YAML(typ="safe").load((EXAMPLES / "program.yaml").read_text("utf-8"))
    names = {both(each["name"]): each["code"] for each in program["competencies"]}
    rows = read_results()
    expected = expected_results(program, rows=rows)
    assert len(expected) == 5
    assert signed_results(credential, names=names) == expected
    subject = credential["credentialSubject"]
    assert [each["targetCode"] for each in subject["achievement"]["alignment"]] == [
        code for each in expected.values() for _framework, code, _name, _url in each["alignments"]
    ]
    assert subject["creditsEarned"] == sum(int(row["credits"]) for row in rows)
    assert_facts(credential, rows=rows, expected=expected)


def read_results() -> list[dict[str, str]]:
    """The rows of our learner in the results file."""
    with (EXAMPLES / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["student_number"] == STUDENT]
    # Everything of hers counts, so no rule has to be applied to add it up.
    assert [row["status"] for row in rows] == ["completed"] * 4
    return rows


def expected_results(program: Any, *, rows: list[dict[str, str]]) -> dict[str, Any]:
    """By competency: score, level and alignments, from the two files alone."""
    weights = {each["code"]: each["competencies"] for each in program["courses"]}
    found = {}
    for competency in program["competencies"]:
        parts = [
            (Decimal(row["credits"]) * Decimal(str(weight)), Decimal(row["score"]))
            for row in rows
            if (weight := weights[row["course"]].get(competency["code"]))
        ]
        if not parts:
            continue
        mean = sum(share * score for share, score in parts) / sum(share for share, _ in parts)
        score = mean.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        reached = [each for each in competency["levels"] if score >= each["from"]]
        found[competency["code"]] = {
            "name": both(competency["name"]),
            "score": score,
            "level": both(reached[-1]["name"]),
            "alignments": [
                (each["framework"], each["code"], each["name"], each["url"])
                for each in competency["alignments"]
            ],
        }
    return found


def both(name: dict[str, str]) -> str:
    return f"{name['ko']} ({name['en']})"


def signed_results(credential: Any, *, names: dict[str, str]) -> dict[str, Any]:
    """By competency: what the credential says, led by its own ids from a result to its description and level."""
    subject = credential["credentialSubject"]
    described = {each["id"]: each for each in subject["achievement"]["resultDescription"]}
    found = {}
    for result in subject["result"]:
        description = described[result["resultDescription"]]
        levels = {each["id"]: each for each in description["rubricCriterionLevel"]}
        assert (description["valueMin"], description["valueMax"]) == ("0", "100")
        found[names[description["name"]]] = {
            "name": description["name"],
            "score": Decimal(result["value"]),
            "level": levels[result["achievedLevel"]]["name"],
            "alignments": [
                tuple(
                    each[name]
                    for name in ("targetFramework", "targetCode", "targetName", "targetUrl")
                )
                for each in description["alignment"]
            ],
        }
    return found


def assert_facts(credential: Any, *, rows: list[dict[str, str]], expected: dict[str, Any]) -> None:
    """The evidence's hash is that of the facts of the last approval, and these lead back to the results file."""
    [evidence] = credential["evidence"]
    [signed] = re.findall(r"SHA-256 ([0-9a-f]{64})", evidence["description"])
    first, last = Approval.objects.order_by("position")
    assert hashlib.sha256(last.facts.encode()).hexdigest() == signed
    facts = json.loads(last.facts)
    again = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert again == last.facts, "there is one spelling of these facts"
    assert facts["before"][0]["facts_sha256"] == hashlib.sha256(first.facts.encode()).hexdigest()

    of_file = hashlib.sha256((EXAMPLES / "results.csv").read_bytes()).hexdigest()
    columns = ("course", "term", "score", "credits")
    assert {tuple(each[name] for name in columns) for each in facts["results"]} == {
        tuple(row[name] for name in columns) for row in rows
    }
    assert {each["source_sha256"] for each in facts["results"]} == {of_file}
    for code, each in expected.items():
        assert Decimal(facts["explanation"]["competencies"][code]["score"]) == each["score"]
        assert_sum(facts["explanation"], code=code, score=each["score"])


def assert_sum(explanation: Any, *, code: str, score: Decimal) -> None:
    """The frozen facts alone are enough to do the sum again."""
    counted = {each["counts_as"]: each for each in explanation["counted"]}
    points = total = Decimal(0)
    for course, weight in explanation["weights"][code].items():
        share = Decimal(counted[course]["credits"]) * Decimal(weight)
        total += share
        points += share * Decimal(counted[course]["score"])
    assert (points / total).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) == score
