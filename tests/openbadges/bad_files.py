"""The named bad files in tests/vectors/bad: how each was made and what has to be said of it.

A file is written once and kept; `python -m tests.openbadges.bad_files` writes them all again, and a
test fails when a file differs from what is described here. Most are properly signed, so that the
one fault they carry is the only one.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from badges.openbadges import bake, did_key
from badges.openbadges.png import KEYWORD
from tests.openbadges import samples
from tests.openbadges.bad_answers import ANSWERS
from tests.openbadges.bad_drawings import DRAWINGS
from tests.openbadges.bad_records import RECORDS
from tests.openbadges.bad_tokens import TOKENS
from tests.openbadges.bad_tricks import TRICKS
from tests.openbadges.samples import NOW, OTHER_SIGNER, document, signed

FOLDER = Path(__file__).resolve().parents[1] / "vectors" / "bad"
CREDENTIALS = "https://www.w3.org/2018/credentials#"
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bad:
    """``check`` and ``code`` are what the report has to name; without check it is unreadable."""

    make: Callable[[], bytes]
    verdict: str
    check: str
    code: str


def _write(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _before(spoil: Callable[[Document], object]) -> Callable[[], bytes]:
    """Spoiled, then signed: the issuer's own fault."""

    def make() -> bytes:
        spoiled = document()
        spoil(spoiled)
        return signed(spoiled).data

    return make


def _after(spoil: Callable[[Document], object]) -> Callable[[], bytes]:
    """Signed, then spoiled: somebody else's doing."""

    def make() -> bytes:
        spoiled = json.loads(signed().data)
        spoil(spoiled)
        return _write(spoiled)

    return make


def _proof(**changes: Any) -> Callable[[], bytes]:
    return _after(lambda d: d["proof"][0].update(changes))


def _achievement(whole: Document) -> Document:
    found: Document = whole["credentialSubject"]["achievement"]
    return found


def _rename(whole: Document, old: str, new: str, wrap: Callable[[Any], Any] = lambda v: v) -> None:
    whole[new] = wrap(whole.pop(old))


def _typed_time(value: str) -> Document:
    return {"@value": value, "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}


def _expired_but_respelled() -> bytes:
    """The signature would hold; whoever reads "validUntil" finds nothing."""
    expired = samples.credential(valid_until=NOW - timedelta(hours=1))
    spoiled = json.loads(signed(expired).data)
    _rename(spoiled, "validUntil", f"{CREDENTIALS}validUntil", _typed_time)
    return _write(spoiled)


def _two_proofs() -> bytes:
    spoiled = json.loads(signed().data)
    bad = dict(spoiled["proof"][0], created="2026-11-23T07:59:59Z")
    spoiled["proof"].append(bad)
    return _write(spoiled)


def _by_another_did() -> bytes:
    did = did_key(OTHER_SIGNER.public_key_multibase)
    method = f"{did}#{OTHER_SIGNER.public_key_multibase}"
    return signed(signer=OTHER_SIGNER, method=method).data


def _by_an_unlisted_key() -> bytes:
    method = f"{samples.DID}#{OTHER_SIGNER.public_key_multibase}"
    return signed(signer=OTHER_SIGNER, method=method).data


def _chunk(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(kind + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + kind + body + checksum


def _two_in_a_picture() -> bytes:
    baked = bake(samples.png(), signed()).data
    again = _chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + signed(samples.simple()).data)
    return baked[:33] + again + baked[33:]


def _poison() -> bytes:
    spoiled = json.loads(signed().data)
    names = [f"_:n{number}" for number in range(9)]
    spoiled["relatedResource"] = [
        {"id": name, "type": "VerifiableCredential", "evidence": [{"id": n} for n in names]}
        for name in names
    ]
    return _write(spoiled)


def _status(**changes: Any) -> Callable[[], bytes]:
    return _before(lambda d: d["credentialStatus"].update(changes))


def _other_status(whole: Document) -> None:
    kind = f"{samples.BASE}/vocabulary#OtherList"
    whole["credentialStatus"] = {"id": f"{samples.BASE}/revoked", "type": kind}


def _nested(levels: int) -> bytes:
    return b'{"@context":' + b"[" * levels + b"]" * levels + b"}"


V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

BAD: dict[str, Bad] = {
    # Not readable at all
    "empty.json": Bad(lambda: b" \n", "", "", "format.empty"),
    "neither_png_nor_json.txt": Bad("배지입니다".encode, "", "", "format.unknown"),
    "not_a_credential.json": Bad(lambda: b'{"name": "x"}', "", "", "format.not_a_credential"),
    "list.json": Bad(lambda: b"[]", "", "", "json.not_object"),
    "cut_off.json": Bad(lambda: signed().data[:-40], "", "", "json.syntax"),
    "nan.json": Bad(lambda: b'{"credentialSubject": NaN}', "", "", "json.constant"),
    "nested_too_deep.json": Bad(lambda: _nested(40), "", "", "json.too_deep"),
    "cp949.json": Bad(
        lambda: '{"credentialSubject": "한"}'.encode("cp949"), "", "", "json.not_utf8"
    ),
    "cut_off.png": Bad(
        lambda: bake(samples.png(), signed()).data[:-20], "", "", "png.truncated"
    ),
    "no_credential.png": Bad(samples.png, "", "", "png.no_credential"),
    "too_wide.png": Bad(lambda: samples.bare_png(20_000, 8), "", "", "png.dimensions"),
    "damaged.png": Bad(
        lambda: bake(samples.png(), signed()).data.replace("기초".encode(), "기조".encode(), 1),
        "", "", "png.checksum",
    ),
    # Two readings
    "two_credentials.png": Bad(_two_in_a_picture, "invalid", "format", "png.two_credentials"),
    "duplicate_key.json": Bad(
        lambda: signed().data.replace(b'"id":', b'"id":"urn:x:other","id":', 1),
        "invalid", "json", "json.duplicate_key",
    ),
    "half_a_character.json": Bad(
        lambda: signed().data.replace("학생".encode(), b"\\ud83d", 1),
        "invalid", "json", "json.surrogate",
    ),
    # Contexts and types
    "context_without_open_badges.json": Bad(
        _after(lambda d: d.update({"@context": [V2]})), "invalid", "context", "context.second"
    ),
    "context_in_wrong_order.json": Bad(
        _after(lambda d: d.update({"@context": [OB, V2]})), "invalid", "context", "context.first"
    ),
    "context_of_a_number.json": Bad(
        _after(lambda d: d["@context"].append(7)), "invalid", "context", "context.malformed"
    ),
    "context_unknown.json": Bad(
        _after(lambda d: d["@context"].append("https://example.org/v1")),
        "unverifiable", "context", "context.unknown",
    ),
    "context_inline.json": Bad(
        _after(lambda d: d["@context"].append({"cohort": "https://example.org/cohort"})),
        "unverifiable", "context", "context.inline",
    ),
    "type_missing.json": Bad(
        _before(lambda d: d.update(type=["VerifiableCredential"])),
        "invalid", "types", "types.missing",
    ),
    # Structure, subject, issuer
    "achievement_without_name.json": Bad(
        _before(lambda d: _achievement(d).pop("name")), "invalid", "schema", "structure.required"
    ),
    "achievement_type_without_ext.json": Bad(
        _before(lambda d: _achievement(d).update(achievementType="MicroDegree")),
        "invalid", "schema", "structure.enum",
    ),
    "image_as_text.json": Bad(
        _before(lambda d: _achievement(d).update(image="https://a.kr/a.png")),
        "invalid", "schema", "structure.object",
    ),
    "two_statuses.json": Bad(
        _before(lambda d: d.update(credentialStatus=[d["credentialStatus"]])),
        "invalid", "schema", "structure.single",
    ),
    "date_without_zone.json": Bad(
        _before(lambda d: d.update(validFrom="2026-11-22T09:00:00")),
        "invalid", "schema", "structure.time",
    ),
    "subject_unnamed.json": Bad(
        _before(lambda d: d["credentialSubject"].pop("identifier")),
        "invalid", "subject", "subject.unnamed",
    ),
    "criteria_empty.json": Bad(
        _before(lambda d: _achievement(d).update(criteria={})),
        "invalid", "subject", "subject.no_criteria",
    ),
    "issuer_of_other_type.json": Bad(
        _after(lambda d: d["issuer"].update(type=["Organization"])),
        "invalid", "issuer", "issuer.no_profile",
    ),
    "issuer_without_id.json": Bad(
        _after(lambda d: d["issuer"].pop("id")), "invalid", "issuer", "issuer.no_profile"
    ),
    # Terms
    "term_undefined.json": Bad(
        _after(lambda d: d.update(honours="summa cum laude")),
        "invalid", "terms", "terms.undefined",
    ),
    "language_map.json": Bad(
        _after(lambda d: _achievement(d).update(name={"ko": "기초", "en": "Foundation"})),
        "invalid", "terms", "terms.undefined",
    ),
    "extensions_context_missing.json": Bad(
        _after(lambda d: d["@context"].remove(EXTENSIONS)), "invalid", "terms", "terms.relative"
    ),
    "expired_but_respelled.json": Bad(
        _expired_but_respelled, "invalid", "terms", "terms.respelled"
    ),
    "revocable_but_respelled.json": Bad(
        _after(lambda d: _rename(d, "credentialStatus", f"{CREDENTIALS}credentialStatus")),
        "invalid", "terms", "terms.respelled",
    ),
    "poison_graph.json": Bad(_poison, "unverifiable", "terms", "canon.too_costly"),
    "control_character.json": Bad(
        _after(lambda d: d.update(name="기초\b")),
        "unverifiable", "terms", "canon.control_character",
    ),
    # Proof and key
    "proof_missing.json": Bad(
        _after(lambda d: d.pop("proof")), "invalid", "proof", "proof.missing"
    ),
    "name_changed.json": Bad(
        _after(lambda d: d.update(name="심화")), "invalid", "proof", "proof.broken"
    ),
    "number_changed.json": Bad(
        _after(lambda d: d["credentialSubject"].update(creditsEarned=21)),
        "invalid", "proof", "proof.broken",
    ),
    "created_changed.json": Bad(
        _proof(created="2026-11-23T07:00:00Z"), "invalid", "proof", "proof.broken"
    ),
    "created_malformed.json": Bad(
        _proof(created="yesterday"), "invalid", "proof", "proof.malformed"
    ),
    "proof_value_short.json": Bad(
        _proof(proofValue="z41ZsNkz78FHSGkAD5J4b8"), "invalid", "proof", "proof.malformed"
    ),
    "proof_as_text.json": Bad(
        _after(lambda d: d.update(proof="z58DAdFfa9SkqZMVPxAQpic7ndSayn1PzZs6ZjWp1CktyGesjuTSwRdo")),
        "invalid", "proof", "proof.malformed",
    ),
    "proof_expired.json": Bad(
        _proof(expires="2026-11-23T08:59:59Z"), "invalid", "proof", "proof.expired"
    ),
    "proof_for_signing_in.json": Bad(
        _proof(proofPurpose="authentication"), "invalid", "proof", "proof.purpose"
    ),
    "proof_of_unknown_suite.json": Bad(
        _proof(cryptosuite="bbs-2023"), "unverifiable", "proof", "proof.unsupported"
    ),
    "second_proof_bad.json": Bad(_two_proofs, "invalid", "proof", "proof.broken"),
    "key_of_somebody_else.json": Bad(_by_another_did, "invalid", "key", "key.other_controller"),
    "key_not_listed.json": Bad(_by_an_unlisted_key, "invalid", "key", "key.not_listed"),
    # Dates and status
    "expired.json": Bad(
        lambda: signed(samples.credential(valid_until=NOW - timedelta(seconds=1))).data,
        "invalid", "dates", "dates.expired",
    ),
    "not_yet_valid.json": Bad(
        lambda: signed(samples.credential(valid_from=NOW + timedelta(seconds=1))).data,
        "invalid", "dates", "dates.not_yet",
    ),
    "status_index_out_of_range.json": Bad(
        _status(statusListIndex=str(samples.LENGTH)), "invalid", "status", "status_list.index"
    ),
    "status_index_negative.json": Bad(
        _status(statusListIndex="-1"), "invalid", "status", "status.malformed"
    ),
    "status_of_other_purpose.json": Bad(
        _status(statusPurpose="suspension"), "invalid", "status", "status.purpose_differs"
    ),
    "status_of_unknown_purpose.json": Bad(
        _status(statusPurpose="annulment"), "unverifiable", "status", "status.purpose_unknown"
    ),
    "status_of_unknown_kind.json": Bad(
        _before(_other_status), "unverifiable", "status", "status.unsupported"
    ),
    "status_by_ftp.json": Bad(
        _status(statusListCredential="ftp://badges.example.ac.kr/status/1"),
        "unverifiable", "status", "status.not_web",
    ),
}  # fmt: skip


BAD |= {name: Bad(*entry) for name, entry in (DRAWINGS | TOKENS | RECORDS | TRICKS).items()}
MAKERS: dict[str, Callable[[], bytes]] = {
    **{name: bad.make for name, bad in BAD.items()},
    **{name: answer[0] for name, answer in ANSWERS.items()},
}


def write_all() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in MAKERS.items():
        (FOLDER / name).write_bytes(make())


if __name__ == "__main__":
    write_all()
