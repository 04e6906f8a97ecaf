"""The demo's industry partner: an invented company that endorses the first micro-degree."""

from __future__ import annotations

from badges.models import Issuer
from badges.selectors import achievements, endorsements, partners
from badges.services.endorsing import endorse
from badges.services.partnering import PartnerFacts, add_partner, appoint
from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel.audit import Actor
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import NotFound
from programs.demo.people import MAIL_DOMAIN

_SLUG = "narae-data"
_FACTS = PartnerFacts(
    name=Bilingual("나래데이터", "Narae Data"),
    url="https://narae-data.example",
    email=f"partner@{MAIL_DOMAIN}",
    description=Bilingual(
        "시연을 위해 만든 가상의 기업입니다. 사회서비스 기관의 데이터 업무를 돕습니다.",
        "An invented company for this demonstration: it helps social services with their data.",
    ),
)
_COMMENT = Bilingual(
    "교과 과정을 함께 설계했습니다. 이 과정을 마친 사람은 현장 기록을 정리하고 지표로 바꾸어 사업을 "
    "평가하는 일을 바로 맡을 수 있습니다. 채용에서 실무 경험 6개월에 준하여 인정합니다.",
    "We designed the curriculum together. Those who complete it can turn case records into indicators and "
    "evaluate a service from their first day. When hiring, we count it as six months of practice.",
)


def endorse_foundation(user: User, *, code: str, by: Actor) -> None:
    """The partner, its person and its endorsement, each made where it is missing."""
    partner = _partner(actor=by)
    appoint(partner, user=user, actor=by)
    achievement = achievements.by_code(code)
    if not endorsements.is_endorsed(achievement, by=partner):
        actor = Actor(role=Role.PARTNER.value, user_id=user.pk)
        endorse(achievement, endorser=partner, comment=_COMMENT, actor=actor)


def _partner(*, actor: Actor) -> Issuer:
    try:
        return partners.by_slug(_SLUG)
    except NotFound:
        return add_partner(_FACTS, actor=actor)
