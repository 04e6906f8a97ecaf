"""What can be endorsed, and under which id, name and description a signed document speaks of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from badges.enums import IssuerKind
from badges.models import Achievement, Credential, Issuer
from badges.selectors import documents, issuers
from badges.selectors.achievements import current_version
from badges.selectors.endorsements import Target
from badges.services.minting import address_of
from credcenter.kernel.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class Subject:
    """What an endorsement is about, as its document says it."""

    endorsed_id: str
    name: Bilingual
    description: Bilingual
    columns: dict[str, Any]


def subject_of(target: Target) -> Subject:
    """The target under the id that it has now. An achievement comes with the wording of today."""
    if isinstance(target, Issuer):
        name = Bilingual(f"{target.name.ko} 보증", f"Endorsement of {target.name.en}")
        described = Bilingual("이 기관에 대한 보증입니다.", "It endorses this institution.")
        did = issuers.did_of(issuers.active_key(target))
        return Subject(did, name, described, {"issuer": target})
    if isinstance(target, Achievement):
        version = current_version(target)
        name = Bilingual(f"{version.name.ko} 보증", f"Endorsement of {version.name.en}")
        described = Bilingual(
            f"{target.code} 제{version.number}판에 대한 보증입니다.",
            f"It endorses {target.code}, edition {version.number}.",
        )
        address = address_of("achievements", str(target.pk))
        return Subject(address, name, described, {"achievement": target, "version": version})
    name = Bilingual(
        f"{target.version.name.ko} 배지 보증", f"Endorsement of a badge: {target.version.name.en}"
    )
    described = Bilingual(
        "한 사람이 받은 배지에 대한 보증입니다.", "It endorses one person's badge."
    )
    return Subject(target.frozen["credential_url"], name, described, {"credential": target})


def target_named(identifier: str) -> Target | None:
    """What of ours has this id in signed documents: the centre, an achievement, a credential, or None."""
    issuer_id = documents.own_dids().get(identifier)
    if issuer_id is not None:
        return Issuer.objects.filter(pk=issuer_id, kind=IssuerKind.CENTRE).first()
    try:
        key = UUID(identifier[-36:])
    except ValueError:
        return None
    if identifier in (f"urn:uuid:{key}", address_of("achievements", str(key))):
        achievement = Achievement.objects.filter(pk=key).first()
        if achievement is not None:
            return achievement
    credential = Credential.objects.select_related("version").filter(pk=key).first()
    is_named = credential is not None and credential.frozen["credential_url"] == identifier
    return credential if is_named else None
