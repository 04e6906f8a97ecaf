"""Whether it still stands: Bitstring Status List 1.0, section 3.2 ("Validate Algorithm"), and VCRL.

A list that cannot be had or trusted leaves the status open, which makes the credential
unverifiable; a list or an entry that contradicts the specification makes it fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from badges.openbadges import contexts, revocation_list, status_list, strict_json
from badges.openbadges.checks.document import objects
from badges.openbadges.checks.issuer import issuer_id
from badges.openbadges.checks.signature import Bearings, check_signature, check_terms
from badges.openbadges.checks.validity import check_dates
from badges.openbadges.errors import AmbiguousDocument, StatusListError, Unreadable, Unresolvable
from badges.openbadges.limits import MAX_STATUS_ENTRIES
from badges.openbadges.report import Check, failed, failed_because, not_checked, passed
from badges.openbadges.structure import is_uri, type_names
from badges.openbadges.vocabulary import STATUS_PURPOSES

_INDEX = re.compile(r"0|[1-9][0-9]{0,15}")
# A set bit of these two takes the credential out of force; "refresh" and "message" only inform.
_REVOKING = {"revocation": "status.revoked", "suspension": "status.suspended"}


def check_status(document: Mapping[str, Any], *, bearings: Bearings) -> Check:
    """The worst of the credential's status entries; passed if it has none."""
    if "credentialStatus" not in document:
        return passed("status", "status.none")
    entries = document["credentialStatus"]
    listed = entries if isinstance(entries, list) else [entries]
    if len(objects(listed)) != len(listed) or not listed:
        return failed("status", "status.malformed", field="credentialStatus")
    if len(listed) > MAX_STATUS_ENTRIES:
        return not_checked("status", "status.too_many", limit=MAX_STATUS_ENTRIES)
    issuer = issuer_id(document)
    checks = [
        _check_named(entry, document.get("id"), issuer, bearings)
        if revocation_list.LIST_TYPE in type_names(entry.get("type"))
        else _check_entry(entry, issuer, bearings)
        for entry in listed
    ]
    order = ("failed", "not_checked", "warning", "passed")
    return min(checks, key=lambda check: order.index(check.outcome))


def _check_entry(entry: Mapping[str, Any], issuer: str | None, bearings: Bearings) -> Check:
    # 1. The entry itself.
    fault = next(_entry_faults(entry), None)
    if fault is not None:
        return fault
    # 2. Fetch the list and verify it.
    url = entry["statusListCredential"]
    credential = bearings.lists.fetched(url, lambda: _fetch(url, bearings))
    if isinstance(credential, Check):
        return credential
    fault = next(_list_faults(credential, url, issuer, bearings), None)
    if fault is not None:
        return fault
    # 3.-6. Look the entry up in it.
    found = _look_up(credential, entry, url, bearings)
    if found.outcome == "passed" and credential.get("id", url) != url:
        # Another list of the same issuer in its place could hide a revocation, though not fake one.
        return not_checked("status", "status.list_other_id", url=url)
    return found


def _check_named(
    entry: Mapping[str, Any], credential: Any, issuer: str | None, bearings: Bearings
) -> Check:
    """A 1EdTechRevocationList (VCRL 1.0). Nothing signs it, so its address has to be https."""
    url = entry.get("id")
    if not is_uri(url):
        return failed("status", "status.malformed", field="id")
    listed = _fetch(str(url), bearings)
    return listed if isinstance(listed, Check) else _find(listed, str(url), credential, issuer)


def _find(listed: Mapping[str, Any], url: str, credential: Any, issuer: str | None) -> Check:
    revoked = revocation_list.is_revoked(listed, credential)
    if revoked is None:
        return failed("status", "status.list_malformed", field="revokedCredential")
    if listed.get("issuer") != issuer:
        return not_checked("status", "status.list_other_issuer", url=url)
    if revoked:
        return failed("status", "status.revoked")
    if listed.get("id", url) != url or not url.startswith("https://"):
        # Good news needs the very list, from where nobody in between could have changed it.
        return not_checked("status", "status.list_other_id", url=url)
    return passed("status", "status.clear")


def _index(entry: Mapping[str, Any]) -> int | None:
    """The index; text by the specification, a number in some samples of 1EdTech."""
    index = entry.get("statusListIndex")
    if isinstance(index, int) and not isinstance(index, bool):
        index = str(index)
    return int(index) if isinstance(index, str) and _INDEX.fullmatch(index) else None


def _entry_faults(entry: Mapping[str, Any]) -> Iterator[Check]:
    if status_list.ENTRY_TYPE not in type_names(entry.get("type")):
        yield not_checked("status", "status.unsupported", kind=entry.get("type"))
    purpose = entry.get("statusPurpose")
    if not isinstance(purpose, str) or purpose not in STATUS_PURPOSES:
        yield not_checked("status", "status.purpose_unknown", purpose=purpose)
    if not is_uri(entry.get("statusListCredential")):
        yield failed("status", "status.malformed", field="statusListCredential")
    if _index(entry) is None:
        yield failed("status", "status.malformed", field="statusListIndex")
    if entry.get("statusSize", 1) != 1:
        yield not_checked("status", "status.size")


def _fetch(url: str, bearings: Bearings) -> Mapping[str, Any] | Check:
    # Which addresses may be reached is the resolver's decision: a centre without a public address
    # answers its own http ones. The list's proof is verified wherever it came from, but over plain
    # http somebody in between could serve an older list.
    if not url.startswith(("https://", "http://")):
        return not_checked("status", "status.not_web", url=url)
    try:
        return strict_json.loads_object(bearings.resolver.resolve(url))
    except Unresolvable as error:
        return not_checked("status", "status.unresolvable", url=url, reason=error.params["reason"])
    except (Unreadable, AmbiguousDocument):
        return not_checked("status", "status.unreadable", url=url)


def _list_faults(
    credential: Mapping[str, Any], url: str, issuer: str | None, bearings: Bearings
) -> Iterator[Check]:
    """Why the list may not be believed, if so."""
    named = credential.get("@context")
    if (named[0] if isinstance(named, list) and named else named) != contexts.CREDENTIALS_V2:
        yield not_checked("status", "status.list_malformed", field="@context")
    if status_list.LIST_TYPE not in type_names(credential.get("type")):
        yield failed("status", "status.list_malformed", field="type")
    # The specification lets another party keep the list; we know of no reason to trust one.
    if issuer is None or issuer_id(credential) != issuer:
        yield not_checked("status", "status.list_other_issuer", url=url)
    outcomes = bearings.lists.proven(
        url, issuer, bearings.purpose, lambda: _outcomes(credential, issuer, bearings)
    )
    if "failed" in outcomes:
        yield failed("status", "status.list_forged")
    if outcomes != {"passed"}:
        yield not_checked("status", "status.list_unverified", url=url)
    dates = check_dates(credential, now=bearings.now, required=False)
    if dates.outcome != "passed":
        yield not_checked("status", "status.list_out_of_date", url=url)


def _outcomes(
    credential: Mapping[str, Any], issuer: str | None, bearings: Bearings
) -> frozenset[str]:
    terms = check_terms(credential, bearings)
    proof, key = check_signature(credential, issuer=issuer, terms=terms, bearings=bearings)
    return frozenset({terms.check.outcome, proof.outcome, key.outcome})


def _look_up(
    credential: Mapping[str, Any], entry: Mapping[str, Any], url: str, bearings: Bearings
) -> Check:
    purpose, index = entry["statusPurpose"], _index(entry) or 0
    subject = credential.get("credentialSubject")
    if not isinstance(subject, Mapping) or status_list.SUBJECT_TYPE not in type_names(
        subject.get("type")
    ):
        return failed("status", "status.list_malformed", field="credentialSubject")
    # 3. The purposes agree.
    if purpose not in type_names(subject.get("statusPurpose")):
        return failed("status", "status.purpose_differs", purpose=purpose)
    # 4.-5. Decode; long enough; the index is inside.
    encoded = subject.get("encodedList")
    if not isinstance(encoded, str):
        return failed("status", "status.list_malformed", field="encodedList")
    try:
        bits = bearings.lists.decoded(url, lambda: status_list.decode(encoded))
        is_set = status_list.is_set(bits, index)
    except StatusListError as error:
        return failed_because("status", error)
    # 6. What the bit says.
    if is_set and purpose in _REVOKING:
        return failed("status", _REVOKING[purpose])
    return passed("status", "status.clear")
