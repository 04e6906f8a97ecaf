"""Whether it still stands: good, revoked, and every list that may not be believed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from badges import openbadges as ob
from badges.openbadges import status_list
from badges.openbadges.limits import MAX_STATUS_ENTRIES
from tests.openbadges import samples
from tests.openbadges.samples import DID, LENGTH, NOW, STATUS_INDEX, STATUS_URL, Library, report_on

WHOLE = samples.signed()
OTHER_METHOD = f"{DID}#{samples.OTHER_SIGNER.public_key_multibase}"


def _status(content: Any, document: Any = WHOLE) -> tuple[str, str]:
    report = report_on(document, resolver=Library().holding(STATUS_URL, content))
    return report.verdict, report.check("status").code


def _list(set_: Any = (), **changes: Any) -> bytes:
    return samples.signed(samples.list_document(set_, **changes)).data


def _spoiled(**changes: Any) -> bytes:
    """A list with other properties, properly signed."""
    return samples.signed(samples.list_document() | changes).data


def _subject(**changes: Any) -> bytes:
    document = samples.list_document()
    document["credentialSubject"] |= changes
    return samples.signed(document).data


def test_a_set_bit_revokes_and_its_neighbours_do_not() -> None:
    assert _status(_list([STATUS_INDEX])) == ("invalid", "status.revoked")
    assert _status(_list([STATUS_INDEX - 1, STATUS_INDEX + 1])) == ("verified", "status.clear")


@pytest.mark.parametrize(
    ("purpose", "verdict", "code"),
    [
        ("suspension", "invalid", "status.suspended"),
        ("refresh", "verified", "status.clear"),
        ("message", "verified", "status.clear"),
    ],
)
def test_what_a_set_bit_means_depends_on_the_purpose(purpose: str, verdict: str, code: str) -> None:
    document = samples.document()
    document["credentialStatus"]["statusPurpose"] = purpose
    listed = _list([STATUS_INDEX], purpose=purpose)
    assert _status(listed, samples.signed(document)) == (verdict, code)


def _by_another_key() -> bytes:
    return samples.signed(
        samples.list_document(), signer=samples.OTHER_SIGNER, method=OTHER_METHOD
    ).data


def _tampered() -> bytes:
    signed = json.loads(_list([STATUS_INDEX]))
    signed["credentialSubject"]["encodedList"] = status_list.encode([], length=LENGTH)
    return json.dumps(signed).encode()


def _unsupported_proof() -> bytes:
    signed = json.loads(_list())
    signed["proof"][0]["cryptosuite"] = "bbs-2023"
    return json.dumps(signed).encode()


PAST, FUTURE = NOW - timedelta(days=2), NOW + timedelta(days=2)
LISTS: dict[str, tuple[bytes | None, str, str]] = {
    "cannot be had": (None, "unverifiable", "status.unresolvable"),
    "is no json": (b"<html/>", "unverifiable", "status.unreadable"),
    "is a jwt": (b"aaa.bbb.ccc", "unverifiable", "status.unreadable"),
    "has a key twice": (b'{"id": 1, "id": 2}', "unverifiable", "status.unreadable"),
    "is of vcdm 1.1": (
        json.dumps({"@context": ["https://www.w3.org/2018/credentials/v1"]}).encode(),
        "unverifiable",
        "status.list_malformed",
    ),
    "is not signed": (
        json.dumps(samples.list_document()).encode(),
        "invalid",
        "status.list_forged",
    ),
    "was tampered with": (_tampered(), "invalid", "status.list_forged"),
    "is signed by an unlisted key": (_by_another_key(), "invalid", "status.list_forged"),
    "has a proof of another suite": (
        _unsupported_proof(),
        "unverifiable",
        "status.list_unverified",
    ),
    "is somebody else's": (
        _list(issuer="did:web:other.kr"),
        "unverifiable",
        "status.list_other_issuer",
    ),
    "is another list": (
        _list(id=f"{samples.BASE}/status/2"),
        "unverifiable",
        "status.list_other_id",
    ),
    "has expired": (
        _list(valid_until=PAST),
        "unverifiable",
        "status.list_out_of_date",
    ),
    "is not yet valid": (_list(valid_from=FUTURE), "unverifiable", "status.list_out_of_date"),
    "is no status list": (
        samples.signed(samples.simple()).data,
        "invalid",
        "status.list_malformed",
    ),
    "has a text as subject": (
        _spoiled(credentialSubject="urn:x:1"),
        "invalid",
        "status.list_malformed",
    ),
    "has no list": (_subject(encodedList="u"), "invalid", "status_list.encoding"),
    "is of another purpose": (_list(purpose="message"), "invalid", "status.purpose_differs"),
}


@pytest.mark.parametrize("case", LISTS)
def test_a_list_that(case: str) -> None:
    content, verdict, code = LISTS[case]
    assert _status(content) == (verdict, code)


def test_a_list_without_encoded_list_is_malformed() -> None:
    document = samples.list_document()
    del document["credentialSubject"]["encodedList"]
    assert _status(samples.signed(document).data) == ("invalid", "status.list_malformed")


def test_bad_news_is_believed_from_another_list_of_the_issuer() -> None:
    """Its own id is different, as in 1EdTech's samples; good news from it is not believed."""
    content = _list([STATUS_INDEX], id=f"{samples.BASE}/status/2")
    assert _status(content) == ("invalid", "status.revoked")


def test_a_list_of_several_purposes_serves_each() -> None:
    assert _status(_subject(statusPurpose=["message", "revocation"]))[0] == "verified"


def test_an_index_may_be_a_number_as_in_1edtechs_samples() -> None:
    document = samples.document()
    document["credentialStatus"]["statusListIndex"] = STATUS_INDEX
    assert _status(_list([STATUS_INDEX]), samples.signed(document))[1] == "status.revoked"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"statusListIndex": "007"}, "status.malformed"),
        ({"statusListIndex": "1.5"}, "status.malformed"),
        ({"statusListIndex": True}, "status.malformed"),
        ({"statusListIndex": "9" * 40}, "status.malformed"),
        ({"statusListCredential": "status/1"}, "status.malformed"),
        ({"statusPurpose": ["revocation"]}, "status.purpose_unknown"),
        ({"statusSize": 2}, "status.size"),
    ],
)
def test_an_entry_that_cannot_be_read(change: dict[str, Any], code: str) -> None:
    document = json.loads(WHOLE.data)
    document["credentialStatus"] |= change
    assert report_on(document).check("status").code == code


@pytest.mark.parametrize("entries", ["https://a.kr/1", [], [{}, 1], None])
def test_a_status_that_is_no_object_is_malformed(entries: object) -> None:
    document = json.loads(WHOLE.data) | {"credentialStatus": entries}
    assert report_on(document).check("status").code == "status.malformed"


def test_of_several_entries_the_worst_counts() -> None:
    document = json.loads(WHOLE.data)
    clear = document["credentialStatus"]
    revoked = clear | {"statusListIndex": "8"}
    document["credentialStatus"] = [clear, revoked]
    library = Library().holding(STATUS_URL, _list([8]))
    assert report_on(document, resolver=library).check("status").code == "status.revoked"


def test_too_many_entries_are_not_followed() -> None:
    document = json.loads(WHOLE.data)
    document["credentialStatus"] = [document["credentialStatus"]] * (MAX_STATUS_ENTRIES + 1)
    library = Library()
    assert report_on(document, resolver=library).check("status").code == "status.too_many"
    assert STATUS_URL not in library.asked


def test_what_is_known_of_a_list_is_not_found_out_again_but_the_time_is() -> None:
    until = NOW + timedelta(hours=1)
    library = Library().holding(STATUS_URL, _list([STATUS_INDEX - 1], valid_until=until))
    known = ob.StatusLists()

    def code_at(now: Any) -> str:
        return ob.verify(WHOLE.data, now=now, resolver=library, lists=known).check("status").code

    assert code_at(NOW) == "status.clear"
    # Another list in its place is not looked at: whose answers change has to begin anew.
    library.holding(STATUS_URL, _tampered())
    assert code_at(NOW) == "status.clear"
    assert code_at(until + timedelta(seconds=1)) == "status.list_out_of_date"
    known = ob.StatusLists()
    assert code_at(NOW) == "status.list_forged"
