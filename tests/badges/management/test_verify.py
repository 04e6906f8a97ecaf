"""`verify FILE|URL|-`: exit 0 verified, 1 not valid, 2 could not be checked."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from badges.enums import ArtefactKind, RevocationReason
from badges.services import sharing
from badges.services.revoking import revoke
from badges.services.storing import artefact_bytes
from credcenter.kernel.audit import SYSTEM
from tests.badges.strangers import FORMS
from tests.factories.badges import issued_credential

pytestmark = pytest.mark.django_db


def run(*arguments):
    """The exit code, and what was printed."""
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify", *arguments, stdout=out, stderr=out)
    return ended.value.code, out.getvalue()


@pytest.fixture
def credential():
    return issued_credential()


@pytest.fixture
def png(credential, tmp_path):
    file = tmp_path / "badge.png"
    file.write_bytes(artefact_bytes(credential, ArtefactKind.PNG))
    return str(file)


def test_good_file_is_verified(png):
    code, printed = run(png)
    assert (code, printed.splitlines()[-1]) == (0, "verified")


@pytest.mark.parametrize("form", FORMS)
def test_file_in_every_form_is_verified(tmp_path, known_stranger, form):
    file = tmp_path / "badge"
    file.write_bytes(FORMS[form]())
    assert run(str(file))[0] == 0


def test_jwt_comes_by_standard_input(known_stranger, monkeypatch):
    stdin = SimpleNamespace(buffer=io.BytesIO(FORMS["jwt"]() + b"\n"))
    monkeypatch.setattr("sys.stdin", stdin)
    assert run("-")[0] == 0


def test_report_comes_as_json(png):
    code, printed = run(png, "--json")
    report = json.loads(printed)
    assert (code, report["verdict"], report["format"]) == (0, "verified", "png")
    assert report["credential"]["type"]


def test_revoked_and_other_peoples_badges_are_not_valid(png, credential):
    assert run(png, "--recipient", "other@example.org")[0] == 1
    revoke([credential], reason=RevocationReason.OTHER, note="x", actor=SYSTEM)
    assert run(png)[0] == 1


def test_standard_input_and_addresses_are_read(credential, monkeypatch, settings):
    stdin = SimpleNamespace(buffer=io.BytesIO(bytes(credential.document)))
    monkeypatch.setattr("sys.stdin", stdin)
    assert run("-")[0] == 0
    sharing.publish(credential, actor=SYSTEM)
    assert run(f"{settings.CREDCENTER_BASE_URL}/credentials/{credential.pk}")[0] == 0


@pytest.mark.parametrize("content", [b"", b"x", b"{}", b"\x89PNG\r\n\x1a\n", b"0" * 11_000_000])
def test_what_is_no_badge_could_not_be_checked(tmp_path, content):
    file = tmp_path / "file"
    file.write_bytes(content)
    code, printed = run(str(file), "--json")
    assert code == 2
    assert json.loads(printed)["detail"]


@pytest.mark.parametrize("source", ["/no/such/file", "http://169.254.169.254/", "/"])
def test_what_cannot_be_had_could_not_be_checked(source):
    assert run(source)[0] == 2
