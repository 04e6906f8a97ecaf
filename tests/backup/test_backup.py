"""Backup, wipe, restore: every credential verifies again, the audit trail is whole, and the centre goes on issuing."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from badges.adapters import keystore
from badges.enums import ArtefactKind, KeyKind
from badges.models import Credential
from badges.selectors.issuers import the_issuer
from badges.services.rotating import rotate
from badges.services.storing import artefact_bytes
from credcenter.backup.archive import MANIFEST
from credcenter.kernel.audit import SYSTEM, verify_chain
from tests.factories.badges import achievement_version, issued_credential

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folders(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Keys and files of its own, which a test may throw away."""
    settings.KEYSTORE_ROOT = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "files"
    keystore._load.cache_clear()
    yield tmp_path
    keystore._load.cache_clear()


def said(*words: str | Path) -> str:
    answer = StringIO()
    call_command(*map(str, words), stdout=answer, stderr=answer)
    return answer.getvalue()


def wipe(folders: Path) -> None:
    """An empty machine with the same settings."""
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=False)
    for name in ("keys", "files"):
        shutil.rmtree(folders / name)
    keystore._load.cache_clear()


def test_all_of_it_comes_back_on_an_empty_machine(folders: Path) -> None:
    version = achievement_version()
    old = issued_credential(version)
    rotate(the_issuer(), kind=KeyKind.ED25519, reason="yearly", actor=SYSTEM)
    new = issued_credential(version)
    png = artefact_bytes(new, ArtefactKind.PNG)
    said("revoke", str(old.pk), "--reason", "issued_in_error")
    rows = {each.pk: bytes(each.document) for each in Credential.objects.all()}
    backup = folders / "centre.backup"
    assert "2 keys" in said("backup", backup)
    assert backup.stat().st_mode & 0o777 == 0o600
    wipe(folders)
    assert "2 keys" in said("restore", backup)
    assert {each.pk: bytes(each.document) for each in Credential.objects.all()} == rows
    assert said("verify_stored").strip() == "2 credentials verified, 0 not as they should be."
    assert verify_chain() == []
    # A baked badge was not in it and is made again, the same.
    assert artefact_bytes(Credential.objects.get(pk=new.pk), ArtefactKind.PNG) == png
    again = issued_credential(version)
    assert again.signing_key == new.signing_key
    # What was issued after the backup has indexes that must not be given out twice.
    assert again.status_list_id != new.status_list_id
    assert said("verify_stored").startswith("3 credentials verified, 0")


def test_a_centre_at_work_is_not_overwritten(folders: Path) -> None:
    credential = issued_credential()
    said("backup", folders / "one")
    before = (Credential.objects.count(), sorted((folders / "keys").iterdir()))
    for refused in (("restore", folders / "one"), ("backup", folders / "one")):
        with pytest.raises(CommandError):
            said(*refused)
    assert (Credential.objects.count(), sorted((folders / "keys").iterdir())) == before
    assert Credential.objects.get() == credential


def changed(data: bytes, how: str) -> bytes:
    """An archive with one thing wrong."""
    if how == "cut off":
        return data[: len(data) // 2]
    if how == "no archive":
        return b"not a tar"
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(data)) as old, tarfile.open(fileobj=out, mode="w") as new:
        for info in old.getmembers():
            content = old.extractfile(info).read()  # type: ignore[union-attr]
            if how == "a bit of a key" and info.name.startswith("keys/"):
                content = content[:-3] + b"X" + content[-2:]
            if how == "another release" and info.name == MANIFEST:
                content = content.replace(b"badges.0001_", b"badges.9999_")
            if how == "another way out" and info.name == MANIFEST:
                listed = json.loads(content)
                name = next(each for each in listed["members"] if each.startswith("keys/"))
                listed["members"]["keys/../../out.key"] = listed["members"].pop(name)
                content = json.dumps(listed).encode()
            if how == "another way out" and info.name.startswith("keys/"):
                info.name = "keys/../../out.key"
            info.size = len(content)
            new.addfile(info, io.BytesIO(content))
        if how == "one too many":
            extra = tarfile.TarInfo("keys/extra.key")
            new.addfile(extra, io.BytesIO(b""))
    return out.getvalue()


def test_a_damaged_or_foreign_backup_is_refused_and_nothing_is_changed(folders: Path) -> None:
    issued_credential()
    said("backup", folders / "good")
    whole = (folders / "good").read_bytes()
    wipe(folders)
    for how in (
        "cut off", "no archive", "a bit of a key", "another release", "another way out",
        "one too many",
    ):  # fmt: skip
        bad = folders / "bad"
        bad.write_bytes(changed(whole, how))
        with pytest.raises(CommandError):
            said("restore", bad)
        assert not Credential.objects.exists(), how
        assert not (folders.parent / "out.key").exists()
    assert "1 keys" in said("restore", folders / "good")


def test_a_plain_key_does_not_leave_the_machine(folders: Path) -> None:
    credential = issued_credential()
    (folders / "keys" / f"{credential.signing_key.name}.pem").write_text("plain")
    with pytest.raises(CommandError, match="seal_keys"):
        said("backup", folders / "one")
    assert not (folders / "one").exists()


def test_the_tables_of_the_backup_are_those_of_the_database(folders: Path) -> None:
    """A table that a later app adds is in it without anybody's thinking of it."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite goes into the backup as one file")
    issued_credential()
    said("backup", folders / "one")
    with tarfile.open(folders / "one") as tar:
        names = {Path(name).name.removesuffix(".copy.gz") for name in tar.getnames()}
    assert set(connection.introspection.table_names()) - names == {
        "django_migrations",
        "django_session",
    }
