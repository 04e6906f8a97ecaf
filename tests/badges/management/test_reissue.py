from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from badges.enums import RequestState, RevocationReason
from badges.models import Credential, IssuanceRequest, StatusList
from badges.openbadges import strict_json
from badges.services.reissuing import reissue
from badges.services.revoking import revoke
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from learners.models import Learner
from tests.factories.badges import award, issued_credential

pytestmark = pytest.mark.django_db


def run(credential: Credential, *options: str, form: str = "{}") -> Credential:
    """The new credential, as the command names it."""
    out = StringIO()
    call_command("reissue", form.format(credential.pk), *options, "--inline", stdout=out)
    new = Credential.objects.get(supersedes=credential)
    assert f"{credential.pk} is replaced by {new.pk}" in out.getvalue()
    return new


def subject_of(credential: Credential) -> dict[str, Any]:
    subject: dict[str, Any] = strict_json.loads_object(bytes(credential.document))[
        "credentialSubject"
    ]
    return subject


@pytest.mark.parametrize("form", ["urn:uuid:{}", "https://x.example/credentials/{}"])
def test_without_options_the_present_name_is_on_the_new_one(form: str) -> None:
    old = issued_credential()
    Learner.objects.filter(pk=old.learner_id).update(name="홍길순")
    new = run(old, form=form)
    assert subject_of(new)["identifier"][0]["identityHash"] == "홍길순 (HONG Gildong)"
    assert subject_of(new)["result"] == subject_of(old)["result"]
    current = StatusList.objects.get()
    assert current.published_revision == current.revision


def test_what_was_wrong_is_an_option_and_the_reason_is_kept() -> None:
    old = issued_credential(award=award(evidence=()))
    options = ("--name-en", "HONG Gilsun", "--awarded-on", "2026-02-27")
    new = run(old, *options, "--result", "data-literacy=91", "--reason", "passport")
    assert subject_of(new)["result"][0]["value"] == "91"
    assert f"{new.awarded_on}" == "2026-02-27"
    event = AuditEvent.objects.get(action="credential.reissue_asked")
    assert (event.actor_role, event.reason) == ("command", "passport")


def test_one_that_was_replaced_names_the_newest() -> None:
    old = issued_credential()
    new = run(old)
    with pytest.raises(CommandError, match=str(new.pk)):
        call_command("reissue", str(old.pk), "--inline")
    assert IssuanceRequest.objects.count() == 2


def test_asked_again_after_a_failure_it_is_the_same_request() -> None:
    old = issued_credential()
    key = f"reissue:{old.pk}"
    reissue(old, award=award(), source_key=key, reason="", actor=SYSTEM)
    IssuanceRequest.objects.filter(source_key=key).update(state=RequestState.FAILED)
    new = run(old)
    assert new.request.source_key == key
    assert IssuanceRequest.objects.count() == 2


@pytest.mark.parametrize(
    "options",
    [
        ("--result", "data-literacy=91"),
        ("--result", "x"),
        ("--awarded-on", "soon"),
        ("--name", "="),
    ],
)
def test_what_cannot_be_corrected_changes_nothing(options: tuple[str, ...]) -> None:
    old = issued_credential()
    with pytest.raises(CommandError):
        run(old, *options)
    old.refresh_from_db()
    assert (old.state, IssuanceRequest.objects.count()) == ("issued", 1)


def test_unknown_and_revoked_ones_are_errors() -> None:
    old = issued_credential()
    revoke([old], reason=RevocationReason.MISCONDUCT, note="", actor=SYSTEM)
    for text in (str(old.pk), "x", "00000000-0000-4000-8000-000000000000"):
        with pytest.raises(CommandError):
            call_command("reissue", text, "--inline")
