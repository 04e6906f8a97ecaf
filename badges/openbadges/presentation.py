"""Verifiable presentations: who shows which credentials, and whether those hold.

Follows VC 2.0 sections 4.13 and 7.1 with VC Data Integrity 1.0 section 4.4: the holder's proof, made to
authenticate and for this challenge and domain if the caller asks, and each credential as if it stood
alone. An unsigned presentation is one too: its credentials are judged, and that nobody vouches for
showing them is said. Refuses a credential without a proof of its own, unless the holder is its issuer
and signed the presentation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from badges.openbadges import data_model, envelope, inline_contexts, jwt, strict_json
from badges.openbadges.checks import model
from badges.openbadges.checks.bounds import Expected, check_bounds
from badges.openbadges.checks.document import objects
from badges.openbadges.checks.issuer import issuer_id
from badges.openbadges.checks.signature import Bearings, check_signature, check_terms
from badges.openbadges.checks.token import check_token
from badges.openbadges.contexts import ExtraContexts
from badges.openbadges.errors import AmbiguousDocument
from badges.openbadges.limits import MAX_INNER
from badges.openbadges.report import (
    Check,
    Report,
    Verdict,
    failed,
    failed_because,
    not_checked,
    passed,
    verdict_of,
    warned,
)
from badges.openbadges.structure import is_uri
from badges.openbadges.types import Resolver
from badges.openbadges.verifiable import Verifier, examine, judge, report
from badges.openbadges.verify import Once

PURPOSE = "authentication"
KIND = "VerifiablePresentation"


@dataclass(frozen=True, slots=True)
class PresentationReport:
    """The outcome of ``verify_presentation``: its own checks, and a report for each credential."""

    verdict: Verdict
    checks: tuple[Check, ...]
    credentials: tuple[Report, ...]
    presentation: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Presented:
    """A presentation as it was found: the document, and the JWT that it came in, if it did."""

    document: dict[str, Any]
    token: jwt.Token | None = None


def verify_presentation(
    data: bytes,
    *,
    now: datetime,
    resolver: Resolver,
    challenge: str | None = None,
    domain: str | Sequence[str] | None = None,
    known_issuers: Callable[[str], bool] | None = None,
    extra_contexts: ExtraContexts | None = None,
) -> PresentationReport:
    """Verify a presentation given as JSON, as a JWT, or as the envelope of one.

    ``challenge`` and ``domain`` are what its proof has to name, None if that does not matter. Other
    arguments as for ``verify``. Raises ``Unreadable`` for what is no presentation at all.
    """
    verifier = Verifier(
        now=now,
        resolver=Once(resolver),
        known_issuers=known_issuers,
        extra_contexts=extra_contexts,
    )
    try:
        presented = _read(data.strip())
    except AmbiguousDocument as error:
        return _report([failed_because("json", error)], [], {})
    expected = Expected(challenge=challenge, domain=domain)
    checks = _examine(presented, verifier=verifier, expected=expected)
    shown = _credentials(presented, verifier=verifier)
    if isinstance(shown, Check):
        return _report([*checks, shown], [], presented.document)
    return _report(checks, shown, presented.document)


def _report(
    checks: list[Check], credentials: list[Report], document: Mapping[str, Any]
) -> PresentationReport:
    inside = [check for each in credentials for check in each.checks]
    return PresentationReport(
        verdict_of([*checks, *inside]), tuple(checks), tuple(credentials), document
    )


def _read(data: bytes) -> _Presented:
    if not data.startswith(b"{"):
        return _of_token(envelope.read_token(data))
    document = strict_json.loads_object(data)
    if envelope.is_envelope(document, kind=envelope.PRESENTATION):
        return _of_token(envelope.read_token(envelope.open_envelope(document)))
    return _Presented(document)


def _of_token(token: jwt.Token) -> _Presented:
    """The payload is the presentation (VC-JOSE-COSE section 3.1.2), or holds it in ``vp``."""
    inner = token.claims.get("vp")
    header = {
        key: value for key, value in token.header.items() if (key, value) != ("typ", "vp+jwt")
    }
    document = inner if isinstance(inner, dict) else token.document
    return _Presented(document, replace(token, header=header))


def _examine(presented: _Presented, *, verifier: Verifier, expected: Expected) -> list[Check]:
    document = presented.document
    lifted = inline_contexts.lift(document, extra_contexts=verifier.extra_contexts)
    bearings = verifier.bearings(lifted, purpose=PURPOSE)
    # 1. What it is (VC 2.0 sections 4.3 to 4.5 and 4.13).
    checks = [
        passed("json", "json.strict"),
        model.check_contexts(lifted),
        model.check_kind(document, kind=KIND),
        model.check_problems(data_model.presentation_problems(document)),
    ]
    # 2. Who shows it: a proof of the holder's, by a key for that (Data Integrity section 4.4).
    if presented.token is not None:
        checks += _check_token(presented.token, document, bearings)
    else:
        checks += _check_proof(lifted.document, bearings)
    # 3. For whom and on which occasion, if the caller asks.
    checks += check_bounds(document, presented.token, expected=expected, purpose=PURPOSE)
    return checks


def _check_proof(document: Mapping[str, Any], bearings: Bearings) -> list[Check]:
    terms = check_terms(document, bearings)
    if "proof" not in document:
        return [terms.check, warned("proof", "presentation.unsigned")]
    holder = _holder(document) or _signer(document)
    return [terms.check, *check_signature(document, issuer=holder, terms=terms, bearings=bearings)]


def _holder(document: Mapping[str, Any]) -> str | None:
    holder = document.get("holder")
    named = holder.get("id") if isinstance(holder, Mapping) else holder
    return named if is_uri(named) else None


def _signer(document: Mapping[str, Any]) -> str | None:
    """Whose key the first proof names: a presentation need not say who its holder is."""
    if "holder" in document:
        return None
    for proof in objects(document["proof"]):
        method = proof.get("verificationMethod")
        return method.partition("#")[0] if isinstance(method, str) else None
    return None


def _check_token(token: jwt.Token, document: Mapping[str, Any], bearings: Bearings) -> list[Check]:
    holder = _holder(document) or token.claims.get("iss")
    holder = holder if is_uri(holder) else None
    made = check_token(token, issuer=holder, bearings=bearings)
    # Its claims are about a presentation, not about a credential: compared below.
    checks = [check for check in made if check.id != "claims"]
    return [passed("terms", "terms.whole"), *checks, _check_claims(token, holder, bearings)]


def _check_claims(token: jwt.Token, holder: str | None, bearings: Bearings) -> Check:
    claims, now = token.claims, bearings.now.timestamp()
    if claims.get("iss", holder) != holder:
        return failed("claims", "presentation.claims", claim="iss")
    for name in ("nbf", "exp"):
        at = claims.get(name, now)
        is_number = isinstance(at, int | float) and not isinstance(at, bool)
        if not is_number or (at > now if name == "nbf" else at < now):
            return failed("claims", "presentation.claims", claim=name)
    return passed("claims", "claims.agree")


def _credentials(presented: _Presented, *, verifier: Verifier) -> list[Report] | Check:
    listed = objects(presented.document.get("verifiableCredential", []))
    if len(listed) > MAX_INNER:
        return not_checked("credentials", "presentation.too_many", limit=MAX_INNER)
    return [_credential(each, presented, verifier=verifier) for each in listed]


def _credential(
    document: Mapping[str, Any], presented: _Presented, *, verifier: Verifier
) -> Report:
    if "proof" in document or envelope.is_envelope(document, kind=envelope.CREDENTIAL):
        # Strictly read before, so written again it is the same document.
        return judge(strict_json.dumps(document), verifier=verifier)
    checks = examine(document, None, verifier=verifier, is_secured_outside=True)
    return report("json", [*checks, _check_self_asserted(document, presented)], document)


def _check_self_asserted(document: Mapping[str, Any], presented: _Presented) -> Check:
    """Section 4.13.4: only the holder's own word may stand there without a proof of its own."""
    is_signed = presented.token is not None or "proof" in presented.document
    if not is_signed:
        return failed("proof", "proof.missing")
    holder = _holder(presented.document)
    if holder is None or holder != issuer_id(document):
        return failed("proof", "presentation.no_holder")
    return passed("proof", "presentation.self_asserted")
