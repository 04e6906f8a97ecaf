"""What ``build`` refuses of a credential as a whole: dates, identifiers, addresses, types, texts.

One case a line, with its code and its place. Achievements and results stand in ``test_results``;
records, endorsements and Open Badges 2.0 documents in their own files.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from badges.openbadges import (
    AchievementCredential,
    Address,
    CredentialSchema,
    Evidence,
    GeoCoordinates,
    IdentifierEntry,
    IdentityObject,
    InvalidCredential,
    Profile,
    RefreshService,
    StatusEntry,
    TermsOfUse,
    build,
    hashed_identity,
)
from tests.openbadges import samples
from tests.openbadges.samples import BASE, NOW

Case = tuple[AchievementCredential, str, str]
SUBJECT, ACHIEVEMENT = "credentialSubject", "credentialSubject.achievement"
NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001 - what is refused


def _of(**fields: Any) -> AchievementCredential:
    """The whole credential with a subject so changed."""
    return samples.credential(subject=samples.subject(**fields))


def _achieved(**fields: Any) -> AchievementCredential:
    return _of(achievement=samples.achievement(**fields), result=())


def _from(**fields: Any) -> AchievementCredential:
    return samples.credential(issuer=Profile(**({"id": samples.DID} | fields)))


def _at(latitude: float, longitude: float) -> Address:
    return Address(geo=GeoCoordinates(latitude=latitude, longitude=longitude))


def _named(**fields: Any) -> AchievementCredential:
    hashed = hashed_identity("a@a.kr", identity_type="emailAddress", salt="s41t")
    return _of(identifier=(replace(hashed, **fields),))


def _status(**fields: Any) -> AchievementCredential:
    whole = StatusEntry(
        id="urn:x:1", status_list_credential=samples.STATUS_URL, status_list_index=1
    )
    return samples.credential(status=replace(whole, **fields))


TERMS = TermsOfUse(type=f"{BASE}/vocabulary#Terms", id=f"{BASE}/terms")
ENTRY = IdentifierEntry(identifier="1234567", identifier_type="ext:NEIS")
PARENT = Profile(id="urn:x:1", parent_org=Profile(id=samples.DID))

ABOUT_THE_WHOLE: dict[str, Case] = {
    "relative id": (samples.credential(id="credentials/42"), "structure.uri", "id"),
    "id without host": (samples.credential(id="https:///42"), "structure.uri", "id"),
    "id with space": (samples.credential(id="urn:x:4 2"), "structure.uri", "id"),
    "id of a scheme alone": (samples.credential(id="urn:"), "structure.uri", "id"),
    "empty id": (samples.credential(id=""), "build.empty_text", "id"),
    "empty name": (samples.credential(name="  "), "build.empty_text", "name"),
    "control character": (
        samples.credential(name="기초\x08"), "build.control_character", "name",
    ),
    "half a character": (
        samples.credential(name="\ud83d"), "build.control_character", "name",
    ),
    "HTML entity": (samples.credential(name="R &amp; D"), "build.html_entity", "name"),
    "entity in a query": (
        samples.credential(id="https://a.kr/c?a=1&copy=2"), "build.html_entity", "id",
    ),
    "valid from no zone": (samples.credential(valid_from=NAIVE), "build.naive_time", "validFrom"),
    "ends before it begins": (
        samples.credential(valid_until=NOW - timedelta(days=1)),
        "build.until_before_from", "validUntil",
    ),
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
    "refresh of an undefined type": (
        samples.credential(refresh_service=RefreshService(id=f"{BASE}/r", type="Refresh")),
        "build.refresh_type", "refreshService.type",
    ),
    "schema of an undefined type": (
        samples.credential(credential_schema=(CredentialSchema(type="Schema"),)),
        "build.schema_type", "credentialSchema[0].type",
    ),
    "status of a negative index": (
        _status(status_list_index=-1), "build.status_index", "credentialStatus",
    ),
    "status with the id of its list": (
        _status(id=samples.STATUS_URL), "build.status_id", "credentialStatus.id",
    ),
    "status of an unknown purpose": (
        _status(status_purpose="annulment"),
        "build.status_purpose", "credentialStatus.statusPurpose",
    ),
    "status list that is nowhere": (
        _status(status_list_credential="urn:x:2"),
        "build.status_list", "credentialStatus.statusListCredential",
    ),
    "evidence of nothing": (
        samples.credential(evidence=(Evidence(genre="report"),)),
        "build.evidence_empty", "evidence[0]",
    ),
    "evidence of an undefined type": (
        samples.credential(evidence=(Evidence(name="과제", further_types=("Essay",)),)),
        "build.further_type", "evidence[0].type",
    ),
    "issuer at a relative address": (
        _from(url="badges.example.ac.kr"), "structure.uri", "issuer.url",
    ),
    "identifier of an unknown type": (
        _from(other_identifier=(replace(ENTRY, identifier_type="NEIS"),)),
        "structure.enum", "issuer.otherIdentifier[0].identifierType",
    ),
    "empty identifier": (
        _from(other_identifier=(replace(ENTRY, identifier=""),)),
        "build.empty_text", "issuer.otherIdentifier[0].identifier",
    ),
    "organisation without address": (
        _from(parent_org=Profile(id="university")), "structure.uri", "issuer.parentOrg.id",
    ),
    "organisation inside of itself": (
        _from(parent_org=PARENT), "build.parent_itself", "issuer.parentOrg.parentOrg",
    ),
    "country code in small letters": (
        _from(address=Address(country_code="kr")),
        "structure.country", "issuer.address.addressCountryCode",
    ),
    "north of the pole": (
        _from(address=_at(90.5, 0)), "build.coordinates", "issuer.address.geo.latitude",
    ),
    "once around the earth": (
        _from(parent_org=Profile(id="urn:x:1", address=_at(0, -181))),
        "build.coordinates", "issuer.parentOrg.address.geo.longitude",
    ),
}  # fmt: skip

ABOUT_THE_SUBJECT: dict[str, Case] = {
    "nobody": (_of(id=None, identifier=()), "build.subject_unnamed", SUBJECT),
    "activity without zone": (
        _of(activity_end_date=NAIVE), "build.naive_time", f"{SUBJECT}.activityEndDate",
    ),
    "activity ends before it begins": (
        _of(activity_end_date=NOW - timedelta(days=500)),
        "build.end_before_start", f"{SUBJECT}.activityEndDate",
    ),
    "hashed without a hash": (
        _named(identity_hash="a@a.kr"),
        "build.identity_hash", f"{SUBJECT}.identifier[0].identityHash",
    ),
    "hash of the wrong length": (
        _named(identity_hash="sha256$b5809d8a"),
        "build.identity_hash", f"{SUBJECT}.identifier[0].identityHash",
    ),
    "hashed without a salt": (
        _named(salt=None), "build.identity_salt", f"{SUBJECT}.identifier[0].salt",
    ),
    "plain with a salt": (
        _named(identity_hash="a@a.kr", hashed=False),
        "build.identity_plain_salt", f"{SUBJECT}.identifier[0].salt",
    ),
    "a hash called plain": (
        _named(hashed=False, salt=None),
        "build.identity_plain_hash", f"{SUBJECT}.identifier[0].identityHash",
    ),
    "identity of an unknown type": (
        _of(identifier=(IdentityObject(identity_type="email", identity_hash="a", hashed=False),)),
        "structure.enum", f"{SUBJECT}.identifier[0].identityType",
    ),
    "source at no place on earth": (
        _of(source=Profile(id="urn:x:1", address=_at(float("nan"), 0))),
        "build.coordinates", f"{SUBJECT}.source.address.geo.latitude",
    ),
    "creator at no place on earth": (
        _achieved(creator=Profile(id="urn:x:1", address=_at(0, 1e9))),
        "build.coordinates", f"{ACHIEVEMENT}.creator.address.geo.longitude",
    ),
}  # fmt: skip

REFUSALS = ABOUT_THE_WHOLE | ABOUT_THE_SUBJECT


@pytest.mark.parametrize("case", REFUSALS)
def test_refuses(case: str) -> None:
    credential, code, path = REFUSALS[case]
    with pytest.raises(InvalidCredential) as refused:
        build(credential)
    assert (refused.value.code, refused.value.params["path"]) == (code, path)
    assert refused.value.message("ko") != refused.value.message("en")
