"""Stage 15: verification, for the page, the API, the command and the self-check: one function, one report.

What a verification needs is taken from our own documents, then from the pinned ones, then from the
network through the one guarded way out. Nothing of what is handed in is kept; a credential of ours
is counted, and nobody's name with it. Refuses what is no credential; a surprise means "could not
verify", never "valid".
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from badges import openbadges as ob
from badges.adapters import addresses, http, pinned
from badges.adapters.addresses import AddressRefused, NameNotResolved
from badges.adapters.http import FetchFailed
from badges.adapters.pinned import PinnedDocumentMissing
from badges.enums import OpeningKind
from badges.models import Credential
from badges.openbadges import limits
from badges.openbadges.errors import OpenBadgesError, Unreadable, Unresolvable
from badges.openbadges.messages import Language
from badges.openbadges.report import Check, Report
from badges.selectors import documents, hosting
from badges.selectors.succession import successor_for
from badges.services import publishing
from badges.services.counting import count_openings
from badges.services.status_publishing import publish_stale
from credcenter.kernel import clock
from credcenter.kernel.errors import CredcenterError, InputTooLarge, InvalidInput

logger = logging.getLogger(__name__)

PATIENCE = 8.0
"""Seconds for all documents of one verification: each slow one would hold a web thread as long."""

_UNFETCHABLE = (AddressRefused, NameNotResolved, FetchFailed, PinnedDocumentMissing, InputTooLarge)
_TOO_LARGE = frozenset({"json.too_large", "png.too_large", "svg.too_large"})


def verify_bytes(data: bytes, *, recipient: str | None = None) -> Report:
    """Verify a file: a baked PNG or SVG, or a credential as JSON or JWT.

    Raises InvalidInput (InputTooLarge) for what is no credential at all, and nothing else.
    """
    # The boundary towards strangers' input: a fault of ours must not read as an answer.
    try:
        report = _judge(data, recipient=recipient, resolver=Resolver(fetch=http.fetch))
    except Unreadable as error:
        raise unreadable(error) from error
    except Exception as error:  # noqa: BLE001  (logged there, with its traceback)
        return surprise(error)
    _count(report)
    return report


def verify_text(text: str, *, recipient: str | None = None) -> Report:
    """Verify what somebody pasted or sent as a text: JSON, a JWT, or an SVG's source.

    There is no door for a parsed document: what was read already has lost what makes it ambiguous.
    """
    return verify_bytes(text.strip().encode("utf-8", "surrogatepass"), recipient=recipient)


def verify_url(url: str, *, recipient: str | None = None) -> Report:
    """Verify what lies at a URL. Raises InvalidInput also when nothing can be had from there."""
    try:
        data = _at(url.strip())
    except InvalidInput:
        raise
    except Exception as error:  # noqa: BLE001  (the same boundary: our own document could not be made)
        return surprise(error)
    return verify_bytes(data, recipient=recipient)


def verify_signed(data: bytes) -> Report:
    """The self-check of one credential that we just signed; see `SelfCheck`."""
    return SelfCheck().verify(data)


class SelfCheck:
    """Verifies what we just signed: our own documents only, no network, not counted.

    Lives as long as a claim: the documents that its credentials share are read once, those of `urls` (their
    status lists) at once, so that none of them begins to hold after a verification's "now".
    """

    def __init__(self, *, urls: Iterable[str] = ()) -> None:
        # A list that is signed in the middle of a verification would begin to hold after its "now".
        publish_stale()
        self._own_dids = documents.own_dids()
        self._resolver = _Remembering(Resolver(fetch=None))
        self._lists = ob.StatusLists()
        for url in set(urls):
            self._resolver.resolve(url)

    def verify(self, data: bytes) -> Report:
        """The report. Raises our own typed faults: who issues must know what to wait for."""
        try:
            return ob.verify(
                data,
                now=clock.now(),
                resolver=self._resolver,
                known_issuers=self._own_dids.__contains__,
                lists=self._lists,
            )
        except Unreadable as error:
            raise unreadable(error) from error
        except CredcenterError:
            raise
        except Exception as error:  # noqa: BLE001  (what is not understood must not pass the self-check)
            return surprise(error)


def as_json(report: Report) -> dict[str, Any]:
    """The report as software reads it, messages in the active language."""
    said = {
        "verdict": report.verdict,
        "format": report.format,
        "checks": [_check_as_json(check, reader_language()) for check in report.checks],
        "credential": report.credential,
    }
    newer = newer_address(report)
    return said | {"superseded_by": newer} if newer else said


def newer_address(report: Report) -> str:
    """The page of what replaced the credential, if it was ours and the new one is open to anyone; else empty."""
    if _is_ours(report) and any(check.code == "status.revoked" for check in report.checks):
        old = Credential.objects.filter(pk__in=_uuids_at_end(str(report.credential.get("id", ""))))
        for credential in old.defer("document", "frozen"):
            newer = successor_for(credential, is_insider=False)
            if newer is not None:
                return f"{settings.CREDCENTER_BASE_URL}/credentials/{newer.pk}"
    return ""


def _check_as_json(check: Check, language: Language) -> dict[str, Any]:
    """One check; that of a record's components has the same for each of them, in the record's order."""
    said: dict[str, Any] = {
        "id": check.id,
        "outcome": check.outcome,
        "code": check.code,
        "message": check.message(language),
    }
    parts = [_check_as_json(part, language) for part in check.parts]
    return said | {"parts": parts} if parts else said


def reader_language() -> Language:
    """The active language as the core knows it."""
    return "en" if (get_language() or "ko").startswith("en") else "ko"


def _judge(data: bytes, *, recipient: str | None, resolver: Resolver) -> Report:
    known = documents.known_dids() | hosting.issuer_addresses()
    # A list that is signed in the middle of a verification would begin to hold after its "now".
    publish_stale()
    return ob.verify(
        data,
        now=clock.now(),
        resolver=resolver,
        recipient=recipient,
        known_issuers=known.__contains__,
        extra_contexts=pinned.contexts(),
    )


def surprise(error: Exception) -> Report:
    """The report of a verification that a fault of ours ended."""
    logger.error("A verification ended in a surprise.", exc_info=error)
    unknown = Check("verification", "not_checked", "verify.surprise")
    return Report("unverifiable", "unknown", (unknown,), {})


def unreadable(error: OpenBadgesError) -> InvalidInput:
    kind = InputTooLarge if error.code in _TOO_LARGE else InvalidInput
    return kind(error.message(reader_language()), code=error.code)


def _at(url: str) -> bytes:
    try:
        addresses.refuse_unprintable(url)
        own = publishing.own_document(url)
        if own is not None:
            return own
        if publishing.is_own_address(url):
            message = _("There is no credential at this address, or its holder does not share it.")
            raise InvalidInput(message, code="not_shared")
        return http.fetch(url)
    except InputTooLarge:
        raise
    except _UNFETCHABLE as error:
        raise InvalidInput(error.message, code=error.code) from error


def _count(report: Report) -> None:
    """One more verification of a credential of ours; what anybody could make up is not counted."""
    if _is_ours(report):
        ids = _uuids_at_end(str(report.credential.get("id", "")))
        rows = Credential.objects.filter(pk__in=ids)
        try:
            if rows.update(verified_count=F("verified_count") + 1):
                count_openings(ids, kind=OpeningKind.VERIFIED)
        except DatabaseError:
            # Locked or away: the answer is worth more than the count of answers.
            logger.exception("A verification was not counted.")


def _is_ours(report: Report) -> bool:
    """Signed by somebody whom we know; whether we have it as well, its id says."""
    outcomes = {check.id: check.outcome for check in report.checks}
    return outcomes.get("issuer") == outcomes.get("proof") == outcomes.get("key") == "passed"


def _uuids_at_end(identifier: str) -> list[UUID]:
    """The UUID in `urn:uuid:…` or in the address of a credential's page, if there is one."""
    try:
        return [UUID(identifier[-36:])]
    except ValueError:
        return []


class Resolver:
    """Answers the verifier's questions for documents (`badges.openbadges.types.Resolver`)."""

    def __init__(self, *, fetch: Callable[..., bytes] | None) -> None:
        self._fetch = fetch
        self._end = time.monotonic() + PATIENCE

    def resolve(self, url: str) -> bytes:
        """Ours from the database, others through `fetch`; Unresolvable."""
        try:
            addresses.refuse_unprintable(url)
            own = self._own(url)
            if own is not None:
                return own
            if self._fetch is None or publishing.is_own_address(url):
                raise Unresolvable(url, reason=_("The centre has no such document."))
            seconds = self._end - time.monotonic()
            if seconds <= 0:
                raise Unresolvable(url, reason=_("Other documents took too long to arrive."))
            return self._fetch(url, limit=limits.MAX_DOCUMENT_BYTES, seconds=seconds)
        except _UNFETCHABLE as error:
            raise Unresolvable(url, reason=str(error)) from error

    def _own(self, url: str) -> bytes | None:
        try:
            return publishing.own_document(url)
        except CredcenterError as error:
            if self._fetch is None:
                raise
            # Our key or disk is missing: what else there is to check still gets its answer.
            logger.exception("A document of ours could not be made for a verification.")
            reason = _("The centre cannot give this document at the moment.")
            raise Unresolvable(url, reason=reason) from error


class _Remembering:
    """Asks another resolver once for each URL."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._known: dict[str, bytes] = {}

    def resolve(self, url: str) -> bytes:
        if url not in self._known:
            self._known[url] = self._resolver.resolve(url)
        return self._known[url]
