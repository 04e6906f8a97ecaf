"""What the fault run looks for, it finds: each fault is made by hand here."""

from __future__ import annotations

from pathlib import Path

import pytest

from badges.models import Credential, Notice
from badges.services import publishing
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version, issued_credential, waiting_request
from tests.faults import evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def credential() -> Credential:
    return issued_credential(achievement_version())


def served(url: str) -> bytes:
    found = publishing.own_document(url)
    assert found is not None
    return found


def image_of(credential: Credential) -> Path:
    return Path(credential.artefacts.get().file.path)


def test_a_sound_credential_leaves_nothing_to_say(credential: Credential) -> None:
    Notice.objects.update(sent_at=credential.issued_at)
    assert list(evidence.one_credential_a_request(1)) == []
    assert list(evidence.every_status_index_unique()) == []
    assert list(evidence.every_credential_verifies(served)) == []
    assert list(evidence.nobody_told_twice(1, [credential.learner.email])) == []
    assert list(evidence.audit_trail_whole(1)) == []


def test_a_row_that_waits_is_stuck(credential: Credential) -> None:
    waiting_request(credential.version)
    assert any("not 2 issued" in said for said in evidence.one_credential_a_request(2))


def test_a_damaged_image_is_found(credential: Credential) -> None:
    file = image_of(credential)
    file.write_bytes(file.read_bytes()[:-40])
    try:
        said = " ".join(faults())
        assert "not the one that was stored" in said
        assert "cannot be read" in said
    finally:
        file.unlink()


def test_a_document_that_is_not_the_one_in_the_image_is_found(credential: Credential) -> None:
    data = bytes(credential.document) + b" "
    Credential.objects.update(document=data)
    assert any("carries another document" in said for said in faults())


def test_a_revoked_credential_does_not_verify(credential: Credential) -> None:
    list_of = credential.status_list
    Credential.objects.update(
        state="revoked", revoked_at=credential.issued_at, revocation_reason="other"
    )
    type(list_of).objects.update(revision=list_of.revision + 1)
    assert any(said.partition(": ")[2].startswith("invalid") for said in faults())


def test_who_is_told_twice_is_found(credential: Credential) -> None:
    Notice.objects.update(sent_at=credential.issued_at)
    (said,) = evidence.nobody_told_twice(1, 2 * [credential.learner.email])
    assert credential.learner.email in said


def test_a_mail_that_waits_is_found(credential: Credential) -> None:
    assert list(evidence.nobody_told_twice(1, [])) == ["1 notices wait still"]


def test_an_event_that_is_missing_is_found(credential: Credential) -> None:
    AuditEvent.objects.filter(action="credential.issued").update(action="credential.shown")
    assert any("changed after it was written" in said for said in evidence.audit_trail_whole(1))
    assert any("say credential.issued" in said for said in evidence.audit_trail_whole(1))


def faults() -> list[str]:
    return list(evidence.every_credential_verifies(served))
