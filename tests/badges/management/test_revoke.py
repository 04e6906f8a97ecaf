from __future__ import annotations

from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from badges.models import Credential, StatusList
from badges.services import verifying
from badges.services.issuance import issue_waiting
from tests.factories.badges import achievement_version, issued_credential, opened_batch

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", ["{}", "urn:uuid:{}", "https://x.example/credentials/{}"])
def test_a_credential_is_revoked_by_any_form_of_its_id(form: str) -> None:
    credential = issued_credential()
    call_command("revoke", form.format(credential.pk), "--reason", "misconduct", stdout=StringIO())
    report = verifying.verify_bytes(bytes(credential.document))
    assert report.check("status").outcome == "failed"
    current = StatusList.objects.get()
    assert current.published_revision == current.revision


def test_revoking_twice_is_an_error() -> None:
    credential = issued_credential()
    call_command("revoke", str(credential.pk), "--reason", "misconduct", stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("revoke", str(credential.pk), "--reason", "misconduct")


def test_an_unknown_reason_or_id_changes_nothing() -> None:
    credential = issued_credential()
    for arguments in ([str(credential.pk), "--reason", "whim"], ["x", "--reason", "misconduct"]):
        with pytest.raises(CommandError):
            call_command("revoke", *arguments)
    credential.refresh_from_db()
    assert credential.state == "issued"


def test_a_batch_is_revoked_when_its_count_is_said() -> None:
    version = achievement_version()
    batch = opened_batch(version, 3)
    issue_waiting(limit=3, worker="test")
    neighbour = issued_credential(version)
    told = StringIO()
    for count in ([], ["--count", "2"]):
        with pytest.raises(CommandError, match="--count 3"):
            call_command("revoke", "--batch", str(batch.pk), "--reason", "superseded", *count)
    assert not Credential.objects.filter(state="revoked").exists()
    options = ["--batch", str(batch.pk), "--count", "3", "--reason", "superseded"]
    call_command("revoke", *options, stdout=told)
    assert told.getvalue().startswith("3 credentials are revoked")
    revoked = Credential.objects.filter(state="revoked")
    assert {each.request.batch_id for each in revoked} == {batch.pk}
    neighbour.refresh_from_db()
    assert neighbour.state == "issued"
    with pytest.raises(CommandError, match="no batch"):
        call_command("revoke", *options)


def test_a_file_is_revoked_whole_or_not_at_all(tmp_path: Path) -> None:
    version = achievement_version()
    first, second = issued_credential(version), issued_credential(version)
    file = tmp_path / "ids.txt"
    options = ["--file", str(file), "--count", "2", "--reason", "superseded"]
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("revoke", *options)
    for wrong in ("no-id", str(uuid4())):
        file.write_text(f"{first.pk}\n{second.pk}\n{wrong}\n")
        with pytest.raises(CommandError, match="Nothing was revoked"):
            call_command("revoke", *options)
    assert not Credential.objects.filter(state="revoked").exists()
    file.write_text(
        f"\ufeff{first.pk}\r\nhttps://x.example/credentials/{second.pk}\r\n{first.pk}\n"
    )
    call_command("revoke", *options, stdout=StringIO())
    assert Credential.objects.filter(state="revoked").count() == 2
