"""Partner organisations with a key and somebody who speaks for them, made through the services."""

from __future__ import annotations

from itertools import count

from badges.models import Endorsement, Issuer
from badges.selectors.endorsements import Target
from badges.services.endorsing import endorse
from badges.services.keys import ensure_signing_key
from badges.services.partnering import PartnerFacts, add_partner, invite
from credcenter.accounts.models import User
from credcenter.kernel.audit import SYSTEM, Actor
from credcenter.kernel.bilingual import Bilingual

_numbers = count(1)


def partner(**changes: object) -> Issuer:
    """A partner of a centre that has its own key."""
    number = next(_numbers)
    ensure_signing_key(actor=SYSTEM)
    said: dict[str, object] = {
        "name": Bilingual(f"나래데이터 {number}", f"Narae Data {number}"),
        "url": "https://narae.example",
        "email": "badges@narae.example",
    }
    return add_partner(PartnerFacts(**(said | changes)), actor=SYSTEM)  # type: ignore[arg-type]


def speaker(organisation: Issuer) -> User:
    """Somebody who speaks for the partner."""
    email = f"speaker{next(_numbers)}@narae.example"
    return invite(organisation, email=email, name="김하늘", actor=SYSTEM)


def acting(user: User) -> Actor:
    """A partner's person, as a service wants to know them."""
    return Actor(role="partner", user_id=user.pk)


COMMENT = Bilingual(
    "현장에서 바로 쓰는 역량을 다룹니다.", "It teaches what our data teams use every day."
)


def endorsement(
    target: Target, *, by: Issuer | None = None, comment: Bilingual = COMMENT
) -> Endorsement:
    """A partner's endorsement, signed and stored."""
    return endorse(target, endorser=by or partner(), comment=comment, actor=SYSTEM)
