from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from badges import openbadges
from badges.adapters import keystore, storage
from badges.enums import ArtefactKind
from badges.models import Credential, IssuanceRequest, Notice
from badges.openbadges import strict_json
from badges.rules import LEASE, MAX_ATTEMPTS
from badges.services import failing, issuance, storing, verifying
from badges.services.claiming import claim
from badges.services.issuance import issue_waiting
from badges.services.minting import mint
from badges.services.requeueing import requeue
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from learners.models import Consent
from tests.factories.badges import (
    achievement_version,
    award,
    issued_credential,
    learner,
    waiting_request,
)

pytestmark = pytest.mark.django_db


def let_leases_run_out() -> None:
    past = clock.now() - dt.timedelta(seconds=1)
    IssuanceRequest.objects.filter(state="claimed").update(leased_until=past)


def test_a_waiting_request_becomes_a_credential_that_verifies() -> None:
    credential = issued_credential()
    report = verifying.verify_bytes(bytes(credential.document))
    assert report.verdict == "verified", [(c.id, c.outcome, c.code) for c in report.checks]
    assert AuditEvent.objects.filter(
        action="credential.issued", subject_id=str(credential.pk)
    ).exists()
    assert audit.verify_chain() == []


def test_the_image_carries_the_stored_bytes() -> None:
    credential = issued_credential()
    image = storing.artefact_bytes(credential, ArtefactKind.PNG)
    assert openbadges.unbake(image) == bytes(credential.document)


def test_a_lost_image_is_made_again_identical() -> None:
    credential = issued_credential()
    artefact = credential.artefacts.get()
    before = storing.artefact_bytes(credential, ArtefactKind.PNG)
    default_storage.delete(artefact.file.name)
    assert storing.artefact_bytes(credential, ArtefactKind.PNG) == before
    assert default_storage.exists(artefact.file.name)


def test_a_damaged_image_is_made_again_and_not_served() -> None:
    credential = issued_credential()
    before = storing.artefact_bytes(credential, ArtefactKind.PNG)
    name = credential.artefacts.get().file.name
    Path(default_storage.path(name)).write_bytes(before[: len(before) // 2])
    assert storing.artefact_bytes(credential, ArtefactKind.PNG) == before
    assert storage.read(name) == before


def test_the_credential_says_who_what_when_and_how_well() -> None:
    document = strict_json.loads_object(bytes(issued_credential().document))
    subject = document["credentialSubject"]
    assert document["awardedDate"].startswith("2026-02-20")
    assert subject["identifier"][0]["identityHash"] == "홍길동 (HONG Gildong)"
    assert subject["result"][0]["value"] == "82.5"
    levels = subject["achievement"]["resultDescription"][0]["rubricCriterionLevel"]
    names = {level["id"]: level["name"] for level in levels}
    assert names[subject["result"][0]["achievedLevel"]] == "실무 (Practitioner)"


def test_a_learner_who_keeps_the_name_off_is_not_named() -> None:
    person = learner()
    Consent.objects.create(
        learner=person, purpose="name_on_credential", text_version="1", given=False
    )
    text = bytes(issued_credential(learner=person).document).decode()
    assert "홍길동" not in text
    assert "emailAddress" in text


def test_the_address_is_hashed_with_a_salt_of_its_own() -> None:
    version = achievement_version()
    one, other = (
        issued_credential(version, learner=learner(email=email)) for email in ("a@b.example", "")
    )
    assert "a@b.example" not in bytes(one.document).decode()
    assert one.frozen["salt"] != other.frozen["salt"]


def test_two_claims_never_share_a_row() -> None:
    version = achievement_version()
    for _ in range(5):
        waiting_request(version)
    first, second = claim(3, lease="one"), claim(3, lease="two")
    assert (len(first), len(second)) == (3, 2)
    assert not {row.pk for row in first} & {row.pk for row in second}


def test_a_dead_workers_rows_are_claimed_again_when_the_lease_runs_out() -> None:
    row = waiting_request()
    assert claim(1, lease="dead")
    assert claim(1, lease="next") == []
    let_leases_run_out()
    assert [each.pk for each in claim(1, lease="next")] == [row.pk]
    assert dt.timedelta(0) < LEASE


def test_a_crash_after_mint_makes_the_same_credential() -> None:
    row = waiting_request()
    minted = mint(claim(1, lease="dead"))[0]
    let_leases_run_out()
    issue_waiting(limit=5, worker="next")
    credential = Credential.objects.get(request=row)
    assert credential.pk == minted.pk
    assert credential.status_index == minted.status_index
    assert credential.minted_at == minted.minted_at
    assert credential.state == "issued"


def test_whoever_lost_the_lease_stores_nothing() -> None:
    version = achievement_version()
    waiting_request(version)
    credential = mint(claim(1, lease="slow"))[0]
    made, left = issuance._make_all([credential], lease="slow")
    assert (len(made), left) == (1, [])
    let_leases_run_out()
    claim(1, lease="quick")
    storing.store(made, lease="slow")
    credential.refresh_from_db()
    assert credential.state == "minted"
    assert not credential.artefacts.exists()


def test_interactive_requests_overtake_a_batch() -> None:
    version = achievement_version()
    batch_row = waiting_request(version)
    IssuanceRequest.objects.filter(pk=batch_row.pk).update(priority=10)
    urgent = waiting_request(version)
    assert [row.pk for row in claim(1, lease="one")] == [urgent.pk]


def test_a_row_that_cannot_be_built_fails_alone_and_says_why() -> None:
    version = achievement_version()
    bad = waiting_request(version, award=award(score="140"))
    good = waiting_request(version)
    issue_waiting(limit=10, worker="test")
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (good.state, bad.state) == ("issued", "failed")
    assert bad.error_code
    assert bad.error_message
    assert AuditEvent.objects.filter(action="issuance.failed", subject_id=str(bad.pk)).exists()


def test_a_failed_request_keeps_its_index_when_it_is_tried_again() -> None:
    version = achievement_version()
    row = waiting_request(version, award=award(score="140"))
    issue_waiting(limit=10, worker="test")
    index = Credential.objects.get(request=row).status_index
    IssuanceRequest.objects.filter(pk=row.pk).update(award=award(score="40").to_json())
    assert requeue(actor=SYSTEM) == 1
    issue_waiting(limit=10, worker="test")
    credential = Credential.objects.get(request=row)
    assert (credential.state, credential.status_index) == ("issued", index)


def test_without_its_private_key_a_row_waits_for_it_and_says_so() -> None:
    row = waiting_request()
    key = row.achievement.issuer.signing_keys.get()
    file = Path(settings.KEYSTORE_ROOT) / f"{key.name}.key"
    hidden = file.rename(file.with_suffix(".away"))
    keystore._load.cache_clear()
    try:
        issue_waiting(limit=1, worker="test")
    finally:
        hidden.rename(file)
    row.refresh_from_db()
    assert (row.state, row.error_code) == ("requested", "private_key_missing")
    assert (row.attempts, row.delays) == (0, 1)
    IssuanceRequest.objects.update(not_before=clock.now())
    issue_waiting(limit=1, worker="test")
    row.refresh_from_db()
    assert row.state == "issued"


def test_a_request_that_takes_its_worker_down_each_time_is_put_aside() -> None:
    row = waiting_request()
    for _ in range(MAX_ATTEMPTS):
        assert claim(1, lease="dies")
        let_leases_run_out()
    assert claim(1, lease="next") == []
    assert failing.give_up_on_poison() == 1
    row.refresh_from_db()
    assert (row.state, row.error_code) == ("failed", "worker_lost")


def test_a_storage_outage_is_waited_for_without_end(settings: object, tmp_path: Path) -> None:
    version = achievement_version()
    row = waiting_request(version)
    folder = Path(settings.MEDIA_ROOT) / "artefacts"  # type: ignore[attr-defined]
    away = folder.rename(tmp_path / "artefacts") if folder.exists() else None
    folder.write_text("a file where the folder should be")
    try:
        for delays in range(1, MAX_ATTEMPTS + 4):
            assert issue_waiting(limit=1, worker="test") == 1
            row.refresh_from_db()
            assert (row.state, row.attempts, row.delays) == ("requested", 0, delays)
            pause = row.not_before - clock.now()
            assert pause <= dt.timedelta(minutes=5)
            IssuanceRequest.objects.update(not_before=clock.now())
    finally:
        folder.unlink()
        if away:
            away.rename(folder)
    issue_waiting(limit=1, worker="test")
    row.refresh_from_db()
    assert row.state == "issued"


def test_a_poisonous_row_takes_no_neighbour_with_it() -> None:
    version = achievement_version()
    good = [waiting_request(version) for _ in range(3)]
    bad = waiting_request(version)
    # Without a date, minting stops for the whole claim.
    IssuanceRequest.objects.filter(pk=bad.pk).update(award={})
    assert issue_waiting(limit=10, worker="test") == 4
    bad.refresh_from_db()
    assert (bad.state, bad.error_code) == ("failed", "unexpected")
    for row in good:
        row.refresh_from_db()
    assert {row.state for row in good} == {"issued"}


def test_what_the_database_refuses_for_one_row_is_tried_again_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    version = achievement_version()
    good, bad = waiting_request(version), waiting_request(version)
    real = storing.Artefact

    def too_long(**fields: object) -> object:
        is_bad = fields["credential"].request_id == bad.pk  # type: ignore[attr-defined]
        return real(**(fields | {"sha256": None} if is_bad else fields))

    monkeypatch.setattr(storing, "Artefact", too_long)
    monkeypatch.setattr(too_long, "objects", real.objects, raising=False)
    issue_waiting(limit=10, worker="test")
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state, bad.error_code) == ("issued", "requested", "database")
    assert (bad.attempts, bad.delays) == (1, 0)


def test_who_lost_the_lease_does_not_fail_the_row_of_the_next() -> None:
    row = waiting_request(achievement_version(), award=award(score="140"))
    credential = mint(claim(1, lease="slow"))[0]
    let_leases_run_out()
    claim(1, lease="quick")
    assert issuance._make_all([credential], lease="slow") == ([], [])
    row.refresh_from_db()
    assert (row.state, row.leased_by) == ("claimed", "quick")


def test_issuing_notes_one_notice_a_credential() -> None:
    credential = issued_credential()
    assert list(Notice.objects.values_list("credential", "kind")) == [(credential.pk, "issued")]
