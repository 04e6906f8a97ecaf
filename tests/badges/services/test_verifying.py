"""One verification for page, API, command and self-check."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import OperationalError
from django.db.models import F

from badges.adapters import keystore
from badges.enums import ArtefactKind, RevocationReason
from badges.models import Credential, StatusList
from badges.openbadges import Profile, limits
from badges.openbadges.errors import Unresolvable
from badges.services import sharing, verifying
from badges.services.revoking import revoke
from badges.services.storing import artefact_bytes
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import (
    CredcenterError,
    InputTooLarge,
    InvalidInput,
    NotFound,
    TransientError,
)
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import issued_credential
from tests.openbadges import samples
from tests.openbadges.bad_files import FOLDER
from tests.support.web_server import serve

pytestmark = pytest.mark.django_db


def tampered(credential: Credential) -> bytes:
    return bytes(credential.document).replace(b'"82.5"', b'"99.9"')


def test_own_badge_is_verified_from_the_image_and_from_the_document():
    credential = issued_credential()
    png = artefact_bytes(credential, ArtefactKind.PNG)
    assert verifying.verify_bytes(png).verdict == "verified"
    report = verifying.verify_text(f" {bytes(credential.document).decode()}\n")
    assert (report.verdict, report.check("issuer").outcome) == ("verified", "passed")


def test_verifications_are_counted_and_nothing_else_is_kept():
    credential = issued_credential()
    events = AuditEvent.objects.count()
    for _ in range(2):
        verifying.verify_bytes(bytes(credential.document))
    credential.refresh_from_db()
    assert credential.verified_count == 2
    assert AuditEvent.objects.count() == events


def test_self_check_is_not_counted():
    credential = issued_credential()
    assert verifying.verify_signed(bytes(credential.document)).verdict == "verified"
    credential.refresh_from_db()
    assert credential.verified_count == 0


def test_revoked_badge_is_invalid_by_its_status():
    credential = issued_credential()
    revoke([credential], reason=RevocationReason.MISCONDUCT, note="", actor=SYSTEM)
    report = verifying.verify_bytes(bytes(credential.document))
    assert report.verdict == "invalid"
    assert [check.id for check in report.checks if check.outcome == "failed"] == ["status"]


def test_revocation_of_this_very_second_is_seen(monkeypatch):
    credential = issued_credential()
    revoke([credential], reason=RevocationReason.MISCONDUCT, note="", actor=SYSTEM)
    start = clock.now().replace(microsecond=0) + dt.timedelta(seconds=5)
    ticks = (start + dt.timedelta(seconds=step) for step in range(100))
    # Time goes on between one look at the clock and the next.
    monkeypatch.setattr(clock, "now", lambda: next(ticks))
    report = verifying.verify_bytes(bytes(credential.document))
    assert report.check("status").code == "status.revoked"


def test_changed_badge_is_invalid_and_not_counted():
    credential = issued_credential()
    report = verifying.verify_bytes(tampered(credential))
    assert (report.verdict, report.check("proof").outcome) == ("invalid", "failed")
    credential.refresh_from_db()
    assert credential.verified_count == 0


def test_issuer_unknown_to_us_is_a_warning_and_no_more():
    credential = issued_credential()
    document = bytes(credential.document)
    StatusList.objects.update(issuer_did="did:web:elsewhere.example")
    key = credential.signing_key
    key.state = "created"
    key.save()
    assert verifying.verify_bytes(document).check("issuer").outcome == "warning"


def test_recipient_is_compared_when_asked():
    credential = issued_credential()
    email = credential.learner.email
    assert verifying.verify_bytes(bytes(credential.document), recipient=email).verdict == "verified"
    other = verifying.verify_bytes(bytes(credential.document), recipient="other@example.org")
    assert (other.verdict, other.check("recipient").outcome) == ("invalid", "failed")


@pytest.mark.parametrize("data", [b"", b"garbage", b"{}", b"[]", b'{"a": ', b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_credential_is_refused(data):
    with pytest.raises(InvalidInput):
        verifying.verify_bytes(data)


@pytest.mark.parametrize(
    ("head", "tail", "size"),
    [
        (b'{"a": "', b'"}', limits.MAX_DOCUMENT_BYTES),
        (samples.png(), b"", limits.MAX_IMAGE_BYTES),
        (samples.DRAWING, b"", limits.MAX_IMAGE_BYTES),
    ],
)
def test_what_is_above_its_limit_is_too_large(head, tail, size):
    with pytest.raises(InputTooLarge):
        verifying.verify_bytes(head + b" " * size + tail)


def test_surprise_is_neither_valid_nor_a_crash(monkeypatch):
    credential = issued_credential()

    def break_down(*_args, **_kwargs):
        raise RuntimeError("surprise")

    monkeypatch.setattr("badges.openbadges.verify", break_down)
    report = verifying.verify_bytes(bytes(credential.document))
    assert report.verdict == "unverifiable"
    assert [check.outcome for check in report.checks] == ["not_checked"]
    assert verifying.as_json(report)["checks"][0]["message"]


@pytest.fixture
def lost_key(tmp_path, settings):
    """A badge whose status list is stale and whose key is on another machine."""
    credential = issued_credential()
    StatusList.objects.update(revision=F("revision") + 1)
    settings.KEYSTORE_ROOT = tmp_path
    keystore._load.cache_clear()
    yield credential
    keystore._load.cache_clear()


def test_list_that_cannot_be_signed_leaves_the_verdict_open(lost_key):
    report = verifying.verify_bytes(bytes(lost_key.document))
    assert report.verdict == "unverifiable"
    assert "failed" not in {check.outcome for check in report.checks}


def test_address_of_a_list_that_cannot_be_signed_leaves_the_verdict_open(lost_key):
    assert verifying.verify_url(lost_key.status_list.url).verdict == "unverifiable"


@pytest.mark.parametrize("fault", [NotFound("no key"), TransientError("disk"), OSError("disk")])
def test_fault_of_ours_is_one_open_check_and_hides_no_failed_one(monkeypatch, fault):
    credential = issued_credential()
    data = tampered(credential)

    def break_down(_url):
        raise fault

    monkeypatch.setattr("badges.services.publishing.own_document", break_down)
    report = verifying.verify_bytes(data)
    is_typed = isinstance(fault, CredcenterError)
    assert report.verdict == ("invalid" if is_typed else "unverifiable")
    assert verifying.verify_bytes(bytes(credential.document)).verdict == "unverifiable"
    assert verifying.verify_url("https://elsewhere.invalid/x").verdict == "unverifiable"


def test_self_check_says_what_the_issuer_must_wait_for(monkeypatch):
    credential = issued_credential()

    def break_down(_url):
        raise TransientError("disk")

    monkeypatch.setattr("badges.services.publishing.own_document", break_down)
    with pytest.raises(TransientError):
        verifying.verify_signed(bytes(credential.document))


def test_verification_that_cannot_be_counted_is_answered(monkeypatch):
    credential = issued_credential()

    def locked(*_args, **_kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("django.db.models.query.QuerySet.update", locked)
    assert verifying.verify_bytes(bytes(credential.document)).verdict == "verified"


def test_address_of_a_shared_badge_is_verified_without_the_network(settings):
    credential = issued_credential()
    url = f"{settings.CREDCENTER_BASE_URL}/credentials/{credential.pk}"
    with pytest.raises(InvalidInput) as refused:
        verifying.verify_url(url)
    assert refused.value.code == "not_shared"
    sharing.publish(credential, actor=SYSTEM)
    assert verifying.verify_url(url).verdict == "verified"
    assert verifying.verify_url(f"{url}.json").verdict == "verified"


def test_share_link_is_verified_without_being_counted_as_opened(settings):
    link, token = sharing.create_link(issued_credential(), actor=SYSTEM)
    assert verifying.verify_url(f"{settings.CREDCENTER_BASE_URL}/s/{token}").verdict == "verified"
    link.refresh_from_db()
    assert link.opened_count == 0


def test_address_that_is_none_is_looked_up_nowhere(django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(InvalidInput) as refused:
        verifying.verify_url("https://a/\0")
    assert refused.value.code == "address_refused"


def test_address_that_is_none_inside_a_badge_is_not_looked_up(monkeypatch):
    asked = []
    monkeypatch.setattr("badges.services.publishing.own_document", asked.append)
    with pytest.raises(Unresolvable):
        verifying.Resolver(fetch=None).resolve("https://a/\0")
    assert asked == []


@pytest.mark.parametrize(
    "url",
    ["http://169.254.169.254/latest/meta-data", "https://localhost/x", "file:///etc/passwd", "x"],
)
def test_address_that_must_not_be_fetched_is_refused(url):
    with pytest.raises(InvalidInput) as refused:
        verifying.verify_url(url)
    assert refused.value.code == "address_refused"


def test_issuer_at_a_private_address_is_not_asked():
    server = serve((b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",))
    try:
        issuer = Profile(id=f"did:web:127.0.0.1%3A{server.port}", name="x")
        method = f"{issuer.id}#{samples.SIGNER.public_key_multibase}"
        signed = samples.signed(samples.simple(issuer=issuer), method=method)
        report = verifying.verify_bytes(signed.data)
        named = verifying.verify_bytes((FOLDER / "issuer_at_private_address.json").read_bytes())
    finally:
        server.stop()
    for made in (report, named):
        assert (made.verdict, made.check("key").code) == ("unverifiable", "key.unresolvable")
    assert server.requests == []


def test_status_list_of_another_host_is_asked_for_and_its_absence_leaves_the_verdict_open():
    credential = issued_credential()
    StatusList.objects.update(url="https://elsewhere.invalid/list")
    report = verifying.verify_bytes(bytes(credential.document))
    assert (report.verdict, report.check("status").outcome) == ("unverifiable", "not_checked")
