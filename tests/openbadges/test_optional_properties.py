"""Properties that few badges carry: what is written, and what is refused with its code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from badges.openbadges import (
    IdentifierEntry,
    InvalidCredential,
    Profile,
    RefreshService,
    TermsOfUse,
    build,
)
from tests.openbadges import samples
from tests.openbadges.samples import BASE, report_on

REFRESH = RefreshService(id=f"{BASE}/refresh/6b1f")
TERMS = TermsOfUse(type=f"{BASE}/vocabulary#Terms", id=f"{BASE}/terms")
ENTRY = IdentifierEntry(identifier="1234567", identifier_type="ext:NEIS")


def test_they_are_written_as_the_model_says() -> None:
    whole = samples.credential(refresh_service=REFRESH, terms_of_use=(TERMS,))
    document = samples.document(whole)
    assert document["refreshService"] == {"id": REFRESH.id, "type": "1EdTechCredentialRefresh"}
    assert document["termsOfUse"] == [{"id": TERMS.id, "type": TERMS.type}]
    issuer, subject = document["issuer"], document["credentialSubject"]
    assert issuer["otherIdentifier"] == [
        {"type": "IdentifierEntry", "identifier": "1234567", "identifierType": "ext:NEIS"}
    ]
    assert (issuer["parentOrg"]["name"], issuer["official"]) == ("한빛대학교", "김한빛")
    assert subject["achievement"]["otherIdentifier"][0]["identifierType"] == "systemId"
    assert (subject["role"], subject["licenseNumber"]) == ("학생", "2026-0042")
    assert subject["source"]["type"] == ["Profile"]


def test_they_are_signed_and_verified() -> None:
    whole = samples.credential(refresh_service=REFRESH, terms_of_use=(TERMS,))
    report = report_on(samples.signed(whole))
    assert (report.verdict, report.check("terms").outcome) == ("verified", "passed")


def _issuer(**changes: Any) -> Any:
    whole = samples.credential()
    return replace(whole, issuer=replace(whole.issuer, **changes))


REFUSALS: dict[str, tuple[Any, str, str]] = {
    "terms of an undefined type": (
        samples.credential(terms_of_use=(TERMS, TermsOfUse(type="IssuerPolicy"))),
        "build.terms_type", "termsOfUse[1].type",
    ),
    "terms at a relative address": (
        samples.credential(terms_of_use=(replace(TERMS, id="terms"),)),
        "structure.uri", "termsOfUse[0].id",
    ),
    "refresh at a relative address": (
        samples.credential(refresh_service=RefreshService(id="refresh")),
        "structure.uri", "refreshService.id",
    ),
    "identifier of an unknown type": (
        _issuer(other_identifier=(replace(ENTRY, identifier_type="NEIS"),)),
        "structure.enum", "issuer.otherIdentifier[0].identifierType",
    ),
    "empty identifier": (
        _issuer(other_identifier=(replace(ENTRY, identifier=""),)),
        "build.empty_text", "issuer.otherIdentifier[0].identifier",
    ),
    "organisation without address": (
        _issuer(parent_org=Profile(id="university")), "structure.uri", "issuer.parentOrg.id",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_refuses(case: str) -> None:
    credential, code, path = REFUSALS[case]
    with pytest.raises(InvalidCredential) as refused:
        build(credential)
    assert (refused.value.code, refused.value.params["path"]) == (code, path)
