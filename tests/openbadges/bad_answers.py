"""What an issuer, or whoever answers in its place, might serve for a good badge: named bad files.

Each entry: (how it is made, the URL it is served at, verdict, check, code).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from badges.openbadges import VerificationKey, did_document, did_key, did_web
from badges.openbadges.limits import MAX_STATUS_LIST_BYTES
from badges.openbadges.multibase import encode_base64url
from tests.openbadges import samples
from tests.openbadges.samples import DID, DID_URL, NOW, OTHER_SIGNER, SIGNER, STATUS_URL, signed

Answer = tuple[Callable[[], bytes], str, str, str, str]
OTHER_DID = did_key(OTHER_SIGNER.public_key_multibase)


def _list(**changes: Any) -> bytes:
    return signed(samples.list_document(**changes)).data


def _encoded(bits: bytes) -> bytes:
    """A list of these bits, properly signed."""
    document = samples.list_document()
    packed = gzip.compress(bits, compresslevel=6, mtime=0)
    document["credentialSubject"]["encodedList"] = encode_base64url(packed)
    return signed(document).data


def _of_another_issuer() -> bytes:
    method = f"{OTHER_DID}#{OTHER_SIGNER.public_key_multibase}"
    listed = samples.list_document(issuer=OTHER_DID)
    return signed(listed, signer=OTHER_SIGNER, method=method).data


def _forged() -> bytes:
    document = json.loads(_list(set_=[samples.STATUS_INDEX]))
    document["credentialSubject"]["encodedList"] = samples.list_document()["credentialSubject"][
        "encodedList"
    ]
    return json.dumps(document).encode()


def _keys(did: str, **times: Any) -> bytes:
    key = VerificationKey(public_key_multibase=SIGNER.public_key_multibase, **times)
    return json.dumps(did_document(did, [key])).encode()


ANSWERS: dict[str, Answer] = {
    "answer_list_bomb.json": (
        lambda: _encoded(b"\0" * (MAX_STATUS_LIST_BYTES + 1)),
        STATUS_URL, "invalid", "status", "status_list.too_large",
    ),
    "answer_list_too_short.json": (
        lambda: _encoded(b"\0" * 1024), STATUS_URL, "invalid", "status", "status_list.too_short",
    ),
    "answer_list_of_other_issuer.json": (
        _of_another_issuer, STATUS_URL, "unverifiable", "status", "status.list_other_issuer",
    ),
    "answer_list_forged.json": (
        _forged, STATUS_URL, "invalid", "status", "status.list_forged",
    ),
    "answer_list_out_of_date.json": (
        lambda: _list(valid_until=NOW - timedelta(seconds=1)),
        STATUS_URL, "unverifiable", "status", "status.list_out_of_date",
    ),
    "answer_list_of_other_address.json": (
        lambda: _list(id=f"{STATUS_URL}0"),
        STATUS_URL, "unverifiable", "status", "status.list_other_id",
    ),
    "answer_list_nested.json": (
        lambda: b"[" * 5000, STATUS_URL, "unverifiable", "status", "status.unreadable",
    ),
    "answer_keys_of_other_did.json": (
        lambda: _keys(did_web("https://other.example.org")),
        DID_URL, "invalid", "key", "key.document_id",
    ),
    "answer_keys_revoked.json": (
        lambda: _keys(DID, revoked=NOW), DID_URL, "invalid", "key", "key.revoked",
    ),
    "answer_keys_twice.json": (
        lambda: _keys(DID).replace(b'"id"', b'"id": "did:web:other.example.org", "id"', 1),
        DID_URL, "unverifiable", "key", "key.document_unreadable",
    ),
}  # fmt: skip
