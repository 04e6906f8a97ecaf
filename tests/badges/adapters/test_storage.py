"""The file storage: whole files or none, and no path of the server in what people read."""

from __future__ import annotations

import hashlib
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage
from django.test import Client
from django.urls import reverse

from badges.adapters import drafts, storage
from badges.enums import ArtefactKind
from badges.services import sharing, storing
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import TransientError
from tests.factories.badges import achievement_version, issued_credential


@pytest.fixture(autouse=True)
def folder(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    storage.read_artwork.cache_clear()
    return tmp_path


def block(folder: Path, name: str) -> None:
    (folder / name).write_text("a file where a folder should be")


@pytest.fixture
def room_for_a_megabyte() -> Iterator[None]:
    """This process can write no longer file, as on a full disk: the first part goes through."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("room_for_a_megabyte")
def test_file_is_replaced_whole(folder: Path) -> None:
    storage.keep("a/b.png", b"old")
    with pytest.raises(TransientError):
        storage.keep("a/b.png", b"new" * 2**20)
    assert storage.read("a/b.png") == b"old"
    assert [each.name for each in (folder / "a").iterdir()] == ["b.png"]


def test_file_is_the_owners_alone(folder: Path) -> None:
    storage.keep_many([("a/one.png", b"1"), ("b/two.png", b"2")])
    assert storage.read("b/two.png") == b"2"
    assert (folder / "a" / "one.png").stat().st_mode & 0o777 == 0o600


class Elsewhere(Storage):
    """A storage that has no paths here, as S3 has none; it keeps its files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.files = FileSystemStorage(folder)

    def _save(self, name: str, content: File) -> str:
        return self.files._save(name, content)

    def _open(self, name: str, mode: str = "rb") -> File:
        return self.files._open(name, mode)

    def exists(self, name: str) -> bool:
        return self.files.exists(name)

    def delete(self, name: str) -> None:
        self.files.delete(name)


def test_storage_elsewhere_takes_several_files_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "default_storage", Elsewhere(folder / "elsewhere"))
    storage.keep("2.png", b"before")
    storage.keep_many([(f"{n}.png", bytes([n])) for n in range(20)])
    assert [storage.read(f"{n}.png") for n in range(20)] == [bytes([n]) for n in range(20)]
    block(folder, "elsewhere/a")
    with pytest.raises(TransientError):
        storage.keep_many([("3.png", b"3"), ("a/3.png", b"3")])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_people_read_names_no_path(folder: Path, language: str) -> None:
    block(folder, "artefacts")
    block(folder, drafts.FOLDER)
    for act in (
        lambda: storage.keep("artefacts/x.png", b"x"),
        lambda: storage.read("artefacts/x.png"),
        lambda: drafts.keep(b"x"),
        lambda: storage.read_artwork("artwork/0.png"),
    ):
        with pytest.raises(TransientError) as caught:
            act()
        assert str(folder) not in str(caught.value)
        assert "x.png" not in str(caught.value)
        assert caught.value.code in {"storage_away", "artwork_missing"}


@pytest.mark.django_db
def test_page_without_its_storage_says_so_and_names_no_path(folder: Path, client: Client) -> None:
    credential = issued_credential()
    sharing.publish(credential, actor=SYSTEM)
    name = credential.artefacts.get().file.name
    file = Path(default_storage.path(name))
    file.unlink()
    file.mkdir()
    answer = client.get(f"/credentials/{credential.pk}.png")
    assert answer.status_code == 503
    assert str(folder).encode() not in answer.content
    assert name.encode() not in answer.content


@pytest.mark.django_db
def test_artwork_with_other_bytes_than_its_name_says_is_not_served(client: Client) -> None:
    version = achievement_version()
    address = reverse("badges:artwork", args=[version.artwork_sha256])
    assert client.get(address).status_code == 200
    data = storage.read(version.artwork.name)
    assert data is not None
    Path(default_storage.path(version.artwork.name)).write_bytes(data[:100])
    assert client.get(address).status_code == 404
    assert storage.keep_by_content("artwork", data, suffix=".png") == version.artwork.name
    assert client.get(address).content == data


@pytest.mark.django_db
def test_image_of_another_compressor_is_made_once() -> None:
    credential = issued_credential()
    credential.artefacts.update(sha256="0" * 64)
    data = storing.artefact_bytes(credential, ArtefactKind.PNG)
    assert credential.artefacts.get().sha256 == hashlib.sha256(data).hexdigest()
