"""Verifiable credentials of any kind: what W3C's specifications ask of them, and no more.

``verify_credential`` judges a credential as ``verify`` judges a badge, and hands what says that it is a
badge over to ``verify``. Follows VC 2.0 section 7.1 with VC Data Integrity 1.0 section 4.4. Refuses what
``verify`` refuses, but takes harmless contexts that a document carries itself, and says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from badges.openbadges import data_model, envelope, inline_contexts, jwt, strict_json
from badges.openbadges.checks import document as badges
from badges.openbadges.checks import model
from badges.openbadges.checks.bounds import Expected, check_bounds
from badges.openbadges.checks.issuer import check_issuer, issuer_id
from badges.openbadges.checks.signature import Bearings, check_signature, check_terms
from badges.openbadges.checks.status import check_status
from badges.openbadges.checks.token import check_token
from badges.openbadges.checks.validity import check_dates
from badges.openbadges.contexts import ExtraContexts
from badges.openbadges.errors import AmbiguousDocument, Unreadable
from badges.openbadges.inline_contexts import Lifted
from badges.openbadges.proof import PURPOSE, sign
from badges.openbadges.report import (
    Check,
    Report,
    failed,
    failed_because,
    passed,
    verdict_of,
    warned,
)
from badges.openbadges.types import Resolver, SignedCredential, Signer, UnsignedCredential
from badges.openbadges.verify import Once, verify

_ANYTHING = Expected()
_TEXT_STARTS = (b"{", b"[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """Who asks: the moment, where documents come from, and which issuers the caller knows."""

    now: datetime
    resolver: Resolver
    known_issuers: Callable[[str], bool] | None = None
    extra_contexts: ExtraContexts | None = None

    def bearings(self, lifted: Lifted, *, purpose: str = PURPOSE) -> Bearings:
        """The same for the checks of one document, with the contexts that it carries itself."""
        extra = lifted.contexts or None
        return Bearings(now=self.now, resolver=self.resolver, extra_contexts=extra, purpose=purpose)


def verify_credential(
    data: bytes,
    *,
    now: datetime,
    resolver: Resolver,
    known_issuers: Callable[[str], bool] | None = None,
    extra_contexts: ExtraContexts | None = None,
    expected: Expected = _ANYTHING,
) -> Report:
    """Verify a credential given as JSON, as a JWT, or as the envelope of one.

    Arguments as for ``verify``; ``expected`` is what its proofs have to be for. Raises ``Unreadable``.
    """
    verifier = Verifier(
        now=now,
        resolver=Once(resolver),
        known_issuers=known_issuers,
        extra_contexts=extra_contexts,
    )
    return judge(data.strip(), verifier=verifier, expected=expected)


def judge(data: bytes, *, verifier: Verifier, expected: Expected = _ANYTHING) -> Report:
    """The same with the circumstances in one object; for a presentation's credentials too."""
    token = None
    format_ = "json" if data.startswith(_TEXT_STARTS) else "jwt"
    try:
        if format_ == "jwt":
            token = envelope.read_token(data)
            document = token.document
        else:
            document = strict_json.loads_object(data)
    except AmbiguousDocument as error:
        return report(format_, [failed_because("json", error)], {})
    if envelope.is_envelope(document, kind=envelope.CREDENTIAL):
        return _judge_envelope(document, verifier=verifier, expected=expected)
    if badges.is_badge(document):
        found = _judge_badge(data, verifier=verifier)
        checks = list(found.checks)
        format_ = found.format
    else:
        checks = [passed("json", "json.strict"), *examine(document, token, verifier=verifier)]
    checks += check_bounds(document, token, expected=expected, purpose=PURPOSE)
    return report(format_, checks, document)


def _judge_envelope(
    document: Mapping[str, Any], *, verifier: Verifier, expected: Expected
) -> Report:
    try:
        inside = envelope.open_envelope(document)
        return judge(inside, verifier=verifier, expected=expected)
    except Unreadable as error:
        return report("jwt", [failed_because("format", error)], document)


def _judge_badge(data: bytes, *, verifier: Verifier) -> Report:
    return verify(
        data,
        now=verifier.now,
        resolver=verifier.resolver,
        known_issuers=verifier.known_issuers,
        extra_contexts=verifier.extra_contexts,
    )


def report(format_: str, checks: list[Check], document: Mapping[str, Any]) -> Report:
    """The report of these checks."""
    return Report(verdict_of(checks), format_, tuple(checks), document)


def examine(
    document: Mapping[str, Any],
    token: jwt.Token | None,
    *,
    verifier: Verifier,
    is_secured_outside: bool = False,
) -> list[Check]:
    """The checks of one credential. ``is_secured_outside``: another proof than its own covers it."""
    lifted = inline_contexts.lift(document, extra_contexts=verifier.extra_contexts)
    bearings = verifier.bearings(lifted)
    # 1. What it is: contexts, type, form (VC 2.0 sections 4.3 to 4.11 and 5).
    checks = _examine_form(lifted)
    # 2. Who says so (section 4.7). Being unknown to us is worth knowing, no more.
    checks.append(_check_issuer(document, verifier))
    # 3. Everything is signed, by a key of the issuer's (section 4.12; Data Integrity section 4.4).
    if not is_secured_outside:
        checks += _check_proof(lifted.document, token, bearings)
    # 4. It is in force now (section 4.9).
    checks.append(check_dates(document, now=verifier.now, required=False))
    # 5. It was not taken back (section 4.10; Bitstring Status List 1.0 section 3.2).
    checks.append(check_status(document, bearings=bearings))
    return checks


def _examine_form(lifted: Lifted) -> list[Check]:
    return [
        model.check_contexts(lifted),
        model.check_kind(lifted.document, kind="VerifiableCredential"),
        model.check_problems(data_model.credential_problems(lifted.document)),
        *model.check_resources(lifted.document),
    ]


def _check_issuer(document: Mapping[str, Any], verifier: Verifier) -> Check:
    id_, issuer = issuer_id(document), document.get("issuer")
    if id_ is None:
        return failed("issuer", "structure.required", path="issuer")
    name = issuer.get("name") if isinstance(issuer, Mapping) else None
    shown = name if isinstance(name, str) else id_
    if verifier.known_issuers is None:
        return passed("issuer", "issuer.profile", issuer=shown, id=id_)
    if not verifier.known_issuers(id_):
        return warned("issuer", "issuer.unknown", issuer=shown, id=id_)
    return passed("issuer", "issuer.known", issuer=shown, id=id_)


def _check_proof(
    document: Mapping[str, Any], token: jwt.Token | None, bearings: Bearings
) -> list[Check]:
    issuer = issuer_id(document)
    if token is not None:
        covered = passed("terms", "terms.whole")
        return [covered, *check_token(token, issuer=issuer, bearings=bearings)]
    terms = check_terms(document, bearings)
    return [terms.check, *check_signature(document, issuer=issuer, terms=terms, bearings=bearings)]


def examine_unsigned(
    document: Mapping[str, Any], *, now: datetime, resolver: Resolver
) -> list[Check]:
    """What an issuer looks at before it signs; any check that is no pass or warning is a reason not to.

    Nothing about dates or status: a credential may be issued for next year, or for last.
    """
    lifted = inline_contexts.lift(document)
    if badges.is_badge(document):
        checks = [
            badges.check_context(document, extra_contexts=None),
            badges.check_types(document),
            badges.check_schema(document),
            badges.check_subject(document),
            check_issuer(document, known_issuers=None),
            *model.check_resources(document),
        ]
    else:
        checks = _examine_form(lifted)
    bearings = Bearings(now=now, resolver=resolver, extra_contexts=lifted.contexts or None)
    return [*checks, check_terms(lifted.document, bearings).check]


def sign_credential(
    document: Mapping[str, Any], *, signer: Signer, verification_method: str, created: datetime
) -> SignedCredential:
    """Sign a credential of any kind; what it says stays as it is, member for member.

    Raises as ``sign`` does. A badge gets its proof in an array, as its schema asks; others get one
    object, which all software reads.
    """
    lifted = inline_contexts.lift(document)
    signed = sign(
        UnsignedCredential(lifted.document),
        signer=signer,
        verification_method=verification_method,
        created=created,
        extra_contexts=lifted.contexts or None,
    )
    proofs = signed.document["proof"]
    whole = {**document, "proof": proofs if badges.is_badge(document) else proofs[0]}
    data = strict_json.dumps(whole)
    return SignedCredential(whole, data, hashlib.sha256(data).hexdigest())
