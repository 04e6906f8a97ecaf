"""Credentials of any kind: what holds is verified, what was changed or left open never is."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest

from badges.openbadges import Report, Unreadable, contexts, sign_jwt
from badges.openbadges.checks.bounds import Expected
from badges.openbadges.multibase import encode_base58
from badges.openbadges.types import UnsignedCredential
from badges.openbadges.verifiable import examine_unsigned, sign_credential, verify_credential
from badges.openbadges.vocabularies import CREDENTIALS_V1, DATA_INTEGRITY_V1
from tests.openbadges import samples
from tests.openbadges.presented import (
    EXAMPLES,
    HOLDER,
    ISSUER,
    V2,
    credential,
    enveloped,
    method_of,
    present,
    signed,
    unsecured_token,
)
from tests.openbadges.samples import DID, NOW, RSA_METHOD, RSA_SIGNER, SIGNER, Library

GOOD = signed(credential())


def report_on(what: Any, **arguments: Any) -> Report:
    data = what if isinstance(what, bytes) else json.dumps(what).encode()
    return verify_credential(data, **({"now": NOW, "resolver": Library()} | arguments))


def code_of(report: Report, id_: str) -> str:
    return report.check(id_).code


def test_a_credential_that_is_no_badge_is_verified() -> None:
    report = report_on(GOOD)
    assert (report.verdict, report.format, report.credential) == ("verified", "json", GOOD)
    assert {check.outcome for check in report.checks} == {"passed"}
    ids = "json context types schema issuer terms proof key dates status"
    assert [check.id for check in report.checks] == ids.split()


def test_signing_changes_no_member_and_adds_one_proof() -> None:
    document = credential(**{"@context": [V2, {"Merit": "https://example.org/#Merit"}]})
    document |= {"type": ["VerifiableCredential", "Merit"], "credentialSubject": {"id": HOLDER}}
    made = signed(document)
    assert {key: value for key, value in made.items() if key != "proof"} == document
    assert list(made) == [*document, "proof"]
    assert made["proof"]["cryptosuite"] == "eddsa-rdfc-2022"


@pytest.mark.parametrize(
    ("changes", "check", "code", "verdict"),
    [
        ({"credentialSubject": {"id": HOLDER, "alumniOf": "Elsewhere"}}, "proof", "proof.broken", "invalid"),
        ({"issuer": HOLDER}, "key", "key.other_controller", "invalid"),
        ({"issuer": {"id": None}}, "issuer", "structure.required", "invalid"),
        ({"validUntil": "2026-01-02T00:00:00Z"}, "dates", "dates.expired", "invalid"),
        ({"validFrom": "2027-01-01T00:00:00Z"}, "dates", "dates.not_yet", "invalid"),
        ({"validFrom": ..., "proof": ...}, "proof", "proof.missing", "invalid"),
        ({"proof": None}, "schema", "structure.object", "invalid"),
        ({"type": "AlumniCredential"}, "types", "model.kind", "invalid"),
        ({"@context": [V2, EXAMPLES, "https://example.org/c"]}, "context", "context.unknown", "unverifiable"),
        ({"credentialStatus": {"type": "Elsewhere"}}, "status", "status.unsupported", "invalid"),
    ],
)  # fmt: skip
def test_what_was_changed_fails(
    changes: dict[str, Any], check: str, code: str, verdict: str
) -> None:
    document = {key: value for key, value in (GOOD | changes).items() if value is not ...}
    report = report_on(document)
    assert (code_of(report, check), report.verdict) == (code, verdict)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"validUntil": "2026-01-02T00:00:00Z"}, "dates.expired"),
        ({"validFrom": "2027-01-01T00:00:00Z"}, "dates.not_yet"),
        ({"credentialStatus": {"type": "Elsewhere"}}, "status.unsupported"),
    ],
)
def test_what_was_signed_so_is_still_not_in_force(changes: dict[str, Any], code: str) -> None:
    report = report_on(signed(credential(**changes)))
    assert code in {check.code for check in report.checks}
    assert report.check("proof").outcome == "passed"
    assert report.verdict != "verified"


def test_a_revoked_credential_of_any_kind_is_invalid() -> None:
    entry = {
        "id": f"{samples.STATUS_URL}#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": samples.STATUS_URL,
    }
    made = sign_credential(
        credential(issuer=DID, credentialStatus=[entry]),
        signer=SIGNER,
        verification_method=samples.METHOD,
        created=NOW,
    )
    assert report_on(made.data).verdict == "verified"
    list_ = samples.signed(samples.list_document({7})).data
    revoked = Library().holding(samples.STATUS_URL, list_)
    assert code_of(report_on(made.data, resolver=revoked), "status") == "status.revoked"


def test_known_issuers_are_named_and_others_are_a_warning() -> None:
    known = report_on(GOOD, known_issuers=lambda did: did == ISSUER)
    assert (code_of(known, "issuer"), known.verdict) == ("issuer.known", "verified")
    named = signed(credential(issuer={"id": ISSUER, "name": "한빛"}))
    unknown = report_on(named, known_issuers=lambda _: False)
    assert (code_of(unknown, "issuer"), unknown.verdict) == ("issuer.unknown", "verified")
    assert "한빛" in unknown.check("issuer").message("ko")


def test_words_of_its_own_are_a_warning() -> None:
    own = {"Merit": "https://example.org/#Merit", "merit": "https://example.org/#merit"}
    document = credential(**{"@context": [V2, own], "type": ["VerifiableCredential", "Merit"]})
    report = report_on(signed(document | {"credentialSubject": {"merit": "1"}}))
    assert (code_of(report, "context"), report.verdict) == ("model.own_terms", "verified")


def test_no_words_of_its_own_hide_that_it_expired() -> None:
    """The same graph under another name keeps the signature: the context must not be taken."""
    expired = signed(credential(validUntil="2026-01-02T00:00:00Z"))
    time = "http://www.w3.org/2001/XMLSchema#dateTime"
    alias = {"ends": {"@id": "https://www.w3.org/2018/credentials#validUntil", "@type": time}}
    hidden = {("ends" if key == "validUntil" else key): value for key, value in expired.items()}
    hidden["@context"] = [*expired["@context"], alias]
    report = report_on(hidden)
    assert (code_of(report, "context"), report.verdict) == ("context.inline", "unverifiable")


def test_a_protected_word_is_not_given_a_new_meaning() -> None:
    own = {"VerifiableCredential": "https://example.org/#Bad"}
    checks = examine_unsigned(credential(**{"@context": [V2, own]}), now=NOW, resolver=Library())
    assert [check.code for check in checks if check.id == "terms"] == ["canon.json_ld"]


def test_the_earlier_data_model_is_verified_with_a_warning() -> None:
    document = credential(
        **{
            "@context": [CREDENTIALS_V1, DATA_INTEGRITY_V1, EXAMPLES],
            "issuanceDate": "2026-01-01T00:00:00Z",
            "validFrom": ...,
        }
    )
    report = report_on(signed(document))
    assert (code_of(report, "context"), report.verdict) == ("context.version_1", "verified")


def test_a_badge_is_judged_as_a_badge() -> None:
    whole = samples.signed()
    report = report_on(whole.data)
    assert report.checks == samples.report_on(whole).checks
    assert (report.verdict, code_of(report, "types")) == ("verified", "types.achievement")
    spoiled = json.loads(whole.data)
    del spoiled["credentialSubject"]["achievement"]
    assert report_on(spoiled).verdict == "invalid"
    del spoiled["proof"]
    checks = examine_unsigned(spoiled, now=NOW, resolver=Library())
    assert "failed" in {check.outcome for check in checks if check.id == "schema"}
    again = sign_credential(
        {key: value for key, value in whole.document.items() if key != "proof"},
        signer=SIGNER,
        verification_method=samples.METHOD,
        created=NOW,
    )
    assert isinstance(again.document["proof"], list)


def jwt_of(**changes: Any) -> bytes:
    document = credential(issuer=DID, **changes)
    made = sign_jwt(UnsignedCredential(document), signer=RSA_SIGNER, kid=RSA_METHOD)
    return made.data


def test_jwt_and_its_envelope_are_verified_and_their_claims_compared() -> None:
    for what in (jwt_of(), enveloped(jwt_of())):
        report = report_on(what)
        assert (report.verdict, report.format, report.credential["issuer"]) == (
            "verified",
            "jwt",
            DID,
        )
    broken = enveloped(jwt_of()[:-8] + b"AAAAAAAA")
    assert code_of(report_on(broken), "proof") == "proof.broken"
    assert report_on(samples.token(samples.credential(subject=samples.subject(id="urn:x:1"))).data).verdict == "verified"  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"@context": []},
        {"@context": EXAMPLES},
        {"id": "eyJ.eyJ.AA"},
        {"id": "data:application/json,{}"},
        {"id": "data:application/vc+jwt,not-a-jwt"},
        {"id": None},
    ],
)
def test_an_envelope_without_a_jwt_fails(changes: dict[str, Any]) -> None:
    report = report_on(enveloped(jwt_of()) | changes)
    assert (code_of(report, "format"), report.verdict) == ("model.envelope", "invalid")


def test_an_envelope_of_another_type_is_a_credential_without_a_proof() -> None:
    for kind in ("VerifiableCredential", ...):
        document = {**enveloped(jwt_of()), "type": kind}
        report = report_on({key: value for key, value in document.items() if value is not ...})
        assert report.verdict == "invalid"


def test_an_envelope_of_what_nobody_signed_fails() -> None:
    document = enveloped(unsecured_token(credential()))
    assert code_of(report_on(document), "proof") == "proof.algorithm"


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"7", b"a.b", "안녕.b.c".encode(), b"{]"])
def test_what_is_no_credential_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        report_on(data)


def test_what_is_ambiguous_fails() -> None:
    twice = json.dumps(GOOD).replace('"issuer"', '"issuer": "urn:x:1", "issuer"', 1)
    report = report_on(twice.encode())
    assert (code_of(report, "json"), report.verdict) == ("json.duplicate_key", "invalid")


@pytest.mark.parametrize(
    ("expected", "code"),
    [
        (Expected(purpose="assertionMethod"), "bounds.as_expected"),
        (Expected(purpose="authentication"), "bounds.purpose"),
        (Expected(challenge="1"), "bounds.challenge"),
        (Expected(domain="example.org"), "bounds.domain"),
    ],
)
def test_a_proof_has_to_be_for_what_was_asked(expected: Expected, code: str) -> None:
    for what in (GOOD, jwt_of()):
        report = report_on(what, expected=expected)
        assert code_of(report, "bounds") == code
        assert (report.verdict == "verified") is (code == "bounds.as_expected")
    unsigned = {key: value for key, value in GOOD.items() if key != "proof"}
    assert code_of(report_on(unsigned, expected=expected), "bounds") == "bounds.unsigned"


def digests(data: bytes) -> dict[str, str]:
    def plain(raw: bytes) -> str:
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    digest = hashlib.sha256(data).digest()
    return {
        "sri": "sha384-" + base64.b64encode(hashlib.sha384(data).digest()).decode(),
        "bare": "u" + plain(digest),
        "multihash": "u" + plain(b"\x12\x20" + digest),
        "base58": encode_base58(b"\x12\x20" + digest),
    }


def resource_checks(*resources: dict[str, Any]) -> list[tuple[str, str]]:
    document = credential(relatedResource=list(resources))
    checks = examine_unsigned(document, now=NOW, resolver=Library())
    return [(check.outcome, check.code) for check in checks if check.id == "resources"]


def test_related_resources_that_are_here_are_compared() -> None:
    held = digests(contexts.packaged(V2))
    for name, text in held.items():
        member = "digestSRI" if name == "sri" else "digestMultibase"
        assert resource_checks({"id": V2, member: text}) == [("passed", "resources.same")]
        wrong = text[:20] + ("A" if text[20] != "A" else "B") + text[21:]
        assert resource_checks({"id": V2, member: wrong}) == [("failed", "resources.differ")]
    both = {"id": V2, "digestSRI": [held["sri"]], "digestMultibase": held["bare"]}
    assert resource_checks(both) == [("passed", "resources.same")]
    elsewhere = {"id": "https://example.org/a.png", "digestSRI": held["sri"]}
    assert resource_checks(elsewhere) == [("warning", "resources.unread")]


@pytest.mark.parametrize("text", ["sha256-%", "uA", "u%", "z0", "zAb", 7, "sha256-AA", ""])
def test_what_is_no_digest_fits_nothing(text: Any) -> None:
    assert resource_checks({"id": V2, "digestMultibase": text}) == [("failed", "resources.differ")]


def test_a_context_that_no_package_carries_has_no_bytes() -> None:
    with pytest.raises(contexts.ContextError):
        contexts.packaged("https://example.org/")


def test_the_method_that_signs_is_the_issuers_own() -> None:
    assert GOOD["proof"]["verificationMethod"] == method_of(SIGNER)


def test_times_of_a_proof_without_an_offset_are_read_as_utc() -> None:
    """VC Data Integrity 1.0 section 2.1: taken, and compared with now like any other."""
    for field, value, code in (
        ("created", "2026-11-23T08:00:00", "proof.holds"),
        ("expires", "2026-11-23T09:00:01", "proof.holds"),
        ("expires", "2026-11-23T08:59:59", "proof.expired"),
        ("created", "23 November 2026", "proof.malformed"),
        ("expires", 7, "proof.malformed"),
    ):
        made = present(
            credential(), signer=SIGNER, proofPurpose="assertionMethod", **{field: value}
        )
        assert code_of(report_on(made), "proof") == code
