"""Our table of the model against the official JSON Schemas, over seeded changes to every example.

Each disagreement belongs to a class with its reason from the specification (``REASONS``); one that
belongs to none fails the test. ``CREDCENTER_TEST_MUTATIONS`` sets how many changes are tried.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from badges.openbadges import contexts
from badges.openbadges.checks.document import check_context, check_types, is_badge, objects
from badges.openbadges.model import SHAPES
from badges.openbadges.structure import kind_of, problems, type_names
from tests.openbadges.mutations import mutate, places
from tests.openbadges.official import validator
from tests.openbadges.test_optional_properties import DOCUMENTS

COUNT = int(os.environ.get("CREDCENTER_TEST_MUTATIONS", "500"))
SEED = os.environ.get("CREDCENTER_TEST_SEED", "20261123")
Document = dict[str, Any]
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
_STEP = re.compile(r"[^.\[\]]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """What we object to: the code of our refusal, the value, and the object that it stands in."""

    code: str
    value: Any
    owner: Any = None


def _map(fault: Fault) -> bool:
    """A language map, which the flavour that 1EdTech serves takes for any text."""
    return _is_map(fault.value)


def _is_map(value: Any) -> bool:
    return isinstance(value, dict) and all(
        _LANGUAGE.fullmatch(key) and isinstance(text, str) for key, text in value.items()
    )


def _text(fault: Fault) -> bool:
    return isinstance(fault.value, str)


def _no_uri(fault: Fault) -> bool:
    if not isinstance(fault.value, str):
        return False
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):(.)", fault.value)
    hostless = fault.value.startswith("http") and not urlsplit(fault.value).netloc
    return found is None or hostless or re.search(r"[\s<>\"{}|\\^`]", fault.value) is not None


def _no_timestamp(fault: Fault) -> bool:
    return isinstance(fault.value, str) and re.search("[tz]|:60|^9999", fault.value) is not None


def _loose_extension(fault: Fault) -> bool:
    return isinstance(fault.value, str) and re.search(r".ext:|ext:.*\W", fault.value) is not None


def _untyped_map(fault: Fault) -> bool:
    return fault.value is None and _is_map(fault.owner)


def _no_list(fault: Fault) -> bool:
    return not isinstance(fault.value, list)


@dataclass(frozen=True, slots=True)
class Reason:
    """A class of refusals of ours that a schema does not share, one of them, and why.

    ``lists_only``: the older flavour, where arrays are mandatory, does not share them either.
    """

    codes: str
    where: Callable[[Fault], bool]
    path: str
    value: Any
    why: str
    lists_only: bool = False

    def explains(self, fault: Fault) -> bool:
        return re.fullmatch(self.codes, fault.code) is not None and self.where(fault)


A = "credentialSubject.achievement"
REASONS = [
    Reason(
        "structure.uri", _no_uri, "id", "credentials/42",
        "URI and URL are derived types of OB 3.0; the schema only says string.",
        lists_only=True,
    ),
    Reason(
        "structure.(text|uri|jws|language|enum|country|time|missing_type)|types.missing",
        _map, f"{A}.name", {"ko": "기초"},
        "No context of OB 3.0 declares a language container, so the text would stay out of what is "
        "signed (VC Data Integrity 4.1); the other flavour of the schema refuses it too.",
    ),
    Reason(
        "structure.missing_type|types.missing", _text, f"{A}.type", "Award",
        "Each class says which word its type has to hold (OB 3.0 B.1 and following); this flavour of "
        "the schema looks for it in lists only, the other has lists only.",
    ),
    Reason(
        "structure.missing_type", _untyped_map, "issuer", {"ko": "한빛대학교"},
        "The issuer is a URI or a Profile (OB 3.0 B.1.20); to the schema this is an address in Korean.",
    ),
    Reason(
        "structure.time", _no_timestamp, "validFrom", "2026-01-01t00:00:00z",
        "XML Schema dateTimeStamp (VC 2.0 4.9), not RFC 3339: capital T and Z, no leap second, and an "
        "instant that can be compared with others (not after the year 9999).",
        lists_only=True,
    ),
    Reason(
        "structure.enum", _loose_extension, f"{A}.achievementType", "xext:Own",
        "A value of one's own begins with ext: (OB 3.0 B.1.29 to B.1.32) and has no spaces; the pattern of the "
        "schema is not anchored.",
        lists_only=True,
    ),
    Reason(
        "structure.country", _text, "issuer.address.addressCountryCode", "kr",
        "CountryCode is ISO 3166-1 alpha-2, two capitals (OB 3.0 B.1.4).",
        lists_only=True,
    ),
    Reason(
        "context.first|context.second", _no_list,
        "@context", "https://www.w3.org/ns/credentials/v2",
        "An ordered list that begins with the two contexts (VC 2.0 4.3, OB 3.0 B.1.2); the other "
        "flavour has lists only.",
    ),
]  # fmt: skip
# What the table leaves to the checks of inner credentials.
_CLASSES = {"endorsement": "EndorsementCredential", "issuer": "Profile"}
SCHEMAS = {"ClrCredential": "clr_v2p0"}


def _ours(document: Document) -> Fault | None:
    """What our checks of the shape refuse, inner credentials included."""
    context, types = check_context(document, extra_contexts=None), check_types(document)
    if context.outcome == "failed":
        return Fault(context.code, document.get("@context"))
    if types.outcome != "passed":
        return Fault(types.code, document.get("type"))
    for problem in problems(document):
        owner, value = _at(document, problem.path)
        return Fault(problem.code, value, owner)
    return next(filter(None, map(_ours, _inner(document))), None)


def _at(document: Any, path: str) -> tuple[Any, Any]:
    """The value at a path of ours, None if there is none, and what it stands in."""
    owner, value = None, document
    for step in _STEP.findall(path):
        owner = value
        value = value[int(step)] if isinstance(value, list) else value.get(step)
    return owner, value


def _inner(document: Document) -> Iterator[Document]:
    for place in places(document):
        if place.key == "endorsement":
            yield from (dict(inner) for inner in objects(place.value))
    if kind_of(document) == "ClrCredential":
        for inner in objects(document["credentialSubject"]["verifiableCredential"]):
            # Of other kinds the verifier says no more than that it does not know them.
            if is_badge(inner) or "VerifiableCredential" not in type_names(inner.get("type")):
                yield dict(inner)


def _theirs(standards: Path, document: Document) -> bool:
    """Whether the schema of its class accepts it, and for a record those of the badges inside."""
    kind = kind_of(document)
    official = validator(standards, SCHEMAS.get(kind, "ob_v3p0"), kind)
    assert official is not None
    if not official.is_valid(document):
        return False
    inner = _inner(document) if kind == "ClrCredential" else iter(())
    return all(_theirs(standards, badge) for badge in inner)


@cache
def _examples(standards: Path) -> list[tuple[str, Document]]:
    """Every credential of the standards' examples that is on VC 2.0, and our own largest ones."""
    found: list[tuple[str, Document]] = list(DOCUMENTS.items())
    for path in sorted((standards / "examples").rglob("*")):
        try:
            document = json.loads(path.read_bytes()) if path.is_file() else None
        except ValueError:
            continue
        if (
            isinstance(document, dict)
            and contexts.first_of(document) == contexts.CREDENTIALS_V2
            and is_badge(document)
        ):
            found.append((path.relative_to(standards / "examples").as_posix(), document))
    return found


def _unexplained(standards: Path, document: Document) -> str:
    fault, accepted = _ours(document), _theirs(standards, document)
    reasons = REASONS
    if kind_of(document) == "AchievementCredential" and accepted == (fault is None):
        older = validator(standards, "ob_v3p0_strict_arrays", "AchievementCredential")
        assert older is not None
        accepted = older.is_valid(_in_lists(document, "AchievementCredential"))
        reasons = [reason for reason in REASONS if reason.lists_only]
    if accepted == (fault is None):
        return ""
    if fault is None:
        return "only the schema refuses it"
    if any(reason.explains(fault) for reason in reasons):
        return ""
    return f"only we refuse it: {fault}"[:200]


def _in_lists(value: Any, name: str) -> Any:
    """With a list wherever the class has several, as the older flavour of the schema asks."""
    if not isinstance(value, dict):
        return value
    shape, listed = SHAPES[name], dict(value)
    if shape.type_name and not shape.one_type and isinstance(value.get("type"), str):
        listed["type"] = [value["type"]]
    for key, field in shape.fields.items():
        if key in value:
            kind = _CLASSES.get(key, field.kind)
            members = value[key] if isinstance(value[key], list) else [value[key]]
            inner = [_in_lists(member, kind) if kind in SHAPES else member for member in members]
            listed[key] = inner if field.many or isinstance(value[key], list) else inner[0]
    if name == "Status":
        # Required there, optional in VC 2.0 (4.10) and in the newer flavour.
        listed.setdefault("id", "urn:x:status")
    return listed


def test_the_examples_as_they_are(standards: Path) -> None:
    examples = _examples(standards)
    assert len(examples) > 80
    found = {name: _unexplained(standards, document) for name, document in examples}
    assert {name: said for name, said in found.items() if said} == {}


def test_changes_to_the_examples(standards: Path) -> None:
    chance = random.Random(SEED)
    examples = [
        (name, document) for name, document in _examples(standards) if _ours(document) is None
    ]
    found = []
    for _ in range(COUNT):
        name, document = chance.choice(examples)
        kind, path, changed = mutate(chance, document)
        said = _unexplained(standards, changed) if isinstance(changed, dict) else ""
        if said:
            found.append((said, kind, path, name))
    assert found == []


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.path)
def test_each_reason_is_needed(standards: Path, reason: Reason) -> None:
    changed = json.loads(json.dumps(DOCUMENTS["AchievementCredential"]))
    *steps, last = reason.path.split(".")
    place = changed
    for step in steps:
        place = place[step]
    place[last] = reason.value
    fault = _ours(changed)
    assert fault is not None
    assert reason.explains(fault)
    assert _theirs(standards, changed)
