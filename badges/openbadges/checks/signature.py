"""Whether nothing was changed since the issuer signed: the proofs of a document.

VC Data Integrity 1.0 sections 4.3 and 4.4 (proof sets). A set holds if one proof is good and none is
bad; proofs of suites that are not supported neither help nor harm, except when there is no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from badges.openbadges import proof as suite
from badges.openbadges.checks.key import find_key
from badges.openbadges.contexts import ExtraContexts
from badges.openbadges.datetimes import parse_time
from badges.openbadges.errors import (
    CanonicalizationError,
    ContextError,
    DataLossError,
)
from badges.openbadges.limits import MAX_PROOFS
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


@dataclass(frozen=True, slots=True)
class Terms:
    """The outcome of canonicalising; ``digest`` is None if it could not be done."""

    check: Check
    digest: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Tried:
    proof: Check
    key: Check


def check_terms(document: Mapping[str, Any], bearings: Bearings) -> Terms:
    """Safe mode (VC Data Integrity 1.0 section 4.1): everything written is also signed."""
    try:
        digest = suite.document_hash(document, extra_contexts=bearings.extra_contexts)
    except DataLossError as error:
        return Terms(failed_because("terms", error))
    except (CanonicalizationError, ContextError) as error:
        return Terms(not_checked_because("terms", error))
    return Terms(passed("terms", "terms.all_signed"), digest)


def check_signature(
    document: Mapping[str, Any], *, issuer: str | None, terms: Terms, bearings: Bearings
) -> tuple[Check, Check]:
    """The checks ``proof`` and ``key``."""
    proofs = document.get("proof", [])
    listed = proofs if isinstance(proofs, list) else [proofs]
    if not listed:
        return failed("proof", "proof.missing"), not_checked("key", "key.no_proof")
    if len(listed) > MAX_PROOFS:
        too_many = not_checked("proof", "proof.too_many", limit=MAX_PROOFS)
        return too_many, not_checked("key", "key.no_proof")
    if issuer is None or terms.digest is None:
        open_ = not_checked("proof", "proof.no_basis")
        return open_, not_checked("key", "key.no_proof")
    tried = [_try(item, document, issuer, terms.digest, bearings) for item in listed]
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


def _try(
    item: Any, document: Mapping[str, Any], issuer: str, digest: bytes, bearings: Bearings
) -> _Tried:
    if not isinstance(item, Mapping):
        malformed = failed("proof", "proof.malformed", field="proof")
        return _Tried(malformed, not_checked("key", "key.no_proof"))
    unusable = next(_faults(item, bearings.now), None)
    if unusable is not None:
        return _Tried(unusable, not_checked("key", "key.no_proof"))
    created = parse_time(item.get("created"))
    key = find_key(
        item["verificationMethod"],
        issuer=issuer,
        created=created,
        now=bearings.now,
        resolver=bearings.resolver,
    )
    if key.check.outcome != "passed":
        return _Tried(not_checked("proof", "proof.no_key"), key.check)
    return _Tried(_hold(item, document, digest, key.public_key, bearings), key.check)


def _faults(item: Mapping[str, Any], now: datetime) -> Iterator[Check]:
    """Steps 3 to 6 of section 4.3: what a proof has to say about itself."""
    kind, cryptosuite = item.get("type"), item.get("cryptosuite")
    if kind != suite.PROOF_TYPE or cryptosuite != suite.CRYPTOSUITE or "previousProof" in item:
        yield not_checked("proof", "proof.unsupported", suite=cryptosuite or kind or "-")
    if item.get("proofPurpose") != suite.PURPOSE:
        yield failed("proof", "proof.purpose", purpose=item.get("proofPurpose"))
    method = item.get("verificationMethod")
    if not isinstance(method, str) or not IRI.fullmatch(method):
        yield failed("proof", "proof.malformed", field="verificationMethod")
    for name in ("created", "expires"):
        if name in item and parse_time(item[name]) is None:
            yield failed("proof", "proof.malformed", field=name)
    expires = parse_time(item.get("expires"))
    if expires is not None and expires <= now:
        yield failed("proof", "proof.expired", at=item["expires"])


def _hold(
    item: Mapping[str, Any],
    document: Mapping[str, Any],
    digest: bytes,
    public_key: bytes,
    bearings: Bearings,
) -> Check:
    signature = suite.signature_of(item)
    if signature is None:
        return failed("proof", "proof.malformed", field="proofValue")
    try:
        options = suite.options_hash(
            item, context=document["@context"], extra_contexts=bearings.extra_contexts
        )
    except DataLossError as error:
        return failed_because("proof", error)
    except (CanonicalizationError, ContextError) as error:
        return not_checked_because("proof", error)
    if not suite.signature_holds(signature, options + digest, public_key=public_key):
        return failed("proof", "proof.broken")
    return passed("proof", "proof.holds", suite=suite.CRYPTOSUITE)
