"""Credentials inside of credentials: a record's components, and endorsements of anything.

OB 3.0 section 9.1 step 6 and section 9.2; CLR 2.0. Each is judged as if it stood alone. A component that
fails makes the record fail, which asserts all of them; so does a forged endorsement. One that lapsed or
cannot be checked leaves what it endorses as it is, since it is somebody else's word, and who gave it
could revoke other people's badges otherwise (decision 0012).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from badges.openbadges import jwt
from badges.openbadges.checks.document import is_badge, objects
from badges.openbadges.errors import AmbiguousDocument, Unreadable
from badges.openbadges.limits import MAX_COMPONENTS, MAX_INNER
from badges.openbadges.report import Check, failed, not_checked, passed, verdict_of, warned
from badges.openbadges.structure import kind_of, type_names

# The checks of a credential, judged as if it stood alone.
Judge = Callable[[Mapping[str, Any], jwt.Token | None], list[Check]]
_CARRIERS = ("endorsement", "endorsementJwt")
# Asked in this order: to ask whether something is a Mapping takes long.
_OBJECTS = (dict, Mapping)
_APART = frozenset({*_CARRIERS, "verifiableCredential"})
# What may go wrong with an endorsement without casting doubt on who embedded it: it lapsed since, or
# it is unclear what its signature covers (both are so in 1EdTech's complete sample).
_TOLERABLE = frozenset({"terms", "dates", "status"})


@dataclass(frozen=True, slots=True)
class _Endorsement:
    """``signed`` is an object or a JWT; ``of`` is the id of what carries it."""

    signed: Any
    of: Any


def check_components(document: Mapping[str, Any], *, judge: Judge) -> list[Check]:
    """The check ``components`` of a ClrCredential; nothing for other kinds."""
    if kind_of(document) != "ClrCredential":
        return []
    subject = document.get("credentialSubject")
    held = subject.get("verifiableCredential") if isinstance(subject, Mapping) else None
    listed = objects(held)
    if len(listed) > MAX_COMPONENTS:
        return [not_checked("components", "components.too_many", limit=MAX_COMPONENTS)]
    if not isinstance(subject, Mapping) or not listed:
        return [failed("components", "components.none")]
    checks = [_check_component(credential, subject, judge) for credential in listed]
    worst = _worst(checks, passed("components", "components.verified", count=len(listed)))
    return [replace(worst, parts=tuple(checks))]


def _check_component(
    credential: Mapping[str, Any], subject: Mapping[str, Any], judge: Judge
) -> Check:
    name = str(credential.get("name") or credential.get("id") or "-")[:80]
    if kind_of(credential) == "ClrCredential":
        # Records of records would let a small file ask for any amount of work.
        return not_checked("components", "components.nested", name=name)
    if not is_badge(credential) and "VerifiableCredential" in type_names(credential.get("type")):
        # CLR 2.0 lets any verifiable credential stand here.
        return not_checked("components", "components.other_kind", name=name)
    made = judge(credential, None)
    verdict, reason = verdict_of(made), _reason(made)
    if verdict == "invalid":
        return failed("components", "components.invalid", name=name, reason=reason)
    if verdict == "unverifiable":
        return not_checked("components", "components.unverifiable", name=name, reason=reason)
    inner = credential.get("credentialSubject")
    named = inner.get("id") if isinstance(inner, Mapping) else None
    if named is not None and subject.get("id", named) != named:
        return warned("components", "components.other_subject", name=name)
    return passed("components", "components.verified", count=1)


def check_endorsements(document: Mapping[str, Any], *, judge: Judge) -> list[Check]:
    """The check ``endorsements``, if there are any outside of a record's components."""
    found = list(_endorsements(document))
    if not found:
        return []
    if len(found) > MAX_INNER:
        return [not_checked("endorsements", "endorsements.too_many", limit=MAX_INNER)]
    checks = [_check_endorsement(endorsement, judge) for endorsement in found]
    return [_worst(checks, passed("endorsements", "endorsements.verified", count=len(found)))]


def _endorsements(value: Any) -> Iterator[_Endorsement]:
    """Every endorsement outside of a record's components, in the order of the document."""
    pending = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, list):
            pending.extend(reversed(current))
        elif isinstance(current, _OBJECTS):
            for name in _CARRIERS:
                listed = current.get(name, [])
                for signed in listed if isinstance(listed, list) else [listed]:
                    yield _Endorsement(signed, current.get("id"))
            members = [
                member
                for key, member in current.items()
                if type(member) is not str and key not in _APART
            ]
            pending.extend(reversed(members))


def _check_endorsement(endorsement: _Endorsement, judge: Judge) -> Check:
    document, token = endorsement.signed, None
    if isinstance(document, str):
        try:
            token = jwt.read(document.encode("ascii", "replace"))
        except (Unreadable, AmbiguousDocument):
            return failed("endorsements", "endorsements.malformed")
        document = token.document
    if not isinstance(document, Mapping) or kind_of(document) != "EndorsementCredential":
        return failed("endorsements", "endorsements.malformed")
    fault = _fault(judge(document, token))
    if fault is not None:
        return fault
    subject = document["credentialSubject"]
    if subject["id"] != endorsement.of:
        # 1EdTech's complete sample does this too; OB 3.0 section 9.2 asks for no check.
        return warned("endorsements", "endorsements.other_subject", value=subject["id"])
    return passed("endorsements", "endorsements.verified", count=1)


def _fault(made: list[Check]) -> Check | None:
    failures = {check.id for check in made if check.outcome == "failed"}
    if failures - _TOLERABLE:
        return failed("endorsements", "endorsements.invalid", reason=_reason(made))
    if "terms" in failures or "not_checked" in [check.outcome for check in made]:
        return not_checked("endorsements", "endorsements.unverifiable", reason=_reason(made))
    if failures:
        return warned("endorsements", "endorsements.lapsed", reason=_reason(made))
    return None


def _reason(checks: list[Check]) -> str:
    """The code of the check that decided, for whoever wants to look it up."""
    for outcome in ("failed", "not_checked"):
        for check in checks:
            if check.outcome == outcome:
                return check.code
    return "-"


def _worst(checks: list[Check], good: Check) -> Check:
    order = ("failed", "not_checked", "warning", "passed")
    worst = min(checks, key=lambda check: order.index(check.outcome))
    return good if worst.outcome == "passed" else worst
