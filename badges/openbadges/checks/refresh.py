"""Whether a newer edition exists: OB 3.0 section 9.1 step 3 with 1EdTechCredentialRefresh (VCCR 1.0).

Asked once, after the proof, and never of the edition that was fetched. Says that there is a newer one
and leaves the verdict on the one in hand: what cannot be had or trusted is as if it were not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from badges.openbadges import jwt, strict_json
from badges.openbadges.checks.issuer import issuer_id
from badges.openbadges.checks.signature import Bearings
from badges.openbadges.datetimes import format_time, parse_time
from badges.openbadges.errors import AmbiguousDocument, Unreadable, Unresolvable
from badges.openbadges.report import Check, not_checked, passed, verdict_of, warned
from badges.openbadges.structure import is_uri, type_names

SERVICE_TYPE = "1EdTechCredentialRefresh"
Judge = Callable[[Mapping[str, Any], jwt.Token | None], list[Check]]


def check_refresh(document: Mapping[str, Any], *, bearings: Bearings, judge: Judge) -> list[Check]:
    """The check ``refresh``, if the credential names a service."""
    service = document.get("refreshService")
    if service is None:
        return []
    url = service.get("id") if isinstance(service, Mapping) else None
    kinds = type_names(service.get("type")) if isinstance(service, Mapping) else ()
    if SERVICE_TYPE not in kinds or not is_uri(url) or not str(url).startswith("https://"):
        return [not_checked("refresh", "refresh.not_followed")]
    fetched = _fetch(str(url), bearings)
    if fetched is None:
        return [not_checked("refresh", "refresh.not_available", url=url)]
    return [_compare(document, fetched[0], judge(*fetched))]


def _fetch(url: str, bearings: Bearings) -> tuple[dict[str, Any], jwt.Token | None] | None:
    try:
        text = bearings.resolver.resolve(url).strip()
        if text.startswith(b"{"):
            return strict_json.loads_object(text), None
        token = jwt.read(text)
    except (Unresolvable, Unreadable, AmbiguousDocument, UnicodeDecodeError):
        return None
    return token.document, token


def _compare(old: Mapping[str, Any], new: Mapping[str, Any], made: list[Check]) -> Check:
    same = (issuer_id(new), new.get("id")) == (issuer_id(old), old.get("id"))
    then, now = parse_time(old.get("validFrom")), parse_time(new.get("validFrom"))
    if not same or then is None or now is None or verdict_of(made) != "verified":
        return not_checked("refresh", "refresh.not_usable")
    if now > then:
        # OB 3.0 section 10: of two editions the later validFrom counts.
        return warned("refresh", "refresh.newer", at=format_time(now))
    return passed("refresh", "refresh.current")
