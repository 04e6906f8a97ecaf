"""Who says so: the issuer is a named profile, and perhaps one that the caller knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from badges.openbadges import contexts
from badges.openbadges.report import Check, failed, passed, warned
from badges.openbadges.structure import is_uri, type_names
from badges.openbadges.vocabularies import CREDENTIALS_V1


def issuer_id(document: Mapping[str, Any]) -> str | None:
    """The id of the issuer, given as a text or as an object (VC 2.0 section 4.7)."""
    issuer = document.get("issuer")
    found = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    return found if is_uri(found) else None


def check_issuer(
    document: Mapping[str, Any], *, known_issuers: Callable[[str], bool] | None
) -> Check:
    """OB 3.0 B.1.20: a Profile or, on VC 2.0, its address. Being unknown to us is a warning."""
    issuer = document.get("issuer")
    id_ = issuer_id(document)
    is_profile = isinstance(issuer, Mapping) and "Profile" in type_names(issuer.get("type"))
    if id_ is None or not (is_profile or _may_be_bare(document)):
        return failed("issuer", "issuer.no_profile")
    name = issuer.get("name") if isinstance(issuer, Mapping) else None
    shown = name if isinstance(name, str) else id_
    if known_issuers is not None and not known_issuers(id_):
        return warned("issuer", "issuer.unknown", issuer=shown, id=id_)
    if known_issuers is None and not is_profile:
        # Legal, but 1EdTech's validator asks for more, and a person for a name.
        return warned("issuer", "issuer.address_alone", issuer=shown, id=id_)
    code = "issuer.known" if known_issuers is not None else "issuer.profile"
    return passed("issuer", code, issuer=shown, id=id_)


def _may_be_bare(document: Mapping[str, Any]) -> bool:
    """OB 3.0 on VC 1.1 has whole profiles only."""
    is_earlier = contexts.first_of(document) == CREDENTIALS_V1
    return isinstance(document.get("issuer"), str) and not is_earlier
