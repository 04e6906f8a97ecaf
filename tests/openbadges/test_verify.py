"""The whole verification: order of checks, verdicts, formats, and no surprise whatever comes."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from badges.openbadges import Unreadable, Unresolvable, bake
from badges.openbadges.contexts import OB_CONTEXT
from badges.openbadges.limits import MAX_CONTEXTS
from tests.openbadges import samples
from tests.openbadges.samples import NOW, Library, report_on

WHOLE = samples.signed()
ORDER = [
    "format", "json", "context", "types", "schema", "subject", "issuer", "terms", "proof", "key",
    "dates", "status", "recipient",
]  # fmt: skip


def test_a_good_badge_is_verified_in_order() -> None:
    report = report_on(
        WHOLE, recipient="kim@example.ac.kr", known_issuers={samples.DID}.__contains__
    )
    assert [check.id for check in report.checks] == ORDER
    assert {check.outcome for check in report.checks} == {"passed"}
    assert (report.verdict, report.format) == ("verified", "json")
    assert report.credential == WHOLE.document


def test_a_baked_badge_is_verified_like_its_json() -> None:
    baked, plain = report_on(bake(samples.png(), WHOLE).data), report_on(WHOLE)
    assert (baked.verdict, baked.format) == ("verified", "png")
    assert baked.checks[1:] == plain.checks[1:]


def test_a_badge_baked_into_a_drawing_is_verified_like_its_json() -> None:
    baked, plain = report_on(bake(samples.DRAWING, WHOLE).data), report_on(WHOLE)
    assert (baked.verdict, baked.format, baked.check("format").code) == (
        "verified", "svg", "format.svg",
    )  # fmt: skip
    assert baked.checks[1:] == plain.checks[1:]


@pytest.mark.parametrize(
    "change",
    [
        lambda d: b"\xef\xbb\xbf" + d,
        lambda d: b"\n  " + d + b"\n",
        lambda d: json.dumps(json.loads(d), indent=2).encode(),
    ],
)
def test_white_space_is_not_part_of_the_credential(change: Any) -> None:
    assert report_on(change(WHOLE.data)).verdict == "verified"


def test_an_unknown_issuer_is_a_warning_and_no_more() -> None:
    report = report_on(WHOLE, known_issuers=lambda _: False)
    assert (report.verdict, report.check("issuer").outcome) == ("verified", "warning")


def test_nothing_to_look_up_is_no_failure() -> None:
    report = report_on(samples.signed(samples.simple()))
    assert (report.verdict, report.check("status").code) == ("verified", "status.none")
    with pytest.raises(KeyError):
        report.check("recipient")


def test_without_network_nothing_is_verified_nor_invalid() -> None:
    offline = Library()
    offline.documents.clear()
    report = report_on(WHOLE, resolver=offline)
    assert report.verdict == "unverifiable"
    assert [report.check(name).outcome for name in ("proof", "key", "status")] == [
        "not_checked"
    ] * 3


def test_each_document_is_fetched_once() -> None:
    library = Library()
    report_on(WHOLE, resolver=library)
    assert sorted(library.asked) == [samples.DID_URL, samples.STATUS_URL]


def test_a_failed_fetch_is_not_tried_again() -> None:
    library = Library().holding(samples.DID_URL, None)
    twice = json.loads(WHOLE.data)
    twice["proof"] *= 2
    assert report_on(twice, resolver=library).verdict == "unverifiable"
    assert library.asked.count(samples.DID_URL) == 1


def test_a_did_key_needs_no_network() -> None:
    did = f"did:key:{samples.SIGNER.public_key_multibase}"
    issuer = samples.Profile(id=did, name="내장")
    method = f"{did}#{samples.SIGNER.public_key_multibase}"
    library = Library()
    signed = samples.signed(samples.simple(issuer=issuer), method=method)
    assert report_on(signed, resolver=library).verdict == "verified"
    assert library.asked == []


@pytest.mark.parametrize(
    ("seconds", "verdict"), [(0, "verified"), (-1, "verified"), (1, "invalid")]
)
def test_the_last_second_still_counts(seconds: int, verdict: str) -> None:
    signed = samples.signed(samples.simple(valid_until=NOW))
    assert report_on(signed, now=NOW + timedelta(seconds=seconds)).verdict == verdict


def test_revocation_outweighs_what_could_not_be_checked() -> None:
    library = Library().holding(
        samples.STATUS_URL, samples.signed(samples.list_document([samples.STATUS_INDEX])).data
    )
    document = json.loads(WHOLE.data)
    document["proof"][0]["cryptosuite"] = "bbs-2023"
    report = report_on(document, resolver=library)
    assert (report.check("proof").outcome, report.verdict) == ("not_checked", "invalid")


@pytest.mark.parametrize(
    ("document", "check", "code"),
    [
        ({"type": "VerifiablePresentation"}, "types", "types.other"),
        (
            {"@context": [*WHOLE.document["@context"], *[OB_CONTEXT] * MAX_CONTEXTS]},
            "context",
            "context.too_many",
        ),
    ],
)
def test_other_kinds_are_left_open(document: dict[str, Any], check: str, code: str) -> None:
    report = report_on(json.loads(WHOLE.data) | document)
    assert report.check(check).code == code
    assert report.verdict != "verified"
    assert "proof" not in [made.id for made in report.checks]


def test_a_credential_of_two_kinds_is_invalid() -> None:
    kinds = ["VerifiableCredential", "OpenBadgeCredential", "EndorsementCredential"]
    report = report_on(json.loads(WHOLE.data) | {"type": kinds})
    assert (report.verdict, report.check("types").code) == ("invalid", "types.several")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 10**17) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8) | st.sampled_from(["did:web:a.kr", "https://a.kr/x", "_:b", "urn:x", "z6Mk", "Result"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["id", "type", "@id", "@context", "@value", "x", "a:b"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def _places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    entries = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, member in list(entries):
        found += [(value, key), *_places(member)]
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_change_is_verified_and_none_is_a_surprise(data: st.DataObject) -> None:
    document = json.loads(WHOLE.data)
    container, key = data.draw(st.sampled_from(_places(document)), label="where")
    before = container[key]
    container[key] = data.draw(ANYTHING, label="what")
    try:
        report = report_on(document, recipient="kim@example.ac.kr")
    except Unreadable:
        return
    # A list of one and its member, true and 1, 12.5 and itself are the same statement.
    if report.verdict == "verified":
        assert container[key] in (before, [before]) or [container[key]] == before
    for check in report.checks:
        assert check.message("ko")
        assert check.message("en")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_answer_of_the_network_is_a_surprise(data: st.DataObject) -> None:
    library = Library()
    url = data.draw(st.sampled_from([samples.DID_URL, samples.STATUS_URL]))
    document = json.loads(library.documents[url])
    container, key = data.draw(st.sampled_from(_places(document)))
    container[key] = data.draw(ANYTHING)
    report_on(WHOLE, resolver=library.holding(url, document))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_are_a_surprise(data: bytes) -> None:
    for start in (b"", b"{", b"\x89PNG\r\n\x1a\n", b"<svg "):
        try:
            report = report_on(start + data)
        except Unreadable:
            continue
        assert report.verdict != "verified"


def test_errors_of_a_resolver_keep_their_reason() -> None:
    error = Unresolvable("https://a.kr", reason="timeout")
    assert (error.code, error.params["reason"], str(error)) == (
        "resolve.failed", "timeout", "Could not fetch https://a.kr.",
    )  # fmt: skip
