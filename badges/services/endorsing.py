"""Endorse and withdraw: a partner puts its signature under the centre, an achievement or a credential.

Signed with the partner's own key and checked as anyone would before it is stored, outside of any
transaction. Refuses a second live endorsement of the same thing, and what is no longer there to be
endorsed. A withdrawn endorsement verifies as revoked for ever; a new one can be signed.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from badges import openbadges as ob
from badges.adapters import keystore
from badges.enums import CredentialState, EndorsementState, IssuerKind, KeyKind
from badges.models import Credential, Endorsement, Issuer, SigningKey
from badges.selectors import endorsements, issuers
from badges.selectors.endorsements import Target
from badges.services import keys, status_publishing
from badges.services.endorsable import Subject, subject_of
from badges.services.minting import address_of
from badges.services.signing import require_verified
from badges.services.status_publishing import Place, publish_those, take_places
from badges.services.verifying import reader_language
from credcenter.kernel import audit, clock, ids
from credcenter.kernel.audit import Actor
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import Conflict, InvalidInput, RuleRefused


def endorse(target: Target, *, endorser: Issuer, comment: Bilingual, actor: Actor) -> Endorsement:
    """Sign and store an endorsement. Not for the inside of a transaction.

    Raises InvalidInput for words that cannot be signed, RuleRefused for what cannot be endorsed (the
    own organisation, a revoked credential), Conflict when the partner endorses it already.
    """
    _refuse(target, endorser=endorser, comment=comment)
    key = keys.ensure_key(endorser, kind=KeyKind.ED25519, actor=actor)
    key.issuer = endorser
    with transaction.atomic():
        place = take_places(1, issuer=endorser, key=key)[0]
    subject = subject_of(target)
    draft = Endorsement(
        id=ids.new(),
        endorser=endorser,
        endorsed_id=subject.endorsed_id,
        comment_ko=comment.ko.strip(),
        comment_en=comment.en.strip(),
        status_list=place.list,
        status_index=place.index,
        signed_at=clock.now_to_the_second(),
        **subject.columns,
    )
    signed = _sign(draft, subject=subject, place=place, key=key)
    draft.document, draft.document_sha256 = signed.data, signed.sha256
    store(draft, action="endorsement.signed", actor=actor)
    return draft


def store(draft: Endorsement, *, action: str, actor: Actor) -> None:
    """Keep a signed endorsement; Conflict when there is a live one, RuleRefused for a revoked credential."""
    details = {"endorsed": draft.endorsed_id, "sha256": draft.document_sha256}
    try:
        with transaction.atomic():
            if draft.credential_id is not None:
                _refuse_ended(Credential.objects.select_for_update().get(pk=draft.credential_id))
            draft.save(force_insert=True)
            audit.record(action, subject=draft, actor=actor, details=details)
    except IntegrityError as exc:
        raise Conflict(_ALREADY, code="endorsed_already") from exc


@transaction.atomic
def withdraw(endorsement_id: UUID, *, endorser: Issuer, actor: Actor) -> None:
    """Take an endorsement back: it is shown no more, and verifies as revoked if it was signed here.

    Raises Conflict when it was withdrawn before, or is another partner's.
    """
    rows = Endorsement.objects.filter(
        pk=endorsement_id, endorser=endorser, state=EndorsementState.SIGNED
    )
    if not rows.update(state=EndorsementState.WITHDRAWN, withdrawn_at=clock.now()):
        message = _("This endorsement does not stand any more.")
        raise Conflict(message, code="not_endorsed")
    withdrawn = Endorsement.objects.defer("document").get(pk=endorsement_id)
    if withdrawn.status_list_id is not None:
        status_publishing.mark_changed({withdrawn.status_list_id})
    audit.record("endorsement.withdrawn", subject=withdrawn, actor=actor)


_ALREADY = _(
    "The organisation endorses this already. That endorsement has to be withdrawn before another one."
)


def _refuse(target: Target, *, endorser: Issuer, comment: Bilingual) -> None:
    if not (comment.ko.strip() and comment.en.strip()):
        message = _("Say in Korean and in English what you endorse.")
        raise InvalidInput(message, code="comment_missing")
    if not endorser.is_partner:
        raise RuleRefused(_("Only partners endorse."), code="not_a_partner")
    if isinstance(target, Issuer) and target.kind != IssuerKind.CENTRE:
        raise RuleRefused(_("Partners do not endorse each other here."), code="not_endorsable")
    if isinstance(target, Credential):
        _refuse_ended(target)
    if endorsements.is_endorsed(target, by=endorser):
        raise Conflict(_ALREADY, code="endorsed_already")


def _refuse_ended(credential: Credential) -> None:
    if credential.state != CredentialState.ISSUED:
        message = _("This badge was revoked. It can no longer be endorsed.")
        raise RuleRefused(message, code="credential_ended")


def _sign(
    draft: Endorsement, *, subject: Subject, place: Place, key: SigningKey
) -> ob.SignedCredential:
    did = place.list.issuer_did
    try:
        unsigned = ob.build_endorsement(_credential(draft, subject=subject, place=place))
    except ob.InvalidCredential as error:
        message = _("This cannot be signed: %(reason)s")
        reason = error.message(reader_language())
        raise InvalidInput(message % {"reason": reason}, code=error.code) from error
    signed = ob.sign(
        unsigned,
        signer=keystore.signer(key.name),
        verification_method=issuers.verification_method(did, key),
        created=draft.signed_at,
    )
    # The self-check, like any verifier, must find the partner's list.
    publish_those([place.list.pk])
    require_verified(signed)
    return signed


def _credential(draft: Endorsement, *, subject: Subject, place: Place) -> ob.EndorsementCredential:
    endorser = draft.endorser
    return ob.EndorsementCredential(
        id=address_of("endorsements", str(draft.pk)),
        name=subject.name.both(),
        description=subject.description.paragraphs(),
        issuer=ob.Profile(
            id=place.list.issuer_did,
            name=endorser.name.both(),
            url=endorser.url or f"{settings.CREDCENTER_BASE_URL}/issuers/{endorser.slug}",
            email=endorser.email or None,
        ),
        valid_from=draft.signed_at,
        endorsed=draft.endorsed_id,
        comment=draft.comment.paragraphs(),
        status=ob.StatusEntry(
            id=f"{place.list.url}#{place.index}",
            status_list_credential=place.list.url,
            status_list_index=place.index,
        ),
    )
