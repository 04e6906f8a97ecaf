"""Members that credentials of all kinds share, as JSON, and the texts that may not stand in them.

Nothing empty, nothing null, arrays wherever OB 3.0 allows several.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from badges.openbadges.embedding import embedded
from badges.openbadges.errors import InvalidCredential
from badges.openbadges.safe_mode import CONTROL
from badges.openbadges.status_list import ENTRY_TYPE
from badges.openbadges.types import (
    Address,
    Alignment,
    Evidence,
    IdentifierEntry,
    IdentityObject,
    Image,
    Number,
    Profile,
    RefreshService,
    StatusEntry,
    TermsOfUse,
)


def alignments_of(alignments: Iterable[Alignment]) -> list[dict[str, Any]]:
    """The Alignment members."""
    return [
        filled(
            {
                "type": ["Alignment"],
                "targetName": alignment.target_name,
                "targetUrl": alignment.target_url,
                "targetCode": alignment.target_code,
                "targetDescription": alignment.target_description,
                "targetFramework": alignment.target_framework,
                "targetType": alignment.target_type,
            }
        )
        for alignment in alignments
    ]


def evidence_of(evidence: Evidence) -> dict[str, Any]:
    """The members of an Evidence."""
    return filled(
        {
            "id": evidence.id,
            "type": ["Evidence", *evidence.further_types],
            "name": evidence.name,
            "description": evidence.description,
            "narrative": evidence.narrative,
            "genre": evidence.genre,
            "audience": evidence.audience,
        }
    )


def profile_of(profile: Profile) -> dict[str, Any]:
    """The members of a Profile, those of its parent organisations among them."""
    return filled(
        {
            "id": profile.id,
            "type": ["Profile"],
            "name": profile.name,
            "url": profile.url,
            "email": profile.email,
            "phone": profile.phone,
            "description": profile.description,
            "image": image_of(profile.image),
            "address": _address(profile.address) if profile.address else None,
            "official": profile.official,
            "dateOfBirth": profile.date_of_birth.isoformat() if profile.date_of_birth else None,
            "familyName": profile.family_name,
            "givenName": profile.given_name,
            "additionalName": profile.additional_name,
            "patronymicName": profile.patronymic_name,
            "honorificPrefix": profile.honorific_prefix,
            "honorificSuffix": profile.honorific_suffix,
            "familyNamePrefix": profile.family_name_prefix,
            "otherIdentifier": identifiers_of(profile.other_identifier),
            "parentOrg": profile_of(profile.parent_org) if profile.parent_org else None,
            **embedded(profile.endorsement, of=profile.id, path="Profile"),
        }
    )


def _address(address: Address) -> dict[str, Any]:
    place = address.geo
    return filled(
        {
            "type": ["Address"],
            "addressCountry": address.country,
            "addressCountryCode": address.country_code,
            "addressRegion": address.region,
            "addressLocality": address.locality,
            "streetAddress": address.street,
            "postOfficeBoxNumber": address.post_office_box,
            "postalCode": address.postal_code,
            # A closed word, not a list, like that of an Image.
            "geo": {
                "type": "GeoCoordinates",
                "latitude": number_of(place.latitude),
                "longitude": number_of(place.longitude),
            }
            if place
            else None,
        }
    )


def identifiers_of(identifiers: Iterable[IdentifierEntry]) -> list[dict[str, Any]]:
    """The IdentifierEntry members; a closed class whose type is one word."""
    return [
        {
            "type": "IdentifierEntry",
            "identifier": entry.identifier,
            "identifierType": entry.identifier_type,
        }
        for entry in identifiers
    ]


def identity_of(identity: IdentityObject) -> dict[str, Any]:
    """The members of an IdentityObject."""
    # IdentityObject is a closed class whose type is one word, not a list.
    return filled(
        {
            "type": "IdentityObject",
            "hashed": identity.hashed,
            "identityHash": identity.identity_hash,
            "identityType": identity.identity_type,
            "salt": identity.salt,
        }
    )


def image_of(image: Image | None) -> dict[str, Any] | None:
    """The members of an Image, if there is one."""
    return filled({"id": image.id, "type": "Image", "caption": image.caption}) if image else None


def status_of(status: StatusEntry) -> dict[str, Any]:
    """The members of a BitstringStatusListEntry."""
    # One object, not a list: OB 3.0 allows at most one status.
    return {
        "id": status.id,
        "type": ENTRY_TYPE,
        "statusPurpose": status.status_purpose,
        "statusListIndex": str(status.status_list_index),
        "statusListCredential": status.status_list_credential,
    }


def refresh_of(refresh: RefreshService | None) -> dict[str, Any] | None:
    """The members of a RefreshService, if there is one."""
    return {"id": refresh.id, "type": refresh.type} if refresh else None


def terms_of(terms: Iterable[TermsOfUse]) -> list[dict[str, Any]]:
    """The TermsOfUse members."""
    return [filled({"id": item.id, "type": item.type}) for item in terms]


def number_of(number: Number | None) -> int | float | None:
    """A number as JSON writes it."""
    if number is None:
        return None
    # 3 and 3.0 sign alike; written as 3 they also read alike.
    return int(number) if Decimal(number) == int(number) else float(number)


def filled(members: dict[str, Any]) -> dict[str, Any]:
    """Without what is null or empty (OB 3.0: such members are left out)."""
    return {key: value for key, value in members.items() if value is not None and value != []}


def refuse_texts(value: Any, path: str) -> None:
    """Refuse empty texts, control characters and texts that look like HTML entities."""
    if not any(map(_is_suspect, _plain_texts(value))):
        return
    # Only now it matters where a text stands.
    for place, text in _texts(value, path):
        if not text.strip():
            raise InvalidCredential("build.empty_text", path=place)
        if CONTROL.search(text):
            raise InvalidCredential("build.control_character", path=place)
        if html.unescape(text) != text:
            # Some wallets decode entities in what they download before they check the signature.
            raise InvalidCredential("build.html_entity", path=place, value=text[:80])


def _is_suspect(text: str) -> bool:
    return "&" in text or not text.strip() or CONTROL.search(text) is not None


def _plain_texts(value: Any) -> Iterator[str]:
    pending = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, str):
            yield current
        elif isinstance(current, Mapping):
            pending.extend(current.values())
        elif isinstance(current, list):
            pending.extend(current)


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from _texts(member, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from _texts(member, f"{path}[{number}]")
