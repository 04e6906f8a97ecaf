"""What the document is and whether it has the shape OB 3.0 asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from badges.openbadges import contexts
from badges.openbadges.errors import ContextError
from badges.openbadges.limits import MAX_CONTEXTS
from badges.openbadges.report import Check, failed, not_checked, not_checked_because, passed, warned
from badges.openbadges.structure import kind_of, problems, type_names
from badges.openbadges.vocabularies import CREDENTIALS_V1

_ACHIEVEMENT_TYPES = frozenset({"AchievementCredential", "OpenBadgeCredential"})
# What this verifier checks, and the message that says so.
_KINDS = {
    "ClrCredential": "types.clr",
    "EndorsementCredential": "types.endorsement",
    **dict.fromkeys(sorted(_ACHIEVEMENT_TYPES), "types.achievement"),
}
_OTHER_TYPES = frozenset({"VerifiablePresentation"})
_ISSUED_TYPES = _OTHER_TYPES.union(_KINDS, {"VerifiableCredential", "Assertion"})
# The contexts that follow that of VC, in whatever edition; the official schemas have these patterns.
_EDITIONS = {
    contexts.OB_CONTEXT: re.compile(
        r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)?\.json"
    ),
    contexts.CLR_CONTEXT: re.compile(
        r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.\d\.\d)?\.json"
    ),
}


def looks_like_credential(document: Mapping[str, Any]) -> bool:
    """Whether it makes sense to report on this document at all."""
    kinds = set(type_names(document.get("type")))
    return bool(kinds & _ISSUED_TYPES) or "credentialSubject" in document or "proof" in document


def is_badge(document: Mapping[str, Any]) -> bool:
    """Whether it says of itself to be of a kind that Open Badges or CLR define."""
    return bool(set(type_names(document.get("type"))) & set(_KINDS)) or is_legacy(document)


def is_legacy(document: Mapping[str, Any]) -> bool:
    """Whether this is an Assertion of Open Badges 2.0."""
    return contexts.first_of(document) == contexts.OPEN_BADGES_2 or "Assertion" in type_names(
        document.get("type")
    )


def check_context(
    document: Mapping[str, Any], *, extra_contexts: contexts.ExtraContexts | None
) -> Check:
    """VC 2.0 section 4.3 (the first context), OB 3.0 B.1.2 (the second), all pinned."""
    first = contexts.first_of(document)
    if first not in (contexts.CREDENTIALS_V2, CREDENTIALS_V1):
        return failed("context", "context.first", expected=contexts.CREDENTIALS_V2)
    listed = _listed(document["@context"])
    if not all(isinstance(entry, str | Mapping) for entry in listed):
        return failed("context", "context.malformed")
    misplaced = _first_misplaced(document, listed)
    if misplaced is not None and first == contexts.CREDENTIALS_V2:
        return misplaced
    # On VC 1.1 they may be drafts of 2021 and 2022, which nobody can look up any more.
    unknown = unknown_context(document, extra_contexts)
    return unknown or misplaced or _check_editions(document, listed)


def _further(document: Mapping[str, Any]) -> list[str]:
    """What comes behind the first: for a CLR its own context and then that of OB 3.0."""
    own = [contexts.CLR_CONTEXT] if kind_of(document) == "ClrCredential" else []
    return [*own, contexts.OB_CONTEXT]


def _first_misplaced(document: Mapping[str, Any], listed: list[Any]) -> Check | None:
    for place, expected in enumerate(_further(document), start=1):
        named = listed[place] if len(listed) > place else None
        if not isinstance(named, str) or not _EDITIONS[expected].fullmatch(named):
            return failed("context", "context.second", expected=expected)
    return None


def _check_editions(document: Mapping[str, Any], listed: list[Any]) -> Check:
    if listed[0] == CREDENTIALS_V1:
        return warned("context", "context.version_1")
    for place, expected in enumerate(_further(document), start=1):
        if listed[place] != expected:
            return warned("context", "context.older", url=listed[place])
    return passed("context", "context.known")


def unknown_context(
    document: Mapping[str, Any], extra_contexts: contexts.ExtraContexts | None
) -> Check | None:
    """Why a context that the document names, at any depth, cannot be used; None if all can."""
    entries = list(islice(contexts.named_in(document), MAX_CONTEXTS + 1))
    if len(entries) > MAX_CONTEXTS:
        return not_checked("context", "context.too_many", limit=MAX_CONTEXTS)
    for entry in entries:
        try:
            contexts.refuse_unknown(entry, extra_contexts)
        except ContextError as error:
            return not_checked_because("context", error)
    return None


def check_types(document: Mapping[str, Any]) -> Check:
    """VC 2.0 section 4.5, OB 3.0 B.1.2, B.1.7 and CLR 2.0: VerifiableCredential and one of four words."""
    kinds = set(type_names(document.get("type")))
    known = kinds & set(_KINDS)
    if kinds & _OTHER_TYPES and not known:
        return not_checked("types", "types.other", found=", ".join(sorted(kinds)))
    if "VerifiableCredential" not in kinds or not known:
        return failed("types", "types.missing", found=", ".join(sorted(kinds)) or "-")
    codes = {_KINDS[kind] for kind in known}
    if len(codes) > 1:
        # Each kind has a subject of its own; a document that claims two is read in two ways.
        return failed("types", "types.several", found=", ".join(sorted(known)))
    return passed("types", codes.pop())


def check_schema(document: Mapping[str, Any]) -> Check:
    """OB 3.0 appendix B.1: required properties, cardinalities, kinds, enumerations."""
    for problem in problems(document):
        return failed("schema", problem.code, path=problem.path, value=problem.value)
    return passed("schema", "schema.fits")


def check_subject(document: Mapping[str, Any]) -> Check:
    """OB 3.0 section 9.1 step 1: whom or what it is about, and that nothing it refers to is missing."""
    subject = document.get("credentialSubject")
    if not isinstance(subject, Mapping):
        return failed("subject", "subject.missing")
    kind = kind_of(document)
    if kind == "EndorsementCredential":
        # Its id is required by the model.
        return passed("subject", "subject.endorsed", id=subject.get("id"))
    if not subject.get("id") and not subject.get("identifier"):
        return failed("subject", "subject.unnamed")
    return _check_record(subject) if kind == "ClrCredential" else _check_achievement(subject)


def _check_record(subject: Mapping[str, Any]) -> Check:
    held = objects(subject.get("verifiableCredential"))
    # Lists and not sets: a stranger's id may be anything.
    known = [achievement.get("id") for achievement in objects(subject.get("achievement"))]
    for credential in held:
        for inner in objects(credential.get("credentialSubject")):
            known += [achievement.get("id") for achievement in objects(inner.get("achievement"))]
    for association in objects(subject.get("association")):
        for name in (association.get("sourceId"), association.get("targetId")):
            if name not in known:
                return warned("subject", "subject.association_unknown", value=name)
    return passed("subject", "subject.record", count=len(held))


def _check_achievement(subject: Mapping[str, Any]) -> Check:
    achievement = subject.get("achievement")
    if not isinstance(achievement, Mapping):
        return failed("subject", "subject.no_achievement")
    criteria = achievement.get("criteria")
    # B.1.6 says "should"; 1EdTech's validator makes it an error, and so do we (decision 0012).
    if not isinstance(criteria, Mapping) or not (criteria.get("id") or criteria.get("narrative")):
        return failed("subject", "subject.no_criteria")
    described = [item.get("id") for item in objects(achievement.get("resultDescription"))]
    for result in objects(subject.get("result")):
        name = result.get("resultDescription")
        if name is not None and name not in described:
            return warned("subject", "subject.result_unknown", value=name)
    return passed("subject", "subject.named", achievement=achievement.get("name", "-"))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a property that holds one or several; anything else is left out."""
    return [item for item in _listed(value) if isinstance(item, Mapping)]
