"""Partner organisations: who they are, with which key they sign, and who speaks for them.

The centre keeps a partner's key as it keeps its own. Refuses two partners of one name in addresses, a
DID that is somebody else's, and a person who speaks for two.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from badges.enums import IssuerKind, KeyKind
from badges.models import Issuer, Representative
from badges.openbadges.errors import KeyFormatError
from badges.openbadges.keys import did_key, did_web_url
from badges.selectors import documents
from badges.services import keys
from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.accounts.selectors import roles_of, user_by_email
from credcenter.accounts.services import create_user
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import Conflict, InvalidInput

_UNSAID = Bilingual("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerFacts:
    """What is said of a partner. `outside_did` is for one that also signs with software of its own."""

    name: Bilingual
    url: str = ""
    email: str = ""
    description: Bilingual = _UNSAID
    outside_did: str = ""

    def put_into(self, partner: Issuer) -> None:
        partner.name_ko, partner.name_en = self.name.ko, self.name.en
        partner.description_ko, partner.description_en = self.description.ko, self.description.en
        partner.url, partner.email = self.url, self.email
        partner.outside_did = self.outside_did


def add_partner(facts: PartnerFacts, *, actor: Actor) -> Issuer:
    """A new partner with a key of its own; Conflict when its name or its DID is taken."""
    partner = Issuer(kind=IssuerKind.PARTNER, slug=_slug(facts.name.en))
    _save(partner, facts, action="partner.added", actor=actor)
    # After the commit: a partner whose key could not be written gets it at its first endorsement.
    keys.ensure_key(partner, kind=KeyKind.ED25519, actor=actor)
    return partner


def describe_partner(partner: Issuer, facts: PartnerFacts, *, actor: Actor) -> None:
    """Change what is said of a partner; its address and what it signed stay as they are."""
    _save(partner, facts, action="partner.described", actor=actor)


@transaction.atomic
def appoint(partner: Issuer, *, user: User, actor: Actor) -> None:
    """Let a user with the role partner speak for the organisation; doing it again changes nothing.

    Raises Conflict when they speak for another one, InvalidInput without the role.
    """
    if Role.PARTNER not in roles_of(user.pk):
        message = _("This account does not have the role of an industry partner.")
        raise InvalidInput(message, code="not_a_partner")
    speaks, is_new = Representative.objects.get_or_create(user=user, defaults={"issuer": partner})
    if speaks.issuer_id != partner.pk:
        message = _("This person speaks for another partner already.")
        raise Conflict(message, code="represents_another")
    if is_new:
        audit.record("partner.appointed", subject=partner, actor=actor, details={"user": user.pk})


@transaction.atomic
def invite(partner: Issuer, *, email: str, name: str, actor: Actor) -> User:
    """Appoint the person of an e-mail address, whose account is made if there is none.

    It has no password: the person asks for a link to set one, so nobody else ever knows it. Raises
    Conflict when the account is one of somebody in another role.
    """
    user = user_by_email(email) or _open_account(email, name=name, actor=actor)
    if Role.PARTNER not in roles_of(user.pk):
        raise Conflict(_TAKEN, code="account_taken")
    appoint(partner, user=user, actor=actor)
    return user


@transaction.atomic
def dismiss(partner: Issuer, *, user_id: int, actor: Actor) -> None:
    """Somebody no longer speaks for the partner; doing it again changes nothing. The account stays."""
    gone, _by_model = Representative.objects.filter(issuer=partner, user=user_id).delete()
    if gone:
        audit.record("partner.dismissed", subject=partner, actor=actor, details={"user": user_id})


_TAKEN = _("Somebody has an account with this e-mail address already.")


def _open_account(email: str, *, name: str, actor: Actor) -> User:
    try:
        with transaction.atomic():
            return create_user(email, name=name, roles=[Role.PARTNER], actor=actor)
    except IntegrityError as exc:
        # Somebody else made it at the same moment.
        raise Conflict(_TAKEN, code="account_taken") from exc


def _save(partner: Issuer, facts: PartnerFacts, *, action: str, actor: Actor) -> None:
    _refuse_did(facts.outside_did)
    facts.put_into(partner)
    try:
        with transaction.atomic():
            partner.save()
            details = {"name": facts.name.both(), "outside_did": facts.outside_did}
            audit.record(action, subject=partner, actor=actor, details=details)
    except IntegrityError as exc:
        message = _("There is a partner with this name or with this DID already.")
        raise Conflict(message, code="partner_taken") from exc


def _slug(name: str) -> str:
    """The partner's name in addresses and in its DID: given once, never changed."""
    slug = slugify(name)[:50].strip("-")
    if not slug:
        message = _(
            "The English name needs letters or digits: the partner's address is made of them."
        )
        raise InvalidInput(message, code="slug_empty")
    return slug


def _refuse_did(did: str) -> None:
    if not did:
        return
    try:
        if did.startswith("did:key:"):
            did_key(did.removeprefix("did:key:"))
        else:
            did_web_url(did)
    except KeyFormatError as exc:
        message = _("This is not a DID that can be resolved: it begins with did:web: or did:key:.")
        raise InvalidInput(message, code="did_malformed") from exc
    if did in documents.own_dids():
        message = _("This is a DID under which is signed here. It cannot be an outside one.")
        raise InvalidInput(message, code="did_is_ours")
