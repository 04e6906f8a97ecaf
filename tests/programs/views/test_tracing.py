"""A badge followed back to what was approved, by command and by page."""

from __future__ import annotations

import hashlib
import json
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client

from badges.models import Credential
from badges.services.issuance import issue_waiting
from badges.services.keys import ensure_signing_key
from credcenter.accounts.enums import Role
from credcenter.kernel.audit import SYSTEM
from programs.models import Approval, Completion, CourseResult, CurriculumVersion
from programs.selectors.tracing import trace
from tests.factories import badges, studies
from tests.programs.services.test_reopening import approve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_broker")]


@pytest.fixture
def credential() -> Credential:
    ensure_signing_key(actor=SYSTEM)
    approve(studies.waiting_completion())
    assert issue_waiting(limit=1, worker="test") == 1
    return Credential.objects.get()


def as_role(role: Role) -> Client:
    client = Client()
    client.force_login(studies.user(role))
    return client


def failed(credential: Credential) -> list[str]:
    return [each.code for each in trace(credential.pk).findings if not each.is_good]


def test_an_auditor_follows_a_badge_and_computes_the_hash(credential: Credential) -> None:
    auditor = as_role(Role.AUDITOR)
    start = auditor.get(
        "/console/trace/", {"badge": f"https://x.example/credentials/{credential.pk}"}
    )
    assert start["Location"] == f"/console/trace/{credential.pk}/"
    page = auditor.get(f"{start['Location']}?lang=en").content.decode()
    assert "Everything fits together" in page
    last = Approval.objects.latest("position")
    facts = auditor.get(f"/console/trace/facts/{last.pk}.json")
    digest = hashlib.sha256(facts.content).hexdigest()
    assert digest in page
    assert digest in json.loads(bytes(credential.document))["evidence"][0]["description"]


def test_the_command_says_the_same(credential: Credential) -> None:
    said = StringIO()
    call_command("trace_credential", str(credential.pk), json=True, stdout=said)
    answer = json.loads(said.getvalue())
    assert (answer["whole"], len(answer["decisions"])) == (True, 2)
    assert {each["outcome"] for each in answer["findings"]} == {"passed"}
    call_command("trace_credential", str(credential.pk), stdout=said)
    for unknown in (str(uuid4()), "x"):
        with pytest.raises(SystemExit) as stop:
            call_command("trace_credential", unknown, stderr=StringIO())
        assert stop.value.code == 2


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        (lambda: Approval.objects.filter(position=1).update(reason="changed"), "hashes"),
        (lambda: Approval.objects.filter(position=0).update(facts="{}"), "hashes"),
        (lambda: Approval.objects.filter(position=0).update(decision="denied"), "decisions"),
        (lambda: CurriculumVersion.objects.update(rules={}), "rules"),
        (lambda: Credential.objects.update(document=b"{}"), "document"),
    ],
)
def test_what_was_changed_behind_is_found(credential: Credential, forge, code: str) -> None:
    forge()
    if code == "hashes" and Approval.objects.filter(facts="{}").exists():
        facts = '{"decided_by":"0"}'
        Approval.objects.filter(facts="{}").update(facts=facts)
    credential.refresh_from_db()
    assert code in failed(credential)
    with pytest.raises(SystemExit) as stop:
        call_command("trace_credential", str(credential.pk), stdout=StringIO())
    assert stop.value.code == 1
    page = as_role(Role.STAFF).get(f"/console/trace/{credential.pk}/?lang=en").content.decode()
    assert "Something does not fit" in page


def test_results_that_changed_since_are_told_and_are_no_fault(credential: Credential) -> None:
    CourseResult.objects.filter(course__code="SSD101").update(score=70)
    assert failed(credential) == ["results"]
    assert trace(credential.pk).is_whole


def test_a_badge_without_a_case_has_no_trace(credential: Credential) -> None:
    other = badges.issued_credential(badges.achievement_version("OTHER"))
    auditor = as_role(Role.AUDITOR)
    assert auditor.get(f"/console/trace/{other.pk}/").status_code == 404
    assert auditor.get("/console/trace/facts/999999.json").status_code == 404
    assert auditor.get("/console/trace/", {"badge": "x"}).status_code == 200
    assert Completion.objects.count() == 1


@pytest.mark.parametrize("role", [Role.FACULTY, Role.LEARNER, Role.PARTNER])
def test_it_is_for_auditors_and_staff(credential: Credential, role: Role) -> None:
    last = Approval.objects.latest("position")
    client = as_role(role)
    for path in ("", f"{credential.pk}/", f"facts/{last.pk}.json"):
        assert client.get(f"/console/trace/{path}").status_code == 403
