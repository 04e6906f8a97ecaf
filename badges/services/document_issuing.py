"""Sign a credential of any kind that software hands in (VC-API `/credentials/issue`).

What it says stays as it is, member for member; a place in the status list is added, so that it can be
revoked, and the centre's proof. Refuses what breaks a MUST of the data model, an issuer that is not
the centre, what is signed already, lists of what is revoked, and words that no known context defines.
Nothing of it is logged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from badges import openbadges as ob
from badges.adapters import keystore
from badges.models import IssuedDocument, SigningKey
from badges.openbadges import contexts
from badges.openbadges.checks.document import is_badge
from badges.openbadges.checks.issuer import issuer_id
from badges.openbadges.errors import OpenBadgesError
from badges.openbadges.members import status_of
from badges.openbadges.report import Check
from badges.openbadges.structure import type_names
from badges.openbadges.verifiable import sign_credential
from badges.selectors import issuers
from badges.selectors.issued_documents import name_hash
from badges.services import verifying_credentials
from badges.services.signing import SelfCheckFailed
from badges.services.status_publishing import Place, publish_those, take_places
from badges.services.verifying import reader_language
from credcenter.accounts.models import ApiToken
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import InvalidInput

Json = Mapping[str, Any]
_GOOD = frozenset({"passed", "warning"})
# What the holder of a credential may find out later, and its issuer already knows.
_NOT_OURS = frozenset({"dates", "status"})
# Signed in the centre's name, a list made elsewhere would undo its revocations for whoever is handed it.
_LIST_MEMBERS = frozenset({"encodedList", "revokedCredential", "revokedCredentials"})
# BitstringStatusList, StatusList2021Credential, 1EdTechRevocationList and the like, as term or IRI.
_LIST_TYPE = re.compile(r"(?:Status|Revocation)List")


def issue(document: Json, *, token: ApiToken | None, actor: Actor) -> ob.SignedCredential:
    """Sign and store a document. Raises InvalidInput, with what is wrong and where."""
    issuer = issuers.the_issuer()
    key = issuers.active_key(issuer)
    did = issuers.did_of(key)
    _refuse_unfit(document, did=did)
    with transaction.atomic():
        (place,) = take_places(1, issuer=issuer, key=key)
    # Its list has to be there for whoever verifies it, and we do first.
    publish_those([place.list.pk])
    signed = _sign(_with_status(document, place=place), key=key, did=did)
    _self_check(signed, has_other_status="credentialStatus" in document)
    _store(signed, place=place, key=key, token=token, actor=actor)
    return signed


def _refuse_unfit(document: Json, *, did: str) -> None:
    if "proof" in document:
        raise InvalidInput(_("This credential is signed already."), code="already_signed")
    if contexts.first_of(document) != contexts.CREDENTIALS_V2:
        message = _("The first context of a credential that is issued here has to be %(url)s.")
        raise InvalidInput(message % {"url": contexts.CREDENTIALS_V2}, code="context.first")
    checks = verifying_credentials.examine_unsigned(document)
    for check in checks:
        if check.outcome not in _GOOD:
            raise InvalidInput(check.message(reader_language()), code=check.code)
    if issuer_id(document) != did:
        message = _("The issuer has to be %(did)s, in whose name this centre signs.")
        raise InvalidInput(message % {"did": did}, code="issuer_not_ours")
    if _is_list(document):
        message = _("Lists of what is revoked are made by the centre itself.")
        raise InvalidInput(message, code="list_refused")
    if _is_below_ours(document.get("id")):
        message = _("An id below %(url)s is given by the centre alone.")
        raise InvalidInput(message % {"url": settings.CREDCENTER_BASE_URL}, code="id_is_ours")
    if is_badge(document) and "credentialStatus" in document:
        message = _("A badge has one status entry, and the centre adds it.")
        raise InvalidInput(message, code="status_given")


def _is_list(document: Json) -> bool:
    """Whether a verifier could take it for a status list, by its types or by what it says."""
    subject = document.get("credentialSubject")
    described = [document, *(subject if isinstance(subject, list) else [subject])]
    return any(_speaks_of_a_list(each) for each in described if isinstance(each, Mapping))


def _speaks_of_a_list(described: Json) -> bool:
    names = {name for key in ("type", "@type") for name in type_names(described.get(key))}
    members = {re.split("[#/]", name)[-1] for name in described}
    return bool(_LIST_MEMBERS & members) or any(_LIST_TYPE.search(name) for name in names)


def _is_below_ours(identifier: object) -> bool:
    """Whether an id is an address of the centre, where readers would find something else under it, or a list."""
    try:
        return isinstance(identifier, str) and _place(identifier) == _place(
            settings.CREDCENTER_BASE_URL
        )
    except ValueError:
        return False


def _place(address: str) -> tuple[str | None, int | None] | None:
    """Host and port, without the scheme: who serves one of http and https serves the other, or sends there."""
    parts = urlsplit(address.strip())
    return (parts.hostname, parts.port) if parts.scheme in {"http", "https"} else None


def _with_status(document: Json, *, place: Place) -> dict[str, Any]:
    """The document with a place of ours behind the statuses that it has."""
    entry = status_of(
        ob.StatusEntry(
            id=f"{place.list.url}#{place.index}",
            status_list_credential=place.list.url,
            status_list_index=place.index,
        )
    )
    given = document.get("credentialStatus", [])
    listed = [*given, entry] if isinstance(given, list) else [given, entry]
    return {**document, "credentialStatus": listed if len(listed) > 1 else entry}


def _sign(document: Json, *, key: SigningKey, did: str) -> ob.SignedCredential:
    try:
        return sign_credential(
            document,
            signer=keystore.signer(key.name),
            verification_method=issuers.verification_method(did, key),
            created=clock.now_to_the_second(),
        )
    except OpenBadgesError as error:
        raise InvalidInput(error.message(reader_language()), code=error.code) from error


def _self_check(signed: ob.SignedCredential, *, has_other_status: bool) -> None:
    """What does not verify is never stored; when it is in force is its issuer's business."""
    tolerated = _NOT_OURS if has_other_status else _NOT_OURS - {"status"}
    report = verifying_credentials.self_check(signed.data)
    faults: list[Check] = [
        check for check in report.checks if check.outcome not in _GOOD and check.id not in tolerated
    ]
    if faults:
        raise SelfCheckFailed("; ".join(check.message("en") for check in faults))


@transaction.atomic
def _store(
    signed: ob.SignedCredential,
    *,
    place: Place,
    key: SigningKey,
    token: ApiToken | None,
    actor: Actor,
) -> None:
    row = IssuedDocument.objects.create(
        issuer=key.issuer,
        signing_key=key,
        status_list=place.list,
        status_index=place.index,
        token=token,
        name_sha256=name_hash(signed.document.get("id")),
        document=signed.data,
        document_sha256=signed.sha256,
    )
    audit.record("document.issued", subject=row, actor=actor, details={"sha256": signed.sha256})
