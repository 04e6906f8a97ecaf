from __future__ import annotations

import pytest

from badges.enums import ArtefactKind, RevocationReason
from badges.models import Credential, StatusList
from badges.openbadges import status_list, strict_json
from badges.services import revoking, status_publishing, storing, verifying
from badges.services.revoking import revoke
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict, InvalidInput
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version, issued_credential

pytestmark = pytest.mark.django_db

MISCONDUCT = RevocationReason.MISCONDUCT


def status_check(credential: Credential) -> str:
    image = storing.artefact_bytes(credential, ArtefactKind.PNG)
    return verifying.verify_bytes(image).check("status").outcome


def test_the_same_image_verifies_before_and_is_revoked_after() -> None:
    credential = issued_credential()
    assert status_check(credential) == "passed"
    revoke([credential], reason=MISCONDUCT, note="표절", actor=SYSTEM)
    assert status_check(credential) == "failed"
    event = AuditEvent.objects.get(action="credential.revoked")
    assert (event.reason, event.details) == ("표절", {"reason": "misconduct"})


def test_the_neighbours_of_a_revoked_credential_stay_valid() -> None:
    version = achievement_version()
    credentials = [issued_credential(version) for _ in range(4)]
    revoke(credentials[1:2], reason=MISCONDUCT, note="", actor=SYSTEM)
    assert [status_check(each) for each in credentials] == ["passed", "failed", "passed", "passed"]


def test_the_list_has_exactly_the_revoked_bits() -> None:
    version = achievement_version()
    credentials = [issued_credential(version) for _ in range(3)]
    revoke(credentials[:2], reason=MISCONDUCT, note="", actor=SYSTEM)
    document, _tag = status_publishing.current_document(credentials[0].status_list_id)
    encoded = strict_json.loads_object(document)["credentialSubject"]["encodedList"]
    bits = status_list.decode(encoded)
    assert sum(byte.bit_count() for byte in bits) == 2
    assert all(status_list.is_set(bits, c.status_index) for c in credentials[:2])


def test_one_that_is_not_valid_stops_the_whole_revocation() -> None:
    version = achievement_version()
    first, second = issued_credential(version), issued_credential(version)
    revoke([first], reason=MISCONDUCT, note="", actor=SYSTEM)
    before = AuditEvent.objects.count(), StatusList.objects.get().revision
    with pytest.raises(Conflict):
        revoke([second, first], reason=MISCONDUCT, note="", actor=SYSTEM)
    second.refresh_from_db()
    assert second.state == "issued"
    assert (AuditEvent.objects.count(), StatusList.objects.get().revision) == before


def test_many_go_in_several_statements_all_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revoking, "AT_ONCE", 2)
    version = achievement_version()
    rows = [issued_credential(version) for _ in range(5)]
    revoke(rows[4:], reason=MISCONDUCT, note="", actor=SYSTEM)
    with pytest.raises(Conflict):
        revoke(rows, reason=MISCONDUCT, note="", actor=SYSTEM)
    assert set(
        Credential.objects.filter(pk__in=[each.pk for each in rows[:4]]).values_list(
            "state", "request__state"
        )
    ) == {("issued", "issued")}
    revoke(rows[:4], reason=MISCONDUCT, note="", actor=SYSTEM)
    assert set(Credential.objects.values_list("state", "request__state")) == {("revoked", "ended")}


def test_another_reason_needs_a_note() -> None:
    credential = issued_credential()
    with pytest.raises(InvalidInput):
        revoke([credential], reason=RevocationReason.OTHER, note="  ", actor=SYSTEM)
    credential.refresh_from_db()
    assert credential.state == "issued"


def test_after_a_revocation_the_learner_can_earn_it_anew() -> None:
    credential = issued_credential()
    revoke([credential], reason=RevocationReason.ISSUED_IN_ERROR, note="", actor=SYSTEM)
    again = issued_credential(credential.version, learner=credential.learner)
    assert again.pk != credential.pk
    assert status_check(again) == "passed"
    assert status_check(credential) == "failed"
