"""Whether nothing was changed since the issuer signed: the proofs of a document.

VC Data Integrity 1.0 sections 4.3 and 4.4 (proof sets and chains). A set holds if one proof is good
and none is bad; proofs of suites that are not supported neither help nor harm, except when there is
no other. A chained proof also covers the proofs that it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from badges.openbadges import proof as proofs
from badges.openbadges import suites
from badges.openbadges.checks.document import objects
from badges.openbadges.checks.key import find_key
from badges.openbadges.checks.lists import StatusLists
from badges.openbadges.contexts import MOVING, ExtraContexts
from badges.openbadges.datetimes import parse_proof_time
from badges.openbadges.errors import (
    CanonicalizationError,
    ContextError,
    DataLossError,
)
from badges.openbadges.keys import PublicKey
from badges.openbadges.limits import MAX_CHAINED_PROOFS, MAX_PROOFS
from badges.openbadges.report import (
    Check,
    failed,
    failed_because,
    not_checked,
    not_checked_because,
    passed,
)
from badges.openbadges.safe_mode import IRI
from badges.openbadges.types import Resolver


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearings:
    """What a verification was given besides the document."""

    now: datetime
    resolver: Resolver
    extra_contexts: ExtraContexts | None = None
    # What the proofs have to be for; the key has to be listed for the same.
    purpose: str = proofs.PURPOSE
    lists: StatusLists = field(default_factory=StatusLists)


@dataclass(frozen=True, slots=True)
class Terms:
    """The outcome of canonicalising; ``quads`` is None if it could not be done."""

    check: Check
    quads: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Signed:
    """What the proofs are about: the document, its canonical forms by hash, and the proofs."""

    document: Mapping[str, Any]
    forms: dict[str, bytes]
    proofs: list[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Tried:
    proof: Check
    key: Check


def check_terms(document: Mapping[str, Any], bearings: Bearings) -> Terms:
    """Safe mode (VC Data Integrity 1.0 section 4.1): everything written is also signed."""
    try:
        quads = proofs.document_quads(document, extra_contexts=bearings.extra_contexts)
    except DataLossError as error:
        return Terms(failed_because("terms", error))
    except (CanonicalizationError, ContextError) as error:
        return Terms(not_checked_because("terms", error))
    return Terms(passed("terms", "terms.all_signed"), quads)


def check_signature(
    document: Mapping[str, Any], *, issuer: str | None, terms: Terms, bearings: Bearings
) -> tuple[Check, Check]:
    """The checks ``proof`` and ``key``."""
    listed = _listed(document.get("proof", []))
    if not listed:
        return failed("proof", "proof.missing"), not_checked("key", "key.no_proof")
    chained = [item for item in objects(listed) if "previousProof" in item]
    if len(listed) > MAX_PROOFS or len(chained) > MAX_CHAINED_PROOFS:
        too_many = not_checked("proof", "proof.too_many", limit=MAX_PROOFS)
        return too_many, not_checked("key", "key.no_proof")
    if issuer is None or terms.quads is None:
        open_ = not_checked("proof", "proof.no_basis")
        return open_, not_checked("key", "key.no_proof")
    signed = _Signed(document, {"sha256": terms.quads}, objects(listed))
    tried = [_try(item, signed, issuer, bearings) for item in listed]
    chosen = min(tried, key=_rank)
    return chosen.proof, chosen.key


def _rank(tried: _Tried) -> int:
    """Bad proofs speak first, then good ones, then those left open."""
    outcomes = (tried.proof.outcome, tried.key.outcome)
    if tried.proof.code == "proof.purpose":
        return 3
    if "failed" in outcomes:
        return 0
    return 1 if outcomes == ("passed", "passed") else 2


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _try(item: Any, signed: _Signed, issuer: str, bearings: Bearings) -> _Tried:
    if not isinstance(item, Mapping):
        malformed = failed("proof", "proof.malformed", field="proof")
        return _Tried(malformed, not_checked("key", "key.no_proof"))
    unusable = next(_faults(item, bearings), None)
    suite = suites.suite_of(item)
    if unusable is not None or suite is None:
        shown = item.get("cryptosuite") or item.get("type") or "-"
        unknown = not_checked("proof", "proof.unsupported", suite=shown)
        return _Tried(unusable or unknown, not_checked("key", "key.no_proof"))
    key = find_key(
        item["verificationMethod"],
        issuer=issuer,
        created=parse_proof_time(item.get("created")),
        now=bearings.now,
        resolver=bearings.resolver,
        purpose=bearings.purpose,
    )
    if key.public_key is None:
        return _Tried(not_checked("proof", "proof.no_key"), key.check)
    if key.public_key.kind not in suite.kinds:
        wrong = failed("key", "key.kind", kind=key.public_key.kind)
        return _Tried(not_checked("proof", "proof.no_key"), wrong)
    return _Tried(_hold(item, suite, signed, key.public_key, bearings), key.check)


def _faults(item: Mapping[str, Any], bearings: Bearings) -> Iterator[Check]:
    """Steps 3 to 6 of section 4.3: what a proof has to say about itself."""
    if suites.suite_of(item) is None:
        # What other suites ask for is not ours to judge.
        return
    if item.get("proofPurpose") != bearings.purpose:
        yield failed("proof", "proof.purpose", purpose=item.get("proofPurpose"))
    method = item.get("verificationMethod")
    if not isinstance(method, str) or not IRI.fullmatch(method):
        yield failed("proof", "proof.malformed", field="verificationMethod")
    for name in ("created", "expires"):
        if name in item and parse_proof_time(item[name]) is None:
            yield failed("proof", "proof.malformed", field=name)
    expires = parse_proof_time(item.get("expires"))
    if expires is not None and expires <= bearings.now:
        yield failed("proof", "proof.expired", at=item["expires"])


def _hold(
    item: Mapping[str, Any],
    suite: suites.Suite,
    signed: _Signed,
    key: PublicKey,
    bearings: Bearings,
) -> Check:
    signature = proofs.signature_of(item, kind=key.kind)
    if signature is None:
        return failed("proof", "proof.malformed", field="proofValue")
    previous = _previous(item, signed.proofs)
    if previous is None:
        return failed("proof", "proof.previous_missing")
    algorithm = suites.hash_name(key.kind)
    extra = bearings.extra_contexts
    try:
        quads = _form(signed, previous, algorithm, extra)
        context = signed.document["@context"]
        options = proofs.options_hash(
            item, context=context, algorithm=algorithm, extra_contexts=extra
        )
    except DataLossError as error:
        return failed_because("proof", error)
    except (CanonicalizationError, ContextError) as error:
        return not_checked_because("proof", error)
    data = options + proofs.quads_hash(quads, algorithm=algorithm)
    if suites.signature_holds(signature, data, key=key):
        return passed("proof", "proof.holds", suite=suite.name)
    return _broken(context, extra)


def _form(
    signed: _Signed,
    previous: list[Mapping[str, Any]],
    algorithm: str,
    extra: ExtraContexts | None,
) -> bytes:
    """The canonical document as a proof covers it; without a chain it is made once for each hash."""
    if not previous and algorithm in signed.forms:
        return signed.forms[algorithm]
    quads = proofs.document_quads(
        signed.document, previous=previous, algorithm=algorithm, extra_contexts=extra
    )
    if not previous:
        signed.forms[algorithm] = quads
    return quads


def _broken(context: Any, extra: ExtraContexts | None) -> Check:
    for url in MOVING:
        if url in _listed(context) and (extra is None or url not in extra):
            # Badges of before 2023 were signed with editions that no package carries.
            return not_checked("proof", "proof.context_moved", url=url)
    return failed("proof", "proof.broken")


def _previous(
    item: Mapping[str, Any], listed: list[Mapping[str, Any]]
) -> list[Mapping[str, Any]] | None:
    """The proofs that ``item`` builds on, or None if one is not there (section 4.3.2, step 3)."""
    if "previousProof" not in item:
        return []
    found = []
    for name in _listed(item["previousProof"]):
        named = [proof for proof in listed if isinstance(name, str) and proof.get("id") == name]
        if len(named) != 1 or named[0] is item:
            return None
        found += named
    return found or None
