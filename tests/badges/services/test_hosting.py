"""Open Badges 2.0: hosted by us, verified by us and by software that we did not write."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from openbadgeslib.ob2.verifier import OB2VerificationError, OB2Verifier

from badges.enums import RevocationReason
from badges.models import Credential, Issuer
from badges.openbadges import unbake
from badges.services import hosting, publishing, sharing, verifying
from badges.services.correcting import Corrected, correct_at_once
from badges.services.issuance import issue_waiting
from badges.services.revoking import revoke
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import NotFound
from tests.factories.badges import achievement_version, issued_credential, learner

pytestmark = pytest.mark.django_db

BASE = "https://badges.hanbit.example"


@pytest.fixture(autouse=True)
def public_address(settings: Any) -> None:
    settings.CREDCENTER_BASE_URL = BASE


@pytest.fixture
def shared() -> Credential:
    version = achievement_version()
    Issuer.objects.update(email="badges@hanbit.example")
    credential = issued_credential(version)
    sharing.publish(credential, actor=SYSTEM)
    return credential


def path_of(credential: Credential, form: str = "json") -> str:
    return f"/ob2/assertions/{credential.pk}.{form}"


def test_the_three_documents_lead_to_each_other_on_one_origin(
    client: Client, shared: Credential
) -> None:
    answer = client.get(path_of(shared))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/ld+json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assertion = answer.json()
    badge = client.get(assertion["badge"].removeprefix(BASE)).json()
    issuer = client.get(badge["issuer"].removeprefix(BASE)).json()
    ids = [each["id"] for each in (assertion, badge, issuer)]
    assert ids == [BASE + path_of(shared), assertion["badge"], badge["issuer"]]
    assert assertion["recipient"]["identity"].startswith("sha256$")
    assert shared.learner.email not in answer.content.decode()
    assert shared.learner.name not in answer.content.decode()
    assert (badge["name"], issuer["email"]) == (
        shared.version.name.both(),
        "badges@hanbit.example",
    )


def test_our_verifier_finds_it_valid_and_its_issuer_known(shared: Credential) -> None:
    report = verifying.verify_url(BASE + path_of(shared), recipient=shared.learner.email)
    assert report.verdict == "verified"
    outcomes = {check.id: check.outcome for check in report.checks}
    assert (outcomes["issuer"], outcomes["proof"], outcomes["recipient"]) == ("passed",) * 3


def test_openbadgeslib_verifies_it(shared: Credential) -> None:
    def download(url: str, *_: object, **__: object) -> bytes:
        document = publishing.own_document(url)
        assert document is not None
        return document

    document = hosting.assertion(shared.pk).document
    read = OB2Verifier(download=download).verify_hosted(
        document, expected_recipient=shared.learner.email
    )
    assert read.id == BASE + path_of(shared)
    with pytest.raises(OB2VerificationError):
        OB2Verifier(download=download).verify_hosted(
            document, expected_recipient="lee@students.example"
        )


def test_the_image_carries_the_assertion_and_verifies(client: Client, shared: Credential) -> None:
    image = client.get(path_of(shared, "png"))
    assert json.loads(unbake(image.content)) == client.get(path_of(shared)).json()
    assert b"openbadges\0" in image.content
    report = verifying.verify_bytes(image.content)
    assert (report.verdict, report.format) == ("verified", "png")


def test_an_award_keeps_the_words_it_was_made_with(client: Client, shared: Credential) -> None:
    before = client.get(path_of(shared)).json()["badge"]
    achievement_version(tags=("changed",))
    assert client.get(path_of(shared)).json()["badge"] == before
    assert client.get(before.removeprefix(BASE)).json()["tags"] == ["data", "사회서비스"]


@pytest.mark.parametrize("form", ["json", "png"])
def test_only_what_is_shared_is_hosted(client: Client, shared: Credential, form: str) -> None:
    sharing.unpublish(shared, actor=SYSTEM)
    answer = client.get(path_of(shared, form), headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (404, "credential_unknown")
    assert publishing.own_document(BASE + path_of(shared)) is None


@pytest.mark.parametrize(
    ("reason", "published"),
    [
        (RevocationReason.ISSUED_IN_ERROR, "issued_in_error"),
        (RevocationReason.MISCONDUCT, None),
    ],
)
def test_a_revoked_one_is_gone_and_says_why_only_where_it_may(
    client: Client, shared: Credential, reason: RevocationReason, published: str | None
) -> None:
    image = client.get(path_of(shared, "png")).content
    revoke([shared], reason=reason, note="internal", actor=SYSTEM)
    answer = client.get(path_of(shared))
    document = answer.json()
    assert (answer.status_code, document["revoked"]) == (410, True)
    assert document.get("revocationReason") == published
    assert "internal" not in answer.content.decode()
    assert client.get(path_of(shared, "png")).status_code == 404
    for report in (verifying.verify_bytes(image), verifying.verify_url(BASE + path_of(shared))):
        assert (report.verdict, report.check("status").code) == ("invalid", "status.revoked")


def test_what_2_0_asks_for_and_we_do_not_know_is_named(client: Client) -> None:
    credential = issued_credential(learner=learner(email=""))
    sharing.publish(credential, actor=SYSTEM)
    answer = client.get(path_of(credential))
    assert (answer.status_code, answer.json()["code"]) == (404, "hosting_incomplete")
    assert "credentialSubject.identifier" in answer.json()["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/ob2/assertions/00000000-0000-4000-8000-000000000000.json",
        "/ob2/badges/00000000-0000-4000-8000-000000000000/1.json",
        "/ob2/badges/00000000-0000-4000-8000-000000000000/99999999999999999999.json",
        "/ob2/issuers/nobody.json",
    ],
)
def test_what_is_not_there_is_a_problem_document(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert publishing.own_document(BASE + path) is None


def test_without_a_public_address_there_is_nothing_to_verify_at(
    client: Client, shared: Credential, settings: Any
) -> None:
    settings.CREDCENTER_BASE_URL = "http://127.0.0.1:8000"
    badge = f"/ob2/badges/{shared.achievement_id}/1.json"
    for path in (path_of(shared), badge, "/ob2/issuers/centre.json"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "hosting_needs_https")
    with pytest.raises(NotFound):
        hosting.baked(shared.pk)


def test_one_that_was_corrected_leads_to_the_new_one_that_is_shared(
    client: Client, shared: Credential
) -> None:
    correct_at_once(shared, Corrected(name="홍길순"), reason="x", actor=SYSTEM)
    issue_waiting(limit=5, worker="test")
    new = Credential.objects.get(supersedes=shared)
    answer = client.get(path_of(shared))
    assert (answer.status_code, answer.json()["revocationReason"]) == (410, "superseded")
    assert "Link" not in answer
    sharing.publish(new, actor=SYSTEM)
    assert f"/credentials/{new.pk}>" in client.get(path_of(shared))["Link"]
