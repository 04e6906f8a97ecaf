"""Verifiable Credentials Data Model 2.0: what a credential or a presentation of any kind must look like.

Names what the specification's MUSTs refuse, section by section, whatever the credential is about; the
badges among them have a stricter model of their own (``structure``). Says nothing about signatures,
about what a validity period means now, or about terms that no context defines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from badges.openbadges import contexts
from badges.openbadges.datetimes import parse_time
from badges.openbadges.structure import Problem, is_uri, type_names
from badges.openbadges.vocabularies import CREDENTIALS_V1

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_INDEX = re.compile(r"0|[1-9][0-9]*")
_SRI = re.compile(r"sha(256|384|512)-[A-Za-z0-9+/_-]+={0,2}(\?\S*)?")
_MULTIBASE = re.compile(r"u[A-Za-z0-9_-]+|z[1-9A-HJ-NP-Za-km-z]+")
# Members that hold one or several objects with a type, and whether each needs an id too: sections
# 4.10 to 4.12 and 5.4 to 5.6, and the reserved ones of section 5.10.
_TYPED = {
    "credentialStatus": False,
    "credentialSchema": True,
    "proof": False,
    "refreshService": False,
    "termsOfUse": False,
    "evidence": False,
    "confidenceMethod": False,
    "renderMethod": False,
}

Judge = Callable[[Any, str], Iterator[Problem]]


def credential_problems(document: Mapping[str, Any]) -> Iterator[Problem]:
    """What breaks a MUST of the data model, in the order of its sections."""
    yield from _id(document, "")
    yield from _names(document, "")
    yield from _issuer(document)
    yield from _subjects(document)
    yield from _dates(document)
    for name, needs_id in _TYPED.items():
        yield from _each(document, name, _typed_with_id if needs_id else _typed)
    yield from _each(document, "credentialStatus", _status)
    yield from _each(document, "relatedResource", _resource)
    yield from _unique(document)


def presentation_problems(document: Mapping[str, Any]) -> Iterator[Problem]:
    """The same for a presentation (section 4.13); its credentials are judged on their own."""
    yield from _id(document, "")
    if "holder" in document:
        yield from _party(document["holder"], "holder")
    for name in ("proof", "termsOfUse"):
        yield from _each(document, name, _typed)
    yield from _each(document, "verifiableCredential", _object)


def _id(value: Mapping[str, Any], path: str) -> Iterator[Problem]:
    """Section 4.4: one URL."""
    if "id" in value and not is_uri(value["id"]):
        yield Problem("structure.uri", _at(path, "id"), _show(value["id"]))


def _names(value: Mapping[str, Any], path: str) -> Iterator[Problem]:
    """Sections 4.6 and 11.1: text, or text with its language and direction."""
    if contexts.first_of(value) == CREDENTIALS_V1:
        return
    for name in ("name", "description"):
        if name in value:
            listed = value[name] if isinstance(value[name], list) else [value[name]]
            if not listed or not all(map(_is_text, listed)):
                yield Problem("model.text", _at(path, name))


def _is_text(value: Any) -> bool:
    if not isinstance(value, Mapping):
        return isinstance(value, str)
    language = value.get("@language", "en")
    return (
        set(value) <= {"@value", "@language", "@direction"}
        and isinstance(value.get("@value"), str)
        and isinstance(language, str)
        and bool(_LANGUAGE.fullmatch(language))
        and value.get("@direction", "ltr") in ("ltr", "rtl")
    )


def _issuer(document: Mapping[str, Any]) -> Iterator[Problem]:
    """Section 4.7."""
    if "issuer" not in document:
        yield Problem("structure.required", "issuer")
        return
    yield from _party(document["issuer"], "issuer")
    if isinstance(document["issuer"], Mapping):
        yield from _names(document["issuer"], "issuer")


def _party(value: Any, path: str) -> Iterator[Problem]:
    """A URL, or an object with one."""
    named = value.get("id") if isinstance(value, Mapping) else value
    if not is_uri(named):
        yield Problem(
            "structure.uri", _at(path, "id") if named is not value else path, _show(named)
        )


def _subjects(document: Mapping[str, Any]) -> Iterator[Problem]:
    """Section 4.8: each subject is said something about."""
    if "credentialSubject" not in document:
        yield Problem("structure.required", "credentialSubject")
    yield from _each(document, "credentialSubject", _subject)


def _subject(value: Any, path: str) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield Problem("structure.object", path)
    elif not value:
        yield Problem("model.empty", path)
    else:
        yield from _id(value, path)


def _dates(document: Mapping[str, Any]) -> Iterator[Problem]:
    """Section 4.9; in the data model 1.1 by older names, and the first is required."""
    names = ("validFrom", "validUntil")
    if contexts.first_of(document) == CREDENTIALS_V1:
        names = ("issuanceDate", "expirationDate")
        if names[0] not in document:
            yield Problem("structure.required", names[0])
    times = {name: parse_time(document[name]) for name in names if name in document}
    for name, moment in times.items():
        if moment is None:
            yield Problem("structure.time", name, _show(document[name]))
    start, end = times.get(names[0]), times.get(names[1])
    if start is not None and end is not None and end < start:
        yield Problem("build.until_before_from", names[1])


def _typed(value: Any, path: str) -> Iterator[Problem]:
    """Section 4.5: some objects need a type."""
    if not isinstance(value, Mapping):
        yield Problem("structure.object", path)
        return
    if not all(type_names(value.get("type"))) or not type_names(value.get("type")):
        yield Problem("structure.type", _at(path, "type"))
    yield from _id(value, path)


def _typed_with_id(value: Any, path: str) -> Iterator[Problem]:
    """Section 4.11: a schema is named by its address."""
    yield from _typed(value, path)
    if isinstance(value, Mapping) and "id" not in value:
        yield Problem("structure.required", _at(path, "id"))


def _status(value: Any, path: str) -> Iterator[Problem]:
    """Bitstring Status List 1.0 section 2.1."""
    if not isinstance(value, Mapping) or "BitstringStatusListEntry" not in type_names(
        value.get("type")
    ):
        return
    if not isinstance(value.get("statusPurpose"), str):
        yield Problem("structure.text", _at(path, "statusPurpose"))
    index = value.get("statusListIndex")
    if not isinstance(index, str) or not _INDEX.fullmatch(index):
        yield Problem("model.index", _at(path, "statusListIndex"))
    if not is_uri(value.get("statusListCredential")):
        shown = _show(value.get("statusListCredential"))
        yield Problem("structure.uri", _at(path, "statusListCredential"), shown)


def _resource(value: Any, path: str) -> Iterator[Problem]:
    """Section 5.3."""
    if not isinstance(value, Mapping):
        yield Problem("structure.object", path)
        return
    if not is_uri(value.get("id")):
        yield Problem("structure.uri", _at(path, "id"), _show(value.get("id")))
    given = [name for name in ("digestSRI", "digestMultibase") if name in value]
    if not given:
        yield Problem("model.digest_missing", path)
    for name in given:
        form = _SRI if name == "digestSRI" else _MULTIBASE
        listed = value[name] if isinstance(value[name], list) else [value[name]]
        if not listed or not all(isinstance(each, str) and form.fullmatch(each) for each in listed):
            yield Problem("model.digest", _at(path, name))
    if not isinstance(value.get("mediaType", ""), str):
        yield Problem("structure.text", _at(path, "mediaType"))


def _unique(document: Mapping[str, Any]) -> Iterator[Problem]:
    """Section 5.3: no two related resources have one id."""
    listed = document.get("relatedResource")
    seen = []
    for each in listed if isinstance(listed, list) else []:
        name = each.get("id") if isinstance(each, Mapping) else None
        if isinstance(name, str) and name in seen:
            yield Problem("model.duplicate", "relatedResource", name)
        seen.append(name)


def _object(value: Any, path: str) -> Iterator[Problem]:
    """Section 4.13: a credential, never its text or its address."""
    if not isinstance(value, Mapping):
        yield Problem("structure.object", path)


def _each(document: Mapping[str, Any], name: str, judge: Judge) -> Iterator[Problem]:
    """One value, or several; none at all where the member stands is a fault."""
    if name not in document:
        return
    if not isinstance(document[name], list):
        yield from judge(document[name], name)
        return
    if not document[name]:
        yield Problem("model.empty", name)
    for number, value in enumerate(document[name]):
        yield from judge(value, f"{name}[{number}]")


def _at(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _show(value: Any) -> str:
    return (value if isinstance(value, str) else type(value).__name__)[:80]
