"""Bad records, endorsements and chains for ``bad_files``: (how it is made, verdict, check, code)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from badges.openbadges import build_clr
from tests.openbadges import records, samples

Entry = tuple[Callable[[], bytes], str, str, str]


def _record(*components: dict[str, Any]) -> bytes:
    """Signed by the centre, whatever stands inside."""
    document = json.loads(json.dumps(build_clr(records.record(association=())).document))
    document["credentialSubject"]["verifiableCredential"] = list(components)
    return samples.signed(document).data


def _changed_component() -> bytes:
    return _record(json.loads(records.component(1).data) | {"name": "심화"})


def _record_of_a_record() -> bytes:
    inner = json.loads(records.signed_record().data)
    return _record(inner | {"id": "urn:uuid:77777777-7777-4777-8777-777777777777"})


def _changed_endorsement() -> bytes:
    document = samples.document()
    endorsement = json.loads(records.endorsed(document["id"]).data)
    endorsement["credentialSubject"]["endorsementComment"] = "최고의 과정"
    return samples.signed(document | {"endorsement": [endorsement]}).data


def _broken_chain() -> bytes:
    document = json.loads(samples.signed().data)
    document["proof"][0]["previousProof"] = "urn:x:none"
    return json.dumps(document, ensure_ascii=False).encode()


def _two_kinds() -> bytes:
    document = json.loads(samples.signed().data)
    document["type"].append("EndorsementCredential")
    return json.dumps(document, ensure_ascii=False).encode()


RECORDS: dict[str, Entry] = {
    "record_with_changed_component.json": (
        _changed_component, "invalid", "components", "components.invalid",
    ),
    "record_inside_of_record.json": (
        _record_of_a_record, "unverifiable", "components", "components.nested",
    ),
    "endorsement_changed.json": (
        _changed_endorsement, "invalid", "endorsements", "endorsements.invalid",
    ),
    "proof_chain_broken.json": (_broken_chain, "invalid", "proof", "proof.previous_missing"),
    "type_of_two_kinds.json": (_two_kinds, "invalid", "types", "types.several"),
}  # fmt: skip
