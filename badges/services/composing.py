"""From what was gathered to the document of a learner's record, ready to sign (CLR 2.0).

The credentials go in as they were signed, byte for meaning; one whose stored bytes are not those that
were signed goes into no record.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from badges import openbadges as ob
from badges.enums import RecordScope
from badges.models import Credential, Issuer, LearnerRecord, SigningKey
from badges.models.record import record_name
from badges.openbadges import identity
from badges.selectors import issuers
from badges.services import building, minting
from badges.services.baking import signed_of
from badges.services.gathering import Contents
from badges.services.signing import SelfCheckFailed
from credcenter.kernel import ids
from credcenter.kernel.bilingual import Bilingual

_ABOUT = {
    RecordScope.WHOLE: Bilingual(
        "작성 시점에 유효한 배지를 모두 담은 기록입니다. 발급이 취소되었거나, 새 배지로 대체되었거나, "
        "유효 기간이 지난 배지는 담지 않았습니다.",
        "Every badge of the learner that was in force when this record was made. Badges that were "
        "revoked or replaced, or had expired, are left out.",
    ),
    RecordScope.ACHIEVEMENT: Bilingual(
        "배지와 그것을 구성하는 배지를 담고, 성취가 서로 어떻게 이어지는지 밝힌 기록입니다.",
        "A badge with the learner's badges for its parts, and how these achievements belong together.",
    ),
    RecordScope.CHOSEN: Bilingual(
        "학습자가 고른 배지만 담은 기록입니다.",
        "The badges that the learner chose.",
    ),
}
_PARTIAL = Bilingual(
    "학습자가 받은 유효한 배지 가운데 일부입니다.",
    "They are not all the badges that the learner held.",
)


@dataclass(frozen=True, slots=True)
class Press:
    """Who signs a record, and the name it calls its learner by; empty for one who keeps it off."""

    issuer: Issuer
    key: SigningKey
    did: str
    name: str

    @property
    def method(self) -> str:
        return issuers.verification_method(self.did, self.key)


def compose(draft: LearnerRecord, *, contents: Contents, press: Press) -> ob.UnsignedCredential:
    """The document of a record whose id, time and image are decided; InvalidCredential, SelfCheckFailed."""
    return ob.build_clr(_clr(draft, contents=contents, press=press))


def _clr(draft: LearnerRecord, *, contents: Contents, press: Press) -> ob.ClrCredential:
    addresses = _addresses(contents)
    partial = [_PARTIAL] if contents.is_partial else []
    about = [_ABOUT[contents.scope], *partial]
    return ob.ClrCredential(
        id=minting.address_of("records", str(draft.pk)),
        name=record_name(contents.scope, contents.version).both(),
        description="\n\n".join(
            (" ".join(each.ko for each in about), " ".join(each.en for each in about))
        ),
        image=ob.Image(id=minting.artwork_address(draft.artwork_sha256)),
        issuer=ob.Profile(
            id=press.did,
            name=press.issuer.name.both(),
            url=f"{settings.CREDCENTER_BASE_URL}/issuers/{press.issuer.slug}",
            email=press.issuer.email or None,
        ),
        valid_from=draft.made_at,
        partial=contents.is_partial,
        subject_id=f"urn:uuid:{contents.learner.pk}",
        identifier=_identifiers(contents, name=press.name),
        credentials=tuple(_component(each) for each in contents.credentials),
        achievement=tuple(
            building.achievement(
                each,
                url=addresses[each.achievement_id],
                artwork_url=minting.artwork_address(each.artwork_sha256),
            )
            for each in contents.described
        ),
        association=tuple(
            ob.Association(
                association_type=tie.kind,
                source_id=addresses[tie.source],
                target_id=addresses[tie.target],
            )
            for tie in contents.ties
        ),
    )


def _addresses(contents: Contents) -> dict[UUID, str]:
    """The id of each achievement: as its credential names it, since addresses may have moved meanwhile."""
    described = {
        each.achievement_id: minting.address_of("achievements", str(each.achievement_id))
        for each in contents.described
    }
    return described | {
        each.achievement_id: each.frozen["achievement_url"] for each in contents.credentials
    }


def _identifiers(contents: Contents, *, name: str) -> tuple[ob.IdentityObject, ...]:
    named = [identity.plain_identity(name, identity_type="name")] if name else []
    email = contents.learner.email
    hashed = [
        identity.hashed_identity(each, identity_type="emailAddress", salt=ids.new_token())
        for each in ([email] if email else [])
    ]
    return (*named, *hashed)


def _component(credential: Credential) -> ob.SignedCredential:
    signed = signed_of(bytes(credential.document))
    if signed.sha256 != credential.document_sha256:
        message = f"The stored bytes of credential {credential.pk} are not those that were signed."
        raise SelfCheckFailed(message, code="bytes_changed")
    return signed
