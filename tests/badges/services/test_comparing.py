"""When the canonical form by shape is wrong, nothing of the batch is stored and a person is called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from badges.models import AchievementVersion, Credential, IssuanceBatch, IssuanceRequest
from badges.openbadges import canonical
from badges.services import batches, comparing
from badges.services.issuance import issue_waiting
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version, issued_credential, waiting_request
from tests.factories.badges import opened_batch as batch_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> Iterator[AchievementVersion]:
    """A version whose shape is known, and known to be right; nothing of it was compared by this process."""
    canonical._SIGNED.clear()
    found = achievement_version()
    issued_credential(found)
    comparing._compared.clear()
    yield found
    canonical._SIGNED.clear()
    comparing._compared.clear()


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the credentials that pyld is asked about; nothing by chance."""
    asked: list[str] = []

    def fully(document: dict[str, Any], **options: Any) -> str:
        if "credentialSubject" in document:
            asked.append(document["id"])
        return canonicalize_fully(document, **options)

    canonicalize_fully = canonical.canonicalize_fully
    monkeypatch.setattr(canonical, "canonicalize_fully", fully)
    monkeypatch.setattr(comparing, "SHARE", 0.0)
    return asked


def test_the_first_of_each_batch_is_compared_and_others_by_chance(
    version: AchievementVersion, compared: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch_of(version, 4), batch_of(version, 4)
    assert issue_waiting(limit=5, worker="test") == 5
    assert len(compared) == 2
    assert issue_waiting(limit=1, worker="test") == 1
    assert len(compared) == 2
    monkeypatch.setattr(comparing, "SHARE", 1.0)
    assert issue_waiting(limit=9, worker="test") == 2
    assert len(compared) == 4


def test_a_difference_that_comes_later_is_found_by_chance(
    version: AchievementVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage_known_shapes()
    batch = batch_of(version, 2)
    # As if its first one had been sound.
    comparing._compared.add((batch.pk, version.pk))
    monkeypatch.setattr(comparing, "SHARE", 1.0)
    assert issue_waiting(limit=1, worker="test") == 1
    batch.refresh_from_db()
    assert (batch.state, batch.stop_code) == ("paused", "canonical_difference")


def damage_known_shapes() -> None:
    """As a fault of the short way would: a word of the quads is another, in what is signed and in the self-check."""
    right, wrong = b"#achievementType>", b"#achievementTyqe>"
    damaged = 0
    for shape in canonical._SIGNED._shapes.values():
        for entry in shape.entries.values():
            form = entry.writer._form
            parts = form.template._quads._text._parts
            parts[:] = [part.replace(right, wrong) for part in parts]
            lines = [
                tuple(
                    piece.replace(right, wrong) if isinstance(piece, bytes) else piece
                    for piece in line
                )
                for line in form.lines
            ]
            damaged += lines != list(form.lines)
            # The template of a series is made of these.
            object.__setattr__(form, "lines", tuple(lines))
    assert damaged


def test_a_difference_stops_the_batch_and_stores_nothing(
    version: AchievementVersion, caplog: pytest.LogCaptureFixture
) -> None:
    damage_known_shapes()
    bad, loose = batch_of(version, 3), waiting_request(version)
    # The request of no batch is urgent, and claimed alone.
    assert [issue_waiting(limit=9, worker="test") for _ in range(3)] == [1, 3, 0]
    loose.refresh_from_db()
    assert (loose.state, loose.error_code) == ("failed", "canonical_difference")
    bad.refresh_from_db()
    assert (bad.state, bad.stop_code) == ("paused", "canonical_difference")
    rows = bad.issuance_requests.values_list("state", "attempts", "leased_by")
    assert set(rows) == {("requested", 0, "")}
    assert not Credential.objects.exclude(document_sha256="").exclude(request__state="issued")
    assert AuditEvent.objects.filter(action="batch.stopped", subject_id=str(bad.pk)).exists()
    assert "canonical_difference" in caplog.text


def test_after_the_fault_is_mended_the_same_credentials_are_issued(
    version: AchievementVersion,
) -> None:
    damage_known_shapes()
    batch = batch_of(version, 2)
    issue_waiting(limit=9, worker="test")
    minted = set(Credential.objects.filter(state="minted").values_list("pk", "status_index"))
    assert len(minted) == 2
    canonical._SIGNED.clear()
    batches.resume(batch.pk, actor=SYSTEM)
    assert issue_waiting(limit=9, worker="test") == 2
    assert IssuanceBatch.objects.get(pk=batch.pk).state == "finished"
    issued = Credential.objects.filter(request__batch=batch, state="issued")
    assert set(issued.values_list("pk", "status_index")) == minted
    assert not IssuanceRequest.objects.exclude(state="issued").exists()
