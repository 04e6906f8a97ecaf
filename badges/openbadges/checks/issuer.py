"""Who says so: the issuer is a named profile, and perhaps one that the caller knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from badges.openbadges.report import Check, failed, passed, warned
from badges.openbadges.structure import is_uri, type_names


def issuer_id(document: Mapping[str, Any]) -> str | None:
    """The id of the issuer, given as a text or as an object (VC 2.0 section 4.7)."""
    issuer = document.get("issuer")
    found = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    return found if is_uri(found) else None


def check_issuer(
    document: Mapping[str, Any], *, known_issuers: Callable[[str], bool] | None
) -> Check:
    """OB 3.0 section B.1: the issuer is a Profile. Being unknown to us is only a warning."""
    issuer = document.get("issuer")
    id_ = issuer_id(document)
    if not isinstance(issuer, Mapping) or id_ is None:
        return failed("issuer", "issuer.no_profile")
    if "Profile" not in type_names(issuer.get("type")):
        return failed("issuer", "issuer.no_profile")
    name = issuer.get("name")
    shown = name if isinstance(name, str) else id_
    if known_issuers is not None and not known_issuers(id_):
        return warned("issuer", "issuer.unknown", issuer=shown, id=id_)
    code = "issuer.known" if known_issuers is not None else "issuer.profile"
    return passed("issuer", code, issuer=shown, id=id_)
