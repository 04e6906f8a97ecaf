from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from badges.enums import FlagKind
from badges.models import Credential, CredentialFlag
from badges.services.flagging import clear_flag, raise_flags
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict, InvalidInput
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version, issued_credential

pytestmark = pytest.mark.django_db

CHANGED = FlagKind.RESULTS_CHANGED
DETAILS = {"completion": 7, "course": "SSD101", "before": "90", "after": "61"}


def events() -> list[tuple[str, str]]:
    rows = AuditEvent.objects.filter(action__startswith="credential.flag").order_by("id")
    return list(rows.values_list("action", "subject_id"))


def test_flagged_credentials_stay_valid_and_the_trail_names_them() -> None:
    version = achievement_version()
    credentials = [issued_credential(version) for _ in range(2)]
    flags = raise_flags(credentials, kind=CHANGED, details=DETAILS, actor=SYSTEM)
    assert {flag.credential_id for flag in flags} == {each.pk for each in credentials}
    assert set(events()) == {("credential.flagged", str(each.pk)) for each in credentials}
    assert set(Credential.objects.values_list("state", flat=True)) == {"issued"}
    assert [flag.details for flag in CredentialFlag.objects.all()] == [DETAILS] * 2


def test_raised_again_it_is_one_flag_that_tells_the_newest() -> None:
    credential = issued_credential()
    raise_flags([credential], kind=CHANGED, details=DETAILS, actor=SYSTEM)
    assert raise_flags([credential], kind=CHANGED, details=DETAILS, actor=SYSTEM) == []
    assert len(events()) == 1
    raise_flags([credential], kind=CHANGED, details=DETAILS | {"after": "55"}, actor=SYSTEM)
    assert CredentialFlag.objects.get().details["after"] == "55"
    assert len(events()) == 2


def test_kinds_stand_beside_each_other_and_a_cleared_one_can_come_again() -> None:
    credential = issued_credential()
    (flag,) = raise_flags([credential], kind=CHANGED, details={}, actor=SYSTEM)
    raise_flags([credential], kind=FlagKind.COMPONENT_REVOKED, details={}, actor=SYSTEM)
    clear_flag(flag, note=" checked ", actor=SYSTEM)
    raise_flags([credential], kind=CHANGED, details={}, actor=SYSTEM)
    states = [(each.kind, each.is_open, each.note) for each in CredentialFlag.objects.all()]
    assert sorted(states) == [
        ("component_revoked", True, ""),
        ("results_changed", False, "checked"),
        ("results_changed", True, ""),
    ]


def test_the_database_holds_one_open_flag_of_a_kind() -> None:
    credential = issued_credential()
    raise_flags([credential], kind=CHANGED, details={}, actor=SYSTEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        CredentialFlag.objects.create(credential=credential, kind=CHANGED)


def test_it_is_cleared_with_a_note_and_once() -> None:
    (flag,) = raise_flags([issued_credential()], kind=CHANGED, details={}, actor=SYSTEM)
    with pytest.raises(InvalidInput):
        clear_flag(flag, note="  ", actor=SYSTEM)
    assert CredentialFlag.objects.get().is_open
    clear_flag(flag, note="the badge is right", actor=SYSTEM)
    with pytest.raises(Conflict):
        clear_flag(flag, note="again", actor=SYSTEM)
    assert CredentialFlag.objects.get().note == "the badge is right"
    assert [action for action, _id in events()] == [
        "credential.flagged",
        "credential.flag_cleared",
    ]
