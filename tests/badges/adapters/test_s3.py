"""The file storage in a bucket: badges are issued into it, and wait while it is away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from badges.adapters import drafts, storage
from badges.enums import ArtefactKind
from badges.models import IssuanceRequest
from badges.services import storing, verifying
from badges.services.issuance import issue_waiting
from credcenter.kernel import clock
from credcenter.kernel.errors import TransientError
from credcenter.settings.storage import storage_at
from tests.factories.badges import achievement_version, issued_credential, opened_batch
from tests.support.s3_server import KEY, S3Server


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    found = S3Server()
    found.start()
    yield found
    found.stop()


@pytest.fixture
def bucket(server: S3Server, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    """The storage of this test, by settings alone."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", KEY)
    settings.STORAGES = settings.STORAGES | {"default": storage_at(server.address)}
    storage.read_artwork.cache_clear()
    yield server
    storage.read_artwork.cache_clear()
    server.empty()


def test_files_are_kept_replaced_and_read(bucket: S3Server) -> None:
    storage.keep("a/1.png", b"old")
    storage.keep_many([(f"a/{n}.png", bytes([n])) for n in range(20)])
    assert storage.read("a/1.png") == bytes([1])
    assert storage.read("a/20.png") is None
    assert sorted(bucket.names()) == sorted(f"centre/a/{n}.png" for n in range(20))


def test_drafts_are_found_by_their_age(bucket: S3Server) -> None:
    name = drafts.keep(b"roster")
    assert drafts.read(name) == b"roster"
    assert drafts.discard_older_than(dt.timedelta(hours=1)) == 0
    assert drafts.discard_older_than(dt.timedelta(seconds=-5)) == 1
    drafts.discard(name)
    assert (drafts.read(name), bucket.names()) == (None, [])


@pytest.mark.django_db
def test_a_badge_is_issued_into_the_bucket(bucket: S3Server) -> None:
    credential = issued_credential()
    name = f"centre/{credential.artefacts.get().file.name}"
    assert name in bucket.names()
    image = storing.artefact_bytes(credential, ArtefactKind.PNG)
    assert verifying.verify_bytes(image).check("proof").outcome == "passed"
    bucket.empty()
    assert storing.artefact_bytes(credential, ArtefactKind.PNG) == image
    assert bucket.names() == [name]


@pytest.mark.django_db
def test_rows_wait_for_a_bucket_that_is_away(bucket: S3Server) -> None:
    version = achievement_version()
    rows = opened_batch(version, 3).issuance_requests
    # A worker has the artwork in memory: it is the badges that cannot be written.
    storage.read_artwork(version.artwork.name)
    bucket.stop()
    for delays in (1, 2):
        assert issue_waiting(limit=3, worker="test") == 3
        # Not one of them is put aside, and it was no try of theirs.
        seen = set(rows.values_list("state", "attempts", "delays", "error_code"))
        assert seen == {("requested", 0, delays, "storage_away")}
        rows.update(not_before=clock.now())
    with pytest.raises(TransientError):
        drafts.keep(b"x")
    bucket.start()
    assert issue_waiting(limit=3, worker="test") == 3
    assert set(rows.values_list("state", flat=True)) == {"issued"}
    assert len(bucket.names()) == 3


@pytest.mark.django_db
def test_rows_wait_for_a_bucket_that_is_not_there(bucket: S3Server, settings: Any) -> None:
    version = achievement_version()
    opened_batch(version, 1)
    gone = storage_at(bucket.address.replace("s3://badges", "s3://gone"))
    settings.STORAGES = settings.STORAGES | {"default": gone}
    with pytest.raises(TransientError):
        storage.read("a/1.png")
    assert issue_waiting(limit=1, worker="test") == 1
    assert IssuanceRequest.objects.get().error_code == "storage_away"


@pytest.mark.parametrize(
    "address",
    [
        "s3:///prefix",
        "ftp://bucket",
        "s3://key:secret@bucket",
        "s3://b?endpoint=host",
        "s3://b?acl=public",
    ],
)
def test_an_address_that_is_none_stops_the_start(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="CREDCENTER_STORAGE"):
        storage_at(address)


def test_an_address_says_bucket_prefix_server_and_region() -> None:
    found = storage_at("s3://bucket/a/b/?endpoint=https://s3.x.example&region=kr-1")["OPTIONS"]
    assert (found["bucket_name"], found["location"], found["region_name"]) == (
        "bucket",
        "a/b",
        "kr-1",
    )
    assert (found["endpoint_url"], found["addressing_style"]) == ("https://s3.x.example", "path")
    assert "endpoint_url" not in storage_at("s3://bucket")["OPTIONS"]
