"""What the document is and whether it has the shape OB 3.0 asks for."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from badges.openbadges import contexts
from badges.openbadges.errors import ContextError
from badges.openbadges.limits import MAX_CONTEXTS
from badges.openbadges.report import Check, failed, not_checked, not_checked_because, passed, warned
from badges.openbadges.structure import problems, type_names
from badges.openbadges.vocabularies import CREDENTIALS_V1

_ACHIEVEMENT_TYPES = frozenset({"AchievementCredential", "OpenBadgeCredential"})
# Verifiable credentials of the same family that this verifier cannot read yet.
_OTHER_TYPES = frozenset({"ClrCredential", "EndorsementCredential", "VerifiablePresentation"})
_ISSUED_TYPES = _ACHIEVEMENT_TYPES | _OTHER_TYPES | {"VerifiableCredential", "Assertion"}


def looks_like_credential(document: Mapping[str, Any]) -> bool:
    """Whether it makes sense to report on this document at all."""
    kinds = set(type_names(document.get("type")))
    return bool(kinds & _ISSUED_TYPES) or "credentialSubject" in document or "proof" in document


def check_context(
    document: Mapping[str, Any], *, extra_contexts: contexts.ExtraContexts | None
) -> Check:
    """VC 2.0 section 4.3 (the first context), OB 3.0 section 8.2.2 (the second), all pinned."""
    first = contexts.first_of(document)
    if first == contexts.OPEN_BADGES_2:
        return not_checked("context", "context.open_badges_2")
    if first not in (contexts.CREDENTIALS_V2, CREDENTIALS_V1):
        return failed("context", "context.first", expected=contexts.CREDENTIALS_V2)
    unknown = _first_unknown(document, extra_contexts)
    return unknown or _check_second(document["@context"], first)


def _check_second(named: Any, first: str) -> Check:
    second = named[1] if isinstance(named, list) and len(named) > 1 else None
    if second not in contexts.OB_ALIASES:
        return failed("context", "context.second", expected=contexts.OB_CONTEXT)
    if first == CREDENTIALS_V1:
        return warned("context", "context.version_1")
    if second != contexts.OB_CONTEXT:
        return warned("context", "context.older", url=second)
    return passed("context", "context.known")


def _first_unknown(
    document: Mapping[str, Any], extra_contexts: contexts.ExtraContexts | None
) -> Check | None:
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
    """VC 2.0 section 4.5 and OB 3.0 section B.1: VerifiableCredential and one of two aliases."""
    kinds = set(type_names(document.get("type")))
    if kinds & _OTHER_TYPES and not kinds & _ACHIEVEMENT_TYPES:
        return not_checked("types", "types.other", found=", ".join(sorted(kinds)))
    if "VerifiableCredential" not in kinds or not kinds & _ACHIEVEMENT_TYPES:
        return failed("types", "types.missing", found=", ".join(sorted(kinds)) or "-")
    return passed("types", "types.achievement")


def check_schema(document: Mapping[str, Any]) -> Check:
    """OB 3.0 appendix B: required properties, cardinalities, kinds, enumerations."""
    for problem in problems(document):
        return failed("schema", problem.code, path=problem.path, value=problem.value)
    return passed("schema", "schema.fits")


def check_subject(document: Mapping[str, Any]) -> Check:
    """OB 3.0 section 8.2.1: who it is for, and that results name descriptions that exist."""
    subject = document.get("credentialSubject")
    if not isinstance(subject, Mapping):
        return failed("subject", "subject.missing")
    if not subject.get("id") and not subject.get("identifier"):
        return failed("subject", "subject.unnamed")
    achievement = subject.get("achievement")
    if not isinstance(achievement, Mapping):
        return failed("subject", "subject.no_achievement")
    criteria = achievement.get("criteria")
    if not isinstance(criteria, Mapping) or not (criteria.get("id") or criteria.get("narrative")):
        return failed("subject", "subject.no_criteria")
    described = [item.get("id") for item in objects(achievement.get("resultDescription"))]
    for result in objects(subject.get("result")):
        name = result.get("resultDescription")
        if name is not None and name not in described:
            return warned("subject", "subject.result_unknown", value=name)
    return passed("subject", "subject.named", achievement=achievement.get("name", "-"))


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a property that holds one or several; anything else is left out."""
    listed = value if isinstance(value, list) else [value]
    return [item for item in listed if isinstance(item, Mapping)]


def check_attachments(document: Mapping[str, Any]) -> list[Check]:
    """Endorsements (OB 3.0 section 8.5) and refreshing (section 8.3): named, not followed yet."""
    checks: list[Check] = []
    if _mentions(document, ("endorsement", "endorsementJwt")):
        checks.append(not_checked("endorsements", "endorsements.not_followed"))
    if "refreshService" in document:
        checks.append(not_checked("refresh", "refresh.not_followed"))
    return checks


def _mentions(value: Any, names: tuple[str, ...]) -> bool:
    if isinstance(value, Mapping):
        return any(key in names or _mentions(member, names) for key, member in value.items())
    return isinstance(value, list) and any(_mentions(member, names) for member in value)
