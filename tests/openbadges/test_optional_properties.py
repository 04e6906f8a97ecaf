"""Every property of the model: issued, accepted by the official schemas, signed and verified."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from badges.openbadges import (
    UnsignedCredential,
    build,
    build_clr,
    build_endorsement,
)
from badges.openbadges.model import SHAPES
from badges.openbadges.structure import problems
from tests.openbadges import everything, samples
from tests.openbadges.official import definitions, validator
from tests.openbadges.samples import report_on

BUILT: dict[str, UnsignedCredential] = {
    "AchievementCredential": build(everything.achievement_credential()),
    "EndorsementCredential": build_endorsement(everything.endorsement_credential()),
    "ClrCredential": build_clr(everything.clr_credential()),
}
DOCUMENTS: dict[str, dict[str, Any]] = {
    name: json.loads(samples.signed(built).data) for name, built in BUILT.items()
}
# Kinds in the schemas that stand for whichever credential it is.
GENERAL = {"VerifiableCredential", "CredentialSubject", "Context", "ProfileRef"}
# OB 3.0 has no evidence for an endorsement (B.1.7); only the looser flavour mentions it. A proof's
# challenge, domain and nonce belong to presentations (VC Data Integrity 1.0 section 2.1).
NEVER_ISSUED = {
    ("EndorsementCredential", "evidence"), ("Proof", "challenge"), ("Proof", "domain"),
    ("Proof", "nonce"),
}  # fmt: skip


SCHEMAS = [
    ("ob_v3p0", "AchievementCredential"), ("ob_v3p0_strict_arrays", "AchievementCredential"),
    ("ob_v3p0", "EndorsementCredential"), ("clr_v2p0", "ClrCredential"),
    ("clr_v2p0", "AchievementCredential"), ("clr_v2p0", "EndorsementCredential"),
]  # fmt: skip


@pytest.mark.parametrize(("flavour", "name"), SCHEMAS)
def test_the_official_schemas_accept_it(standards: Path, flavour: str, name: str) -> None:
    official = validator(standards, flavour, name)
    assert official is not None
    assert [error.json_path for error in official.iter_errors(DOCUMENTS[name])] == []


def test_our_own_table_accepts_it() -> None:
    assert [list(problems(document)) for document in DOCUMENTS.values()] == [[], [], []]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_signed_and_verified(name: str) -> None:
    report = report_on(DOCUMENTS[name])
    open_ = {check.id: check.code for check in report.checks if check.outcome != "passed"}
    # Nobody answers at the address of the refresh service.
    assert (report.verdict, open_) == ("verified", {"refresh": "refresh.not_available"})


def _classes(value: Any) -> Iterator[tuple[str, str]]:
    """Each class and property that a document uses."""
    if isinstance(value, Mapping):
        named = value.get("type", [])
        for kind in named if isinstance(named, list) else [named]:
            yield from ((kind, key) for key in value)
        for key, member in value.items():
            # These have a type, but not of their own.
            general = {"criteria": "Criteria", "proof": "Proof"}.get(key, key)
            for inner in member if isinstance(member, list) else [member]:
                if isinstance(inner, Mapping):
                    yield from ((general[0].upper() + general[1:], name) for name in inner)
            yield from _classes(member)
    elif isinstance(value, list):
        for member in value:
            yield from _classes(member)


@pytest.mark.parametrize(("flavour", "name"), SCHEMAS)
def test_no_property_of_the_schemas_is_left_out(standards: Path, flavour: str, name: str) -> None:
    used: dict[str, set[str]] = defaultdict(set)
    for kind, key in _classes(list(DOCUMENTS.values())):
        used[kind].add(key)
    used["AchievementCredential"] = used["OpenBadgeCredential"]
    missing = {
        (kind, key)
        for kind, described in definitions(standards, flavour, name).items()
        if kind not in GENERAL
        for key in set(described.get("properties", {})) - used[kind]
    }
    assert missing <= NEVER_ISSUED


def test_our_table_has_every_property_of_the_schemas(standards: Path) -> None:
    described = definitions(standards, "clr_v2p0", "ClrCredential") | definitions(
        standards, "ob_v3p0", "AchievementCredential"
    )
    missing = {
        (kind, key)
        for kind in set(described) & set(SHAPES)
        for key in set(described[kind]["properties"])
        - set(SHAPES[kind].fields)
        - {"type", "@context"}
    }
    assert missing == {("EndorsementCredential", "evidence")}
    assert set(described) - set(SHAPES) == {
        *GENERAL,
        "CredentialStatus",
        "RefreshService",
        "TermsOfUse",
        "CredentialSchema",
    }
