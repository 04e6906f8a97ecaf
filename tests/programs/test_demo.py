"""The demo: every stage, by the real services, once."""

from __future__ import annotations

import io
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from badges.enums import ArtefactKind, CredentialState
from badges.models import Credential, Endorsement
from badges.selectors.partners import partner_of
from badges.selectors.requests import awarded
from badges.services.storing import artefact_bytes
from badges.services.verifying import verify_bytes
from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.accounts.selectors import roles_of
from credcenter.kernel.audit import verify_chain
from learners.models import Learner
from programs.demo import accounts
from programs.demo.people import Stage, at_stage, demo_learners
from programs.enums import CompletionState
from programs.models import Approval, Completion
from tests.factories.demo import load_demo, row_counts

STATES = {
    Stage.HALFWAY: (CompletionState.IN_PROGRESS, 0),
    Stage.DEPARTMENT: (CompletionState.IN_REVIEW, 0),
    Stage.CENTRE: (CompletionState.IN_REVIEW, 1),
    Stage.RETURNED: (CompletionState.RETURNED, None),
    Stage.DENIED: (CompletionState.DENIED, None),
    Stage.ISSUED: (CompletionState.APPROVED, None),
    Stage.REVOKED: (CompletionState.APPROVED, None),
    Stage.ADVANCED: (CompletionState.APPROVED, None),
}


@pytest.fixture(scope="module")
def _loaded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The demo, once for all tests here; each of them is rolled back to it.

    No worker is woken: nothing is committed.
    """
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(accounts, "_file", lambda: folder / "demo-accounts.json")
        load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def demo(_loaded: None, db: None) -> None:
    """A test's own view of the demo."""


def _learner(stage: Stage) -> Learner:
    return Learner.objects.get(student_number=at_stage(stage)[0].student_number)


def _codes(stage: Stage) -> set[str]:
    """What the learner of a stage holds."""
    requests = awarded([_learner(stage).pk])
    return set(requests.values_list("achievement__code", flat=True))


def test_has_learners_at_every_stage_and_verifies_what_it_issued() -> None:
    assert Learner.objects.count() == len(demo_learners()) == 24
    for stage, (state, step) in STATES.items():
        for learner in at_stage(stage):
            case = Completion.objects.get(enrolment__learner__student_number=learner.student_number)
            assert (stage, case.state) == (stage, state), case.explanation
            assert step is None or case.step == step
    _assert_every_credential_verifies()
    assert _codes(Stage.ADVANCED) == {"SSDO-F", "SSDO-A"}
    assert _codes(Stage.REVOKED) == set()
    assert list(Credential.objects.exclude(shared_at=None)) == [
        Credential.objects.get(learner=_learner(Stage.ADVANCED), achievement__code="SSDO-A")
    ]
    assert verify_chain() == []


def _assert_every_credential_verifies() -> None:
    credentials = Credential.objects.all()
    assert len(credentials) == 4 + 4 + 1 + 1  # roster, issued, revoked, advanced
    for credential in credentials:
        verdict = "invalid" if credential.state == CredentialState.REVOKED else "verified"
        for data in (bytes(credential.document), artefact_bytes(credential, ArtefactKind.PNG)):
            report = verify_bytes(data)
            assert report.verdict == verdict, report.checks
    assert Credential.objects.filter(state=CredentialState.REVOKED).count() == 1


def test_loading_again_changes_nothing() -> None:
    counts, saved = row_counts(), accounts.saved_accounts()
    assert "there already" in load_demo()
    assert row_counts() == counts
    assert accounts.saved_accounts() == saved


def test_nobody_decided_twice_or_on_results_they_entered() -> None:
    staff = User.objects.get(email="staff@hanbit.example")
    deciders = {}
    for approval in Approval.objects.all():
        deciders.setdefault(approval.completion_id, []).append(approval.decided_by_id)
    assert deciders
    assert all(len(users) == len(set(users)) for users in deciders.values())
    assert all(staff.pk not in users for users in deciders.values())


def test_accounts_sign_in_and_are_kept_to_their_owner() -> None:
    out = io.StringIO()
    call_command("demo_accounts", "--json", stdout=out)
    listed = json.loads(out.getvalue())
    roles = [account["role"] for account in listed]
    assert set(roles) == {role.value for role in Role}
    assert roles.count("faculty") == 2
    assert roles.count("learner") >= 2
    for account in listed:
        user = User.objects.get(email=account["email"])
        assert user.check_password(account["password"])
        assert roles_of(user.pk) == {Role(account["role"])}
    assert stat.S_IMODE(accounts._file().stat().st_mode) == 0o600
    for user in User.objects.filter(role_grants__role=Role.LEARNER):
        assert user.learner.email == user.email


def test_lost_passwords_are_made_anew() -> None:
    before = {account.email: account.password for account in accounts.saved_accounts()}
    accounts._file().unlink()
    load_demo()
    for account in accounts.saved_accounts():
        assert account.password != before[account.email]
        assert User.objects.get(email=account.email).check_password(account.password)


def test_says_that_there_is_no_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_file", lambda: tmp_path / "none.json")
    with pytest.raises(CommandError, match="load_demo"):
        call_command("demo_accounts")


def test_partner_endorses_the_first_micro_degree() -> None:
    endorsement = Endorsement.objects.get()
    speaker = User.objects.get(email="partner@hanbit.example")
    assert partner_of(speaker.pk) == endorsement.endorser
    assert endorsement.achievement.code == "SSDO-F"
    assert verify_bytes(bytes(endorsement.document)).verdict == "verified"
