"""Verification of an Open Badge: bytes in, one report out.

Follows OB 3.0 section 9.1 with VC 2.0 section 7 and VC Data Integrity 1.0 section 4.3. Raises
``Unreadable`` for what is no credential at all; everything else, however broken, gets a report.
What cannot be checked is reported as not checked and never counts as valid. The caller must still
decide whether to trust the issuer, and must show what the credential says as the issuer's words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from badges.openbadges import jwt, strict_json
from badges.openbadges.checks import container
from badges.openbadges.checks.document import (
    check_context,
    check_schema,
    check_subject,
    check_types,
    is_legacy,
    looks_like_credential,
)
from badges.openbadges.checks.inner import check_components, check_endorsements
from badges.openbadges.checks.issuer import check_issuer, issuer_id
from badges.openbadges.checks.legacy import check_legacy, check_legacy_recipient
from badges.openbadges.checks.lists import StatusLists
from badges.openbadges.checks.recipient import check_recipient
from badges.openbadges.checks.refresh import check_refresh
from badges.openbadges.checks.signature import Bearings, check_signature, check_terms
from badges.openbadges.checks.status import check_status
from badges.openbadges.checks.token import check_token
from badges.openbadges.checks.validity import check_dates
from badges.openbadges.contexts import ExtraContexts
from badges.openbadges.errors import AmbiguousDocument, Unreadable, Unresolvable
from badges.openbadges.report import (
    Check,
    Report,
    failed_because,
    not_checked,
    passed,
    verdict_of,
)
from badges.openbadges.types import Resolver


def verify(
    data: bytes,
    *,
    now: datetime,
    resolver: Resolver,
    recipient: str | None = None,
    known_issuers: Callable[[str], bool] | None = None,
    extra_contexts: ExtraContexts | None = None,
    lists: StatusLists | None = None,
) -> Report:
    """Verify a credential given as JSON, as a JWT, or as a baked PNG or SVG.

    ``now`` is aware. ``recipient`` asks whether the credential is for that identifier.
    ``known_issuers`` says of an issuer id whether the caller knows it. ``lists`` is what earlier
    verifications with the same resolver found out about status lists. Raises ``Unreadable``.
    """
    # 1. Where the credential is (OB 3.0 section 5.3).
    found = container.find(data)
    if found.text is None:
        return _report(found.format, [found.check], {})
    bearings = Bearings(
        now=now,
        resolver=Once(resolver),
        extra_contexts=extra_contexts,
        lists=lists or StatusLists(),
    )
    # 2. JSON that everybody reads alike (RFC 8259 section 4), signed inside or as a whole.
    try:
        token = jwt.read(found.text) if found.is_jws else None
        document = token.document if token else _load(found, bearings)
    except Unresolvable as error:
        unknown = not_checked("json", "legacy.unresolvable", url=error.params["url"])
        return _report(found.format, [found.check, unknown], {})
    except AmbiguousDocument as error:
        return _report(found.format, [found.check, failed_because("json", error)], {})
    if not looks_like_credential(document):
        raise Unreadable("format.not_a_credential")
    made = _check_legacy if is_legacy(document) else _check_whole
    checks = made(document, token, bearings, known_issuers, recipient)
    return _report(found.format, [found.check, passed("json", "json.strict"), *checks], document)


def _load(found: container.Found, bearings: Bearings) -> dict[str, Any]:
    text = found.text or b""
    return strict_json.loads_object(
        bearings.resolver.resolve(text.decode("ascii")) if found.is_address else text
    )


def _check_legacy(
    document: Mapping[str, Any],
    token: jwt.Token | None,
    bearings: Bearings,
    known_issuers: Callable[[str], bool] | None,
    recipient: str | None,
) -> list[Check]:
    checks = check_legacy(document, token, bearings=bearings, known=known_issuers)
    if recipient is not None:
        checks.append(check_legacy_recipient(document, recipient=recipient))
    return checks


def _check_whole(
    document: Mapping[str, Any],
    token: jwt.Token | None,
    bearings: Bearings,
    known_issuers: Callable[[str], bool] | None,
    recipient: str | None,
) -> list[Check]:
    checks = _examine(document, token, bearings=bearings, known_issuers=known_issuers)
    if "schema" in [check.id for check in checks]:
        checks += _check_inner(document, bearings=bearings, known_issuers=known_issuers)
    # 13. It is for whom the caller says (OB 3.0 section 9.1 step 5), if asked.
    if recipient is not None:
        checks.append(check_recipient(document, recipient=recipient))
    return checks


def _examine(
    document: Mapping[str, Any],
    token: jwt.Token | None,
    *,
    bearings: Bearings,
    known_issuers: Callable[[str], bool] | None,
) -> list[Check]:
    # 3. Contexts in their order, all of them known (VC 2.0 section 4.3, OB 3.0 B.1.2).
    checks = [check_context(document, extra_contexts=bearings.extra_contexts)]
    # 4. A kind that we know (VC 2.0 section 4.5, OB 3.0 B.1.2 and B.1.7, CLR 2.0).
    checks.append(check_types(document))
    if "not_checked" in (checks[-2].outcome, checks[-1].outcome):
        # Another version or another kind of credential: the steps below would judge it wrongly.
        return checks
    # 5. Its shape (OB 3.0 section 9.1 step 1; appendix B.1).
    checks.append(check_schema(document))
    # 6. Its subject (OB 3.0 section 9.1 step 1).
    checks.append(check_subject(document))
    # 7. Its issuer (OB 3.0 B.1.14 and B.1.20).
    checks.append(check_issuer(document, known_issuers=known_issuers))
    # 8. and 9. Everything is signed, with a key of the issuer's.
    checks += _check_proof(document, token, bearings)
    # 10. It is in force now (VC 2.0 section 4.9).
    checks.append(check_dates(document, now=bearings.now))
    # 11. It was not taken back (Bitstring Status List 1.0 section 3.2).
    checks.append(check_status(document, bearings=bearings))
    return checks


def _check_inner(
    document: Mapping[str, Any],
    *,
    bearings: Bearings,
    known_issuers: Callable[[str], bool] | None,
) -> list[Check]:
    # 12. What is inside (OB 3.0 section 9.1 step 6, CLR 2.0): components with their own
    #     endorsements; endorsements of endorsements are nobody's business.
    def judge(inner: Mapping[str, Any], token: jwt.Token | None) -> list[Check]:
        return _examine(inner, token, bearings=bearings, known_issuers=known_issuers)

    def judge_whole(inner: Mapping[str, Any], token: jwt.Token | None) -> list[Check]:
        return judge(inner, token) + check_endorsements(inner, judge=judge)

    return [
        *check_components(document, judge=judge_whole),
        *check_endorsements(document, judge=judge),
        # A newer edition (OB 3.0 section 9.1 step 3), once and only now that the proof was checked.
        *check_refresh(document, bearings=bearings, judge=judge),
    ]


def _check_proof(
    document: Mapping[str, Any], token: jwt.Token | None, bearings: Bearings
) -> list[Check]:
    issuer = issuer_id(document)
    if token is not None:
        # A JWT covers every byte (OB 3.0 section 8.2).
        covered = passed("terms", "terms.whole")
        return [covered, *check_token(token, issuer=issuer, bearings=bearings)]
    # Every term is signed (VC Data Integrity 1.0 section 4.1).
    terms = check_terms(document, bearings)
    # The proof holds and its key is the issuer's (OB 3.0 section 9.1 step 2; VC Data
    # Integrity 1.0 section 4.3; VC-DI-EdDSA section 3.2.2).
    return [terms.check, *check_signature(document, issuer=issuer, terms=terms, bearings=bearings)]


def _report(format_: str, checks: list[Check], document: Mapping[str, Any]) -> Report:
    return Report(verdict_of(checks), format_, tuple(checks), document)


class Once:
    """Asks the caller's resolver at most once for each URL of one verification."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._answers: dict[str, bytes | Unresolvable] = {}

    def resolve(self, url: str) -> bytes:
        if url not in self._answers:
            try:
                self._answers[url] = self._resolver.resolve(url)
            except Unresolvable as error:
                self._answers[url] = error
        answer = self._answers[url]
        if isinstance(answer, Unresolvable):
            raise answer
        return answer
