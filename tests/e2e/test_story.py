"""From a program file to a revoked badge, over HTTP, through a real worker on a real broker."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from badges import tasks
from badges.models import Credential, IssuanceRequest
from badges.services.keys import ensure_signing_key
from badges.services.waking import send
from credcenter.accounts.models import User
from credcenter.kernel import audit
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from learners.models import Learner
from learners.services.accounts import connect_account
from programs.models import Completion, CourseResult, MicroDegree, ResultImport
from tests.e2e.people import Cast, cast
from tests.support.valkey import Valkey
from tests.support.worker import Worker

EXAMPLES = Path(settings.BASE_DIR) / "examples" / "ssdo"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def upload(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (EXAMPLES / name).read_bytes())


def load_the_program(client: Client) -> None:
    preview = client.post("/console/programs/new", {"file": upload("program.yaml")})
    assert preview.status_code == 200, preview.content.decode()
    assert not MicroDegree.objects.exists()
    sent = {
        "text": (EXAMPLES / "program.yaml").read_text("utf-8"),
        "file_name": "program.yaml",
    }
    assert client.post("/console/programs/load", sent).status_code == 302


def bring_the_results(client: Client) -> None:
    micro_degree = MicroDegree.objects.get(code="SSDO-F")
    sent = {"micro_degree": micro_degree.pk, "file": upload("results.csv")}
    assert client.post("/console/results/new", sent).status_code == 302
    assert not CourseResult.objects.exists()
    page = f"/console/results/{ResultImport.objects.get().pk}/"
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 302


def approve(client: Client, completion: Completion) -> int:
    sent = {"decision": "approved", "reason": ""}
    return client.post(f"/approvals/{completion.pk}/", sent).status_code


def verify(image: bytes) -> dict[str, Any]:
    file = SimpleUploadedFile("badge.png", image, content_type="image/png")
    answer = Client().post("/api/v1/verify", {"file": file})
    assert answer.status_code == 200, answer.content
    return dict(json.loads(answer.content))


def status_of(report: dict[str, Any]) -> str:
    return str(next(check["outcome"] for check in report["checks"] if check["id"] == "status"))


def wait_for_the_badge(learner: Learner) -> Credential:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = Credential.objects.filter(learner=learner, state="issued").first()
        if found is not None:
            return found
        time.sleep(0.1)
    rows = IssuanceRequest.objects.values_list("state", "error_code", "error_message")
    raise AssertionError(list(rows))


@pytest.fixture
def people(transactional_db: None) -> Cast:
    ensure_signing_key(actor=SYSTEM)
    return cast()


@pytest.fixture
def completion(people: Cast) -> Completion:
    """A case that waits for its first approval."""
    staff = signed_in(people.staff)
    load_the_program(staff)
    bring_the_results(staff)
    learner = Learner.objects.get(student_number="2025200301")
    connect_account(learner, user=people.learner, actor=SYSTEM)
    found = Completion.objects.get(enrolment__learner=learner)
    assert found.state == "in_review"
    return found


def test_from_a_results_file_to_a_revoked_badge(
    celery_worker: Worker, people: Cast, completion: Completion
) -> None:
    learner = completion.enrolment.learner
    assert approve(signed_in(people.staff), completion) == 403, "staff handed the results in"
    assert approve(signed_in(people.department), completion) == 302
    assert approve(signed_in(people.department), completion) == 409, "nobody decides twice"
    assert not IssuanceRequest.objects.exists()
    assert approve(signed_in(people.centre), completion) == 302

    credential = wait_for_the_badge(learner)
    holder = signed_in(people.learner)
    assert str(credential.pk) in holder.get("/wallet").content.decode()
    image = holder.get(f"/credentials/{credential.pk}.png").content
    document = json.loads(holder.get(f"/credentials/{credential.pk}.json").content)
    assert Client().get(f"/credentials/{credential.pk}.json").status_code == 404

    facts = completion.approvals.latest("position").facts_sha256
    assert facts in document["evidence"][0]["description"]
    report = verify(image)
    assert (report["verdict"], status_of(report)) == ("verified", "passed")
    assert report["credential"] == document

    sent = {"id": str(credential.pk), "reason": "result_corrected", "note": "성적 정정"}
    sent |= {"is_confirmed": "on"}
    assert signed_in(people.staff).post("/console/credentials/revoke", sent).status_code == 302
    report = verify(image)
    assert (report["verdict"], status_of(report)) == ("invalid", "failed")
    assert "성적 정정" not in json.dumps(report, ensure_ascii=False)

    assert audit.verify_chain() == []
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"credential.issued", "credential.revoked", "issuance.requested"} <= actions


def test_approving_works_while_the_broker_is_down_and_issuing_catches_up(
    celery_worker: Worker, valkey_server: Valkey, people: Cast, completion: Completion
) -> None:
    valkey_server.stop()
    assert approve(signed_in(people.department), completion) == 302
    last = signed_in(people.centre)
    sent = {"decision": "approved", "reason": ""}
    page = last.post(f"/approvals/{completion.pk}/", sent, follow=True).content.decode()
    assert "발급 서비스" in page, "the page says that issuing waits"
    assert IssuanceRequest.objects.get().state == "requested"
    valkey_server.start()
    wake_like_the_beat()
    assert wait_for_the_badge(completion.enrolment.learner).state == "issued"


def wake_like_the_beat() -> None:
    """What the beat sends every ten seconds."""
    end = time.monotonic() + 30
    while not send(tasks.sweep, queue="default"):
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_denied_case_gets_no_badge(people: Cast, completion: Completion) -> None:
    client = signed_in(people.department)
    page = f"/approvals/{completion.pk}/"
    assert client.post(page, {"decision": "denied", "reason": " "}).status_code == 400
    assert completion.approvals.count() == 0
    assert client.post(page, {"decision": "denied", "reason": "중복 이수"}).status_code == 302
    completion.refresh_from_db()
    assert completion.state == "denied"
    assert not IssuanceRequest.objects.exists()
