"""Learner records: built with their components, baked, and verified with each of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from badges.openbadges import (
    Association,
    InvalidCredential,
    UnsignedCredential,
    bake,
    build_clr,
    sign_jwt,
    status_list,
    unbake,
)
from badges.openbadges.limits import MAX_COMPONENTS
from badges.openbadges.png import CLR_KEYWORD, KEYWORD
from tests.openbadges import records, samples
from tests.openbadges.records import ADVANCED, LEARNER, component, record, signed_record
from tests.openbadges.samples import BASE, NOW, STATUS_INDEX, STATUS_URL, Library, report_on

WHOLE = signed_record()


def test_a_record_is_verified_with_its_components() -> None:
    report = report_on(WHOLE, recipient="20261234")
    assert {check.outcome for check in report.checks} == {"passed"}
    assert report.check("types").code == "types.clr"
    assert report.check("components").params["count"] == "2"


def test_it_passes_the_official_schema(standards: Path) -> None:
    (path,) = (standards / "schemas" / "clr_v2p0").glob("clr_v2p0_clrcredential_schema.json")
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft201909Validator(schema).validate(json.loads(WHOLE.data))


@pytest.mark.parametrize(
    ("art", "mark"),
    [
        (samples.png(), CLR_KEYWORD),
        (samples.DRAWING, b'<clr:credential><![CDATA[{"@context"'),
    ],
)
def test_it_travels_in_pictures_by_a_keyword_of_its_own(art: bytes, mark: bytes) -> None:
    baked = bake(art, WHOLE).data
    assert mark in baked
    assert unbake(baked) == WHOLE.data
    assert report_on(baked).verdict == "verified"
    replaced = bake(baked, samples.signed()).data
    assert unbake(replaced) == samples.signed().data
    assert mark not in replaced
    assert KEYWORD not in bake(replaced, WHOLE).data


def test_a_record_as_jwt_holds_the_credential_in_vc() -> None:
    unsigned = UnsignedCredential(build_clr(record()).document)
    signed = sign_jwt(unsigned, signer=samples.RSA_SIGNER, kid=samples.RSA_METHOD)
    report = report_on(signed)
    assert (report.verdict, report.format) == ("verified", "jwt")
    assert report.credential == unsigned.document


def _report(*components: Any, **changes: Any) -> tuple[str, str]:
    """A record of whatever components, signed as it stands."""
    document = json.loads(json.dumps(build_clr(record()).document))
    document["credentialSubject"]["verifiableCredential"] = list(components)
    document["credentialSubject"] |= changes
    report = report_on(samples.signed(document))
    return report.verdict, report.check("components").code


def _changed(**changes: Any) -> Any:
    return json.loads(component(1).data) | changes


def test_a_component_that_was_changed_makes_the_record_invalid() -> None:
    assert _report(_changed(name="X"), _changed()) == ("invalid", "components.invalid")


def test_the_report_tells_which_component_is_not_valid() -> None:
    document = json.loads(WHOLE.data)
    held = document["credentialSubject"]["verifiableCredential"]
    held[1]["name"] = "X"
    parts = report_on(document).check("components").parts
    assert [(part.outcome, part.code) for part in parts] == [
        ("passed", "components.verified"),
        ("failed", "components.invalid"),
    ]


def test_a_component_without_proof_makes_the_record_invalid() -> None:
    unsigned = {key: value for key, value in _changed().items() if key != "proof"}
    assert _report(unsigned) == ("invalid", "components.invalid")


def test_a_component_that_cannot_be_checked_leaves_the_record_open() -> None:
    foreign = _changed()
    foreign["proof"][0]["cryptosuite"] = "bbs-2023"
    assert _report(_changed(), foreign) == ("unverifiable", "components.unverifiable")


def test_records_inside_of_records_are_not_followed() -> None:
    inner = json.loads(WHOLE.data) | {"id": "urn:uuid:77777777-7777-4777-8777-777777777777"}
    assert _report(inner) == ("unverifiable", "components.nested")


def test_a_component_of_another_kind_leaves_the_record_open() -> None:
    other = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:77777777-7777-4777-8777-777777777777",
        "type": ["VerifiableCredential"],
        "issuer": samples.DID,
        "credentialSubject": {"id": LEARNER},
    }
    assert _report(_changed(), other) == ("unverifiable", "components.other_kind")
    # What does not even say that it is a credential is none.
    assert _report({"@context": other["@context"], "id": other["id"]}) == (
        "invalid", "components.invalid",
    )  # fmt: skip


def test_too_many_components_are_not_followed() -> None:
    document = json.loads(WHOLE.data)
    document["credentialSubject"]["verifiableCredential"] = [{}] * (MAX_COMPONENTS + 1)
    assert report_on(document).check("components").code == "components.too_many"


def test_a_graduates_record_is_verified() -> None:
    many = tuple(component(number) for number in range(40))
    report = report_on(signed_record(credentials=many))
    assert (report.verdict, report.check("components").params["count"]) == ("verified", "40")


@pytest.mark.parametrize("held", [[], "urn:x:1"])
def test_a_record_of_nothing_is_invalid(held: object) -> None:
    assert _report(verifiableCredential=held) == ("invalid", "components.none")


def test_a_component_of_somebody_else_is_worth_a_warning() -> None:
    assert _report(_changed(), id=f"{BASE}/people/1") == ("verified", "components.other_subject")


def test_a_revoked_component_makes_the_record_invalid() -> None:
    revoked = component(1, status=samples.credential().status)
    listed = samples.signed(samples.list_document([STATUS_INDEX])).data
    library = Library().holding(STATUS_URL, listed)
    report = report_on(signed_record(credentials=(revoked,), association=()), resolver=library)
    assert (report.verdict, report.check("components").params["reason"]) == (
        "invalid", "status.revoked",
    )  # fmt: skip
    assert status_list.is_set(status_list.decode(_encoded(listed)), STATUS_INDEX)


def _encoded(listed: bytes) -> str:
    encoded: str = json.loads(listed)["credentialSubject"]["encodedList"]
    return encoded


def test_an_association_to_nowhere_is_worth_a_warning() -> None:
    document = json.loads(json.dumps(build_clr(record()).document))
    document["credentialSubject"]["association"][0]["targetId"] = "urn:x:none"
    report = report_on(samples.signed(document))
    assert (report.verdict, report.check("subject").outcome) == ("verified", "warning")


def test_the_contexts_of_a_record_stand_in_their_order() -> None:
    document = json.loads(WHOLE.data)
    document["@context"][1:3] = reversed(document["@context"][1:3])
    assert report_on(document).check("context").code == "context.second"


def _associated(source: str, target: str, kind: str = "isPartOf") -> Any:
    return {
        "association": (Association(association_type=kind, source_id=source, target_id=target),)
    }


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"credentials": ()}, "build.no_components"),
        ({"credentials": (component(1), component(1))}, "build.component_twice"),
        ({"credentials": (samples.token(),)}, "build.component_unsigned"),
        ({"subject_id": f"{BASE}/people/1"}, "build.component_other"),
        ({"subject_id": None, "identifier": ()}, "build.subject_unnamed"),
        (_associated(ADVANCED, ADVANCED), "build.association_loop"),
        (_associated("urn:x:1", ADVANCED), "build.association_unknown"),
        (_associated(f"{BASE}/achievements/1", ADVANCED, "follows"), "structure.enum"),
        ({"valid_until": NOW.replace(year=2020)}, "build.until_before_from"),
        ({"name": "\b"}, "build.control_character"),
    ],
)
def test_building_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidCredential) as refused:
        build_clr(record(**changes))
    assert refused.value.code == code


def test_a_partial_record_says_so_and_may_name_its_learner_by_number_alone() -> None:
    signed = signed_record(partial=True, subject_id=None, endorsement=())
    assert signed.document["partial"] is True
    assert "id" not in signed.document["credentialSubject"]
    assert report_on(signed).verdict == "verified"
    assert LEARNER in signed.data.decode()


def test_an_achievement_of_a_record_needs_no_creator() -> None:
    bare = samples.achievement(id=ADVANCED, creator=None)
    assert report_on(signed_record(achievement=(bare,))).verdict == "verified"


def test_an_endorsed_record_is_verified() -> None:
    signed = signed_record(endorsement=(records.endorsed(record().id),))
    assert report_on(signed).check("endorsements").outcome == "passed"


def test_a_component_may_be_an_endorsement() -> None:
    about_learner = records.endorsed(LEARNER)
    signed = signed_record(credentials=(component(1), component(2), about_learner))
    assert report_on(signed).check("components").outcome == "passed"
