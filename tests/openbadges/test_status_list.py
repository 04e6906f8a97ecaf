"""Bitstring status lists: the published vector, round trips, bounds."""

from __future__ import annotations

import gzip
import itertools
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badges.openbadges import StatusListError, index_for, status_list
from badges.openbadges.limits import MAX_STATUS_LIST_BYTES
from badges.openbadges.multibase import decode_base64url, encode_base64url
from tests.openbadges import samples

LENGTH = samples.LENGTH
# Bitstring Status List 1.0, section 2.2, example 3.
PUBLISHED = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"


def test_the_published_list_is_16_kib_of_zeros() -> None:
    assert status_list.decode(PUBLISHED) == bytes(16_384)
    assert status_list.decode(status_list.encode([], length=LENGTH)) == bytes(16_384)


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, LENGTH - 1), max_size=50))
def test_exactly_the_given_indexes_are_set(indexes: set[int]) -> None:
    bits = status_list.decode(status_list.encode(indexes, length=LENGTH))
    assert sum(byte.bit_count() for byte in bits) == len(indexes)
    assert all(status_list.is_set(bits, index) for index in indexes)


def test_bit_0_is_the_most_significant_of_the_first_byte() -> None:
    bits = status_list.decode(status_list.encode([0, 9], length=LENGTH))
    assert bits[:2] == bytes([0b1000_0000, 0b0100_0000])


def test_encoding_is_reproducible() -> None:
    first = status_list.encode([5, 1], length=LENGTH)
    assert first == status_list.encode([1, 5, 5], length=LENGTH)
    assert decode_base64url(first)[4:8] == b"\0\0\0\0"


@pytest.mark.parametrize(
    ("indexes", "length", "code"),
    [
        ([], 131_064, "status_list.length"),
        ([], 131_073, "status_list.length"),
        ([], (MAX_STATUS_LIST_BYTES + 1) * 8, "status_list.too_large"),
        ([LENGTH], LENGTH, "status_list.index"),
        ([-1], LENGTH, "status_list.index"),
    ],
)
def test_encode_refuses(indexes: list[int], length: int, code: str) -> None:
    with pytest.raises(StatusListError) as refused:
        status_list.encode(indexes, length=length)
    assert refused.value.code == code


def _packed(data: bytes) -> str:
    return encode_base64url(gzip.compress(data, mtime=0))


@pytest.mark.parametrize(
    ("encoded", "code"),
    [
        ("", "status_list.encoding"),
        (PUBLISHED[1:], "status_list.encoding"),
        (PUBLISHED[:-8], "status_list.encoding"),
        (PUBLISHED + "AAAA", "status_list.encoding"),
        ("uAAAA", "status_list.encoding"),
        (_packed(bytes(16_383)), "status_list.too_short"),
        (_packed(bytes(MAX_STATUS_LIST_BYTES + 1)), "status_list.too_large"),
    ],
)
def test_decode_refuses(encoded: str, code: str) -> None:
    with pytest.raises(StatusListError) as refused:
        status_list.decode(encoded)
    assert refused.value.code == code


def test_the_largest_list_still_decodes() -> None:
    assert len(status_list.decode(_packed(bytes(MAX_STATUS_LIST_BYTES)))) == MAX_STATUS_LIST_BYTES


def test_an_index_outside_is_no_answer() -> None:
    bits = status_list.decode(PUBLISHED)
    for index in (-1, LENGTH):
        with pytest.raises(StatusListError):
            status_list.is_set(bits, index)


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=1, max_size=32), st.integers(1, 700))
def test_index_for_is_a_bijection(key: bytes, length: int) -> None:
    places = [index_for(counter, key=key, length=length) for counter in range(length)]
    assert sorted(places) == list(range(length))


def test_places_do_not_tell_the_order() -> None:
    places = [index_for(counter, key=b"k" * 32, length=LENGTH) for counter in range(200)]
    steps = [abs(right - left) for left, right in itertools.pairwise(places)]
    assert len(set(places)) == 200
    assert min(steps) > 10
    assert sum(steps) / len(steps) > LENGTH / 6


def test_another_key_gives_other_places() -> None:
    first = [index_for(counter, key=b"a", length=LENGTH) for counter in range(50)]
    second = [index_for(counter, key=b"b", length=LENGTH) for counter in range(50)]
    assert first != second


@pytest.mark.parametrize("counter", [-1, LENGTH])
def test_a_full_list_gives_no_place(counter: int) -> None:
    with pytest.raises(StatusListError) as refused:
        index_for(counter, key=b"k", length=LENGTH)
    assert refused.value.code == "status_list.full"


def test_the_list_credential_has_one_purpose_and_its_address() -> None:
    until = samples.NOW + timedelta(days=1)
    document = samples.list_document([7], valid_until=until, ttl=300_000)
    subject = document["credentialSubject"]
    assert document["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert document["validUntil"] == "2026-11-24T09:00:00Z"
    assert (subject["statusPurpose"], subject["ttl"]) == ("revocation", 300_000)
    assert subject["id"] == f"{samples.STATUS_URL}#list"
    assert "proof" in samples.signed(document).document


def test_the_list_credential_needs_a_zone_and_a_real_list() -> None:
    with pytest.raises(StatusListError) as refused:
        samples.list_document(valid_from=datetime(2026, 1, 1))  # noqa: DTZ001 - what is refused
    assert refused.value.code == "status_list.naive_time"
    with pytest.raises(StatusListError):
        samples.list_document(encoded_list="u")
