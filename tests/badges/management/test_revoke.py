from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from badges.models import StatusList
from badges.services import verifying
from tests.factories.badges import issued_credential

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
