"""Whose key it is: from a verification method to a public key of the issuer.

VC Data Integrity 1.0 section 4.2 with Controlled Identifiers 1.0 section 3.3. Never takes a key
from the fragment of a method without asking its controller, and never a key whose controller is
not the issuer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from badges.openbadges import strict_json
from badges.openbadges.datetimes import parse_time
from badges.openbadges.errors import AmbiguousDocument, KeyFormatError, Unreadable, Unresolvable
from badges.openbadges.json_web_key import public_key_of
from badges.openbadges.keys import PublicKey, decode_multikey, did_web_url
from badges.openbadges.report import (
    Check,
    failed,
    failed_because,
    not_checked,
    not_checked_because,
    passed,
)
from badges.openbadges.types import Resolver

# Issuer ids that can lead to a key. Anyone can sign for a ``urn:``.
_LEADING = ("did:", "https:", "http:")
# A bare JWK has none of them; documents that others wrote and the issuer's host serves may.
_OF_OTHERS = frozenset({"@context", "type", "proof"})


@dataclass(frozen=True, slots=True)
class Key:
    """The outcome of looking a key up; ``public_key`` is there if ``check`` passed."""

    check: Check
    public_key: PublicKey | None = None


def find_key(
    method: str,
    *,
    issuer: str,
    created: datetime | None,
    now: datetime,
    resolver: Resolver,
    purpose: str = "assertionMethod",
) -> Key:
    """The key that ``method`` names, if ``issuer`` controls it and lets it be used for ``purpose``."""
    controller, _, fragment = method.partition("#")
    # 1. The controller is the issuer, letter by letter (what 1EdTech's validator asks too).
    if not issuer.startswith(_LEADING):
        return Key(not_checked("key", "key.issuer_unlinked", issuer=issuer))
    if controller != issuer:
        return Key(failed("key", "key.other_controller", controller=controller, issuer=issuer))
    # 2. A did:key is its own document; any other has to be asked for.
    if controller.startswith("did:key:"):
        return _of_did_key(controller, fragment)
    document = _fetch(controller, resolver)
    if isinstance(document, Check):
        return Key(document)
    return _of_document(document, method, purpose, created=created, now=now)


def find_key_at(url: str, *, issuer: str, resolver: Resolver) -> Key:
    """The key that the issuer publishes as one JWK at an address of its own (VC-JWT's ``kid``).

    A JWK names no controller: only an address of the issuer's own host counts, and one whose ``iss``
    (1EdTech's way for platforms with several issuers) is this issuer, if it has one. Never a document
    that is something else as well: a credential at that host may be a stranger's.
    """
    home = _document_url(issuer)
    if isinstance(home, Check):
        return Key(home)
    if _origin(url) != _origin(home):
        return Key(failed("key", "key.other_controller", controller=url, issuer=issuer))
    document = _fetch(url, resolver)
    if isinstance(document, Check):
        return Key(document)
    if document.get("iss", issuer) != issuer:
        shown = str(document["iss"])
        return Key(failed("key", "key.other_controller", controller=shown, issuer=issuer))
    # Something else as well: nothing of it counts as a key.
    bare = document if _OF_OTHERS.isdisjoint(document) else None
    try:
        return Key(passed("key", "key.found"), public_key_of(bare))
    except KeyFormatError as error:
        return Key(not_checked_because("key", error))


def _origin(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{re.split('[/?#]', rest, maxsplit=1)[0].lower()}"


def _fetch(controller: str, resolver: Resolver) -> Mapping[str, Any] | Check:
    url = _document_url(controller)
    if isinstance(url, Check):
        return url
    try:
        return strict_json.loads_object(resolver.resolve(url))
    except Unresolvable as error:
        return not_checked("key", "key.unresolvable", url=url, reason=error.params["reason"])
    except (Unreadable, AmbiguousDocument):
        return not_checked("key", "key.document_unreadable", url=url)


def _of_did_key(did: str, fragment: str) -> Key:
    multibase = did.removeprefix("did:key:")
    if fragment != multibase:
        return Key(failed("key", "key.not_listed", method=f"{did}#{fragment}"))
    try:
        return Key(passed("key", "key.found"), decode_multikey(multibase))
    except KeyFormatError as error:
        return Key(failed_because("key", error))


def _document_url(controller: str) -> str | Check:
    if controller.startswith("did:web:"):
        try:
            return did_web_url(controller)
        except KeyFormatError as error:
            return failed_because("key", error)
    if controller.startswith("https://"):
        return controller
    return not_checked("key", "key.method_unsupported", method=controller)


def _of_document(
    document: Mapping[str, Any],
    method: str,
    purpose: str,
    *,
    created: datetime | None,
    now: datetime,
) -> Key:
    controller = method.partition("#")[0]
    # 3. The document speaks for the controller.
    if document.get("id") != controller:
        return Key(failed("key", "key.document_id", expected=controller))
    # 4. The method is there, and may be used for this.
    entry = _entry(document, method, purpose)
    if entry is None:
        return Key(failed("key", "key.not_listed", method=method))
    # 5. It belongs to the same controller.
    if entry.get("controller") != controller:
        shown = str(entry.get("controller"))
        return Key(failed("key", "key.other_controller", controller=shown, issuer=controller))
    # 6. It was in force (CID 1.0 section 2.2).
    ended = _ended(entry, created=created, now=now)
    if ended is not None:
        return Key(ended)
    try:
        return Key(passed("key", "key.found"), _public_key(entry))
    except KeyFormatError as error:
        return Key(not_checked_because("key", error))


def _entry(document: Mapping[str, Any], method: str, purpose: str) -> Mapping[str, Any] | None:
    names = (method, method.removeprefix(method.partition("#")[0]))
    allowed = _listed(document.get(purpose))
    embedded = [item for item in allowed if isinstance(item, Mapping) and item.get("id") in names]
    if embedded:
        return embedded[0]
    if not any(name in allowed for name in names):
        return None
    methods = _listed(document.get("verificationMethod"))
    found = [item for item in methods if isinstance(item, Mapping) and item.get("id") in names]
    return found[0] if found else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _ended(entry: Mapping[str, Any], *, created: datetime | None, now: datetime) -> Check | None:
    """Why a key may not be used, if so.

    A revoked key fails for every proof, since whoever holds it can also write an old ``created``.
    An expired one still stands behind what it signed before.
    """
    times = {name: parse_time(entry.get(name)) for name in ("revoked", "expires") if name in entry}
    if None in times.values():
        return failed("key", "key.times_malformed")
    revoked, expires = times.get("revoked"), times.get("expires")
    if revoked is not None and revoked <= now:
        return failed("key", "key.revoked", at=entry["revoked"])
    if expires is not None and expires <= (created or now):
        return failed("key", "key.expired", at=entry["expires"])
    return None


def _public_key(entry: Mapping[str, Any]) -> PublicKey:
    multibase = entry.get("publicKeyMultibase")
    if isinstance(multibase, str):
        return decode_multikey(multibase)
    return public_key_of(entry.get("publicKeyJwk"))
