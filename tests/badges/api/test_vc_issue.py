"""POST /vc-api/credentials/issue: what comes back, what is kept, and what is refused."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from badges.adapters import keystore
from badges.api import vc_bodies
from badges.enums import RevocationReason
from badges.models import IssuedDocument, StatusList
from badges.openbadges import limits
from badges.selectors import issuers
from badges.services import verifying
from badges.services.keys import ensure_signing_key
from badges.services.revoking import revoke_document
from credcenter.accounts.enums import Scope
from credcenter.accounts.models import ApiToken
from credcenter.accounts.tokens import create_token
from credcenter.kernel.audit import COMMAND, SYSTEM
from credcenter.kernel.errors import Conflict, InvalidInput, NotFound
from credcenter.kernel.models import AuditEvent
from tests.badges.api.vc_client import VcClient
from tests.factories.badges import issued_credential
from tests.openbadges.presented import EXAMPLES, V2

pytestmark = pytest.mark.django_db


@pytest.fixture
def vc(client):
    return VcClient(client)


def test_it_comes_back_member_for_member_with_a_proof_and_a_status(vc):
    document = vc.credential(name="한빛", issuer={"id": vc.did, "name": "Centre"})
    answer = vc.post_issue(document)
    made = answer.json()["verifiableCredential"]
    assert (answer.status_code, answer["Cache-Control"]) == (201, "no-store")
    assert list(made) == [*document, "credentialStatus", "proof"]
    assert {key: made[key] for key in document} == document
    assert made["proof"]["verificationMethod"].startswith(f"{vc.did}#z6Mk")
    assert made["credentialStatus"]["type"] == "BitstringStatusListEntry"
    assert made["credentialStatus"]["id"].startswith(
        made["credentialStatus"]["statusListCredential"]
    )


def test_it_verifies_here_and_at_the_verification_of_badges_it_is_said_to_be_none(vc):
    made = vc.issue(vc.credential())
    answer = vc.post_verify(made)
    assert (answer.status_code, answer.json()["verified"], answer.json()["errors"]) == (
        200,
        True,
        [],
    )
    report = verifying.verify_bytes(json.dumps(made).encode())
    assert (report.verdict, report.check("types").outcome) == ("invalid", "failed")


def test_the_signed_bytes_are_kept_and_its_own_id_only_as_a_hash(vc):
    answer = vc.post_issue(vc.credential(id="urn:x:student-202600101"))
    row = IssuedDocument.objects.get()
    assert answer.content == b'{"verifiableCredential":' + bytes(row.document) + b"}"
    event = AuditEvent.objects.get(action="document.issued")
    assert (event.subject_id, event.details) == (str(row.pk), {"sha256": row.document_sha256})
    assert (event.actor_role, row.token) == (f"token {vc.token.row.pk}", vc.token.row)
    kept = IssuedDocument.objects.defer("document").values_list("name_sha256", "state")
    assert "student-202600101" not in str(list(kept)) + str(event.__dict__)


def test_every_place_is_its_own_beside_those_of_badges(vc):
    badge = issued_credential()
    made = [vc.issue(vc.credential()) for _ in range(3)]
    places = {each["credentialStatus"]["id"] for each in made}
    assert len(places) == 3
    assert StatusList.objects.get().taken == 4
    revoke_document(IssuedDocument.objects.first(), reason=RevocationReason.MISCONDUCT, note="", actor=SYSTEM)  # fmt: skip
    assert verifying.verify_bytes(bytes(badge.document)).verdict == "verified"


@pytest.mark.parametrize("by", ["status", "name", "row"])
def test_it_is_revoked_by_each_of_its_names_and_its_neighbour_is_not(vc, by):
    made, neighbour = vc.issue(vc.credential(id="urn:x:1")), vc.issue(vc.credential(id="urn:x:2"))
    row = IssuedDocument.objects.get(name_sha256=IssuedDocument.objects.last().name_sha256)
    names = {"status": made["credentialStatus"]["id"], "name": "urn:x:1", "row": str(row.pk)}
    if by == "row":
        made, neighbour = (made, neighbour) if _is_of(row, made) else (neighbour, made)
    call_command("revoke", names[by], "--reason", "misconduct", stdout=StringIO())
    answer = vc.post_verify(made)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["code"], error["type"]) == ("status.revoked", "about:blank")
    assert vc.post_verify(neighbour).status_code == 200
    with pytest.raises(CommandError):
        call_command("revoke", names[by], "--reason", "misconduct")
    assert AuditEvent.objects.filter(action="document.revoked").count() == 1


def _is_of(row, made):
    return made["credentialStatus"]["statusListIndex"] == str(row.status_index)


def test_an_id_that_several_have_revokes_none(vc):
    for _ in range(2):
        vc.issue(vc.credential(id="urn:x:1"))
    with pytest.raises(CommandError, match="credentialStatus"):
        call_command("revoke", "urn:x:1", "--reason", "misconduct")
    for text in ("urn:x:3", "x", f"{vc.did}#7", "#99999999999"):
        with pytest.raises(CommandError):
            call_command("revoke", text, "--reason", "misconduct")
    assert set(IssuedDocument.objects.values_list("state", flat=True)) == {"issued"}


def test_revoking_needs_a_reason_and_happens_once(vc):
    vc.issue(vc.credential())
    row = IssuedDocument.objects.get()
    with pytest.raises(InvalidInput):
        revoke_document(row, reason=RevocationReason.OTHER, note=" ", actor=SYSTEM)
    revoke_document(row, reason=RevocationReason.OTHER, note="Ended", actor=SYSTEM)
    with pytest.raises(Conflict):
        revoke_document(row, reason=RevocationReason.OTHER, note="Ended", actor=SYSTEM)


def test_a_status_of_its_own_stays_beside_ours(vc):
    own = {"Elsewhere": "https://example.org/#Elsewhere"}
    given = {"id": "https://example.org/status/1", "type": "Elsewhere"}
    document = vc.credential(**{"@context": [V2, EXAMPLES, own]})
    for status in (given, [given, given | {"id": "https://example.org/status/2"}]):
        made = vc.issue(document | {"credentialStatus": status})
        first, *_others, ours = made["credentialStatus"]
        assert (first, ours["statusPurpose"]) == (given, "revocation")


@pytest.mark.parametrize("until", ["2020-01-01T00:00:00Z", "4023-01-01T00:00:00Z"])
def test_it_may_have_ended_or_begin_later(vc, until):
    assert vc.issue(vc.credential(validFrom="2019-01-01T00:00:00Z", validUntil=until))
    assert vc.issue(vc.credential(validFrom=until))


def test_by_https_the_issuer_is_the_did_web_of_the_address(vc, settings):
    settings.CREDCENTER_BASE_URL = "https://localhost:8443"
    made = vc.issue(vc.credential())
    assert made["issuer"] == "did:web:localhost%3A8443"
    assert vc.post_verify(made).json()["verified"]


def test_a_centre_that_signs_as_its_key_does_so_by_https_too(vc, settings, client):
    settings.CREDCENTER_BASE_URL, settings.CREDCENTER_ISSUER_DID = "https://localhost:8443", "key"
    ensure_signing_key(actor=SYSTEM)
    made = vc.issue(vc.credential())
    assert made["issuer"].startswith("did:key:z6Mk")
    assert made["credentialStatus"]["id"].startswith("https://localhost:8443/status/")
    assert vc.post_verify(made).json()["verified"]
    for path in ("/.well-known/did.json", "/.well-known/jwks.json"):
        assert client.get(path).status_code == 200


def assert_refused(answer, status, code):
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (answer.json()["code"], answer.json()["status"]) == (code, status)
    assert not IssuedDocument.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"issuer": "did:web:example.org"}, "issuer_not_ours"),
        ({"issuer": {"id": "https://example.org/issuer"}}, "issuer_not_ours"),
        ({"proof": {"type": "DataIntegrityProof"}}, "already_signed"),
        ({"@context": ["https://www.w3.org/2018/credentials/v1"]}, "context.first"),
        ({"@context": [V2]}, "terms.undefined"),
        ({"@context": [V2, EXAMPLES, {"ends": "https://w3id.org/security#expires"}]}, "context.inline"),
        ({"@context": [V2, EXAMPLES, "https://example.org/unknown"]}, "context.unknown"),
        ({"type": ["VerifiableCredential", "OpenBadgeCredential"]}, "context.second"),
        ({"credentialSubject": {}}, "model.empty"),
        ({"type": ["VerifiableCredential", "BitstringStatusListCredential"]}, "list_refused"),
        ({"credentialSubject": {"type": "BitstringStatusList", "encodedList": "u"}}, "list_refused"),
        ({"credentialSubject": [{"id": "urn:x:1"}, {"type": ["StatusList2021"]}]}, "list_refused"),
        ({"credentialSubject": {"@type": "1EdTechRevocationList", "id": "urn:x:1"}}, "list_refused"),
        ({"id": "http://127.0.0.1:8000/status/1"}, "id_is_ours"),
        ({"id": "HTTPS://127.0.0.1:8000/credentials/1"}, "id_is_ours"),
        ({"name": "a\u0000b"}, "canon.control_character"),
    ],
)  # fmt: skip
def test_what_may_not_be_issued_is_refused_and_changes_nothing(vc, changes, code):
    assert_refused(vc.post_issue(vc.credential(**changes)), 400, code)
    assert not StatusList.objects.exists()


def test_a_badge_that_is_handed_in_has_to_be_one(vc):
    badge = json.loads(bytes(issued_credential().document))
    for name in ("proof", "credentialStatus"):
        del badge[name]
    made = vc.issue(badge)
    assert isinstance(made["proof"], list)
    assert verifying.verify_bytes(json.dumps(made).encode()).verdict == "verified"
    IssuedDocument.objects.all().delete()
    entry = {"id": "https://example.org/1", "type": "BitstringStatusListEntry"} | made[
        "credentialStatus"
    ]
    assert_refused(vc.post_issue(badge | {"credentialStatus": entry}), 400, "status_given")
    subject = badge["credentialSubject"] | {"achievement": "SSDO-F"}
    spoiled = badge | {"credentialSubject": subject}
    assert_refused(vc.post_issue(spoiled), 400, "structure.object")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "json.syntax"),
        (b"[]", 400, "json.not_object"),
        (b"\xff", 400, "json.not_utf8"),
        (b"{}", 400, "document_missing"),
        (b'{"credential": null}', 400, "wrong_type"),
        (b'{"credential": "a.b.c"}', 400, "json.syntax"),
        (b'{"credential": []}', 400, "wrong_type"),
        (b'{"credential": {}, "credential": {}}', 400, "json.duplicate_key"),
        (b'{"credential": {"id": 1, "id": 2}}', 400, "json.duplicate_key"),
        (b'{"credential": {}, "options": []}', 400, "wrong_type"),
        (b'{"credential": {}, "options": {"mandatoryPointers": []}}', 400, "option_unknown"),
        (b'{"credential": {}, "options": {"credentialId": 7}}', 400, "wrong_type"),
        (b'{"credential": {}}', 400, "context.first"),
        (b" " * (limits.MAX_DOCUMENT_BYTES + 1), 413, "json.too_large"),
        (b" " * (6 * 1024 * 1024), 413, "input_too_large"),
        (b'{"credential":' + b"[" * 40 + b"]" * 40 + b"}", 400, "json.too_deep"),
    ],
)
def test_a_malformed_body_is_told_what_is_wrong(vc, body, status, code):
    assert_refused(vc.post("issue", body), status, code)


def test_only_json_is_taken(vc):
    for media_type in (
        "text/plain",
        "",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ):
        assert vc.post("issue", b"{}", content_type=media_type).status_code == 415
    for media_type in (
        "application/json; charset=utf-8",
        "application/ld+json",
        "application/vc+json",
    ):
        assert vc.post("issue", b"{}", content_type=media_type).status_code == 400


def test_without_a_good_token_nobody_issues(vc):
    body = json.dumps({"credential": vc.credential()}).encode()
    for headers in ({}, {"Authorization": "Bearer cct_guessed"}, {"Authorization": "Basic YTpi"}):
        answer = vc.post("issue", body, headers=headers)
        assert_refused(answer, 401, answer.json()["code"])
        assert answer["WWW-Authenticate"].startswith('Bearer realm="credcenter"')
    ApiToken.objects.update(scopes=[])
    assert_refused(vc.post("issue", body), 403, "insufficient_scope")
    ApiToken.objects.update(scopes=["issue"], revoked_at="2026-01-01T00:00:00Z")
    assert_refused(vc.post("issue", body), 401, "authentication_failed")


def test_a_token_may_not_keep_the_signer_from_everybody_else(vc, settings):
    rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] | {"issue": "1/min"}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": rates}
    vc.issue(vc.credential())
    answer = vc.post_issue(vc.credential())
    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
    other = create_token([Scope.ISSUE], actor=COMMAND)
    assert vc.post_issue(vc.credential(), token=other.secret).status_code == 201


def test_other_methods_are_told_so(vc, client):
    for path in ("credentials/issue", "credentials/verify", "presentations/verify"):
        answer = client.get(f"/vc-api/{path}", headers=vc.headers)
        assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")


def test_a_missing_key_is_a_typed_fault_and_leaves_nothing(vc, monkeypatch):
    vc.issue(vc.credential())
    monkeypatch.setattr(keystore, "signer", _raise(NotFound("gone", code="private_key_missing")))
    assert vc.post_issue(vc.credential()).json()["code"] == "private_key_missing"
    assert IssuedDocument.objects.count() == 1


def _raise(error):
    def raising(*_args, **_kwargs):
        raise error

    return raising


def test_options_of_all_endpoints_are_named():
    assert set(vc_bodies.ISSUE) == {"credentialId"}
    assert {"checks", "returnResults"} <= set(vc_bodies.VERIFY_CREDENTIAL)


def test_the_client_issues_in_the_centres_name(vc):
    key = ensure_signing_key(actor=SYSTEM)
    assert vc.did == issuers.did_of(key)
