"""Base58 and base64url with their multibase prefixes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.openbadges import KeyFormatError
from badges.openbadges.multibase import (
    decode_base58,
    decode_base64url,
    encode_base58,
    encode_base64url,
)


@given(st.binary(min_size=1, max_size=80))
def test_base58_is_read_back(data: bytes) -> None:
    assert decode_base58(encode_base58(data)) == data


@given(st.binary(max_size=80))
def test_base64url_is_read_back(data: bytes) -> None:
    assert decode_base64url(encode_base64url(data)) == data


def test_published_value() -> None:
    # Multibase draft, test vector "Hello World!" of the base58 draft, section 4.
    assert encode_base58(b"Hello World!") == "z2NEpo7TZRRrLZSi2U"
    assert encode_base58(bytes.fromhex("0000287fb4cd")) == "z11233QC4"


@pytest.mark.parametrize("text", ["", "AA", "uA", "uAA==", "uA+/", "u한", "zAA"])
def test_malformed_base64url_is_refused(text: str) -> None:
    with pytest.raises(KeyFormatError) as refused:
        decode_base64url(text)
    assert refused.value.code == "multibase.base64url"
