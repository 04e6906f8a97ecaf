"""What the centre offers, as anyone may read it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from badges.models import AchievementVersion
from badges.selectors import achievements
from credcenter.kernel import clock
from credcenter.kernel.errors import NotFound
from programs.enums import WindowKind
from programs.models import Competency, MicroDegree, Program
from programs.selectors.applications import openings
from programs.selectors.curricula import Curriculum, readable
from programs.selectors.lookup import in_order
from programs.selectors.window_wording import window_sentence


@dataclass(frozen=True, slots=True)
class Offer:
    """A micro-degree with the current wording of its badge; no version while the badge is not designed yet."""

    micro_degree: MicroDegree
    version: AchievementVersion | None
    credits: Decimal


@dataclass(frozen=True, slots=True)
class ProgramOffers:
    """A program and the micro-degrees it leads to, in its order."""

    program: Program
    competencies: list[Competency]
    offers: list[Offer]


@dataclass(frozen=True, slots=True)
class OfferPage:
    """Everything that the public page of a micro-degree says."""

    offer: Offer
    curriculum: Curriculum | None
    competencies: list[Competency]
    windows: list[str]


def programs_on_offer() -> list[ProgramOffers]:
    """Every program with its micro-degrees, in a constant number of queries."""
    versions = {version.achievement_id: version for version in achievements.all_with_current()}
    return [
        ProgramOffers(
            program=program,
            competencies=list(program.competencies.all()),
            offers=[_offer(each, versions=versions) for each in program.micro_degrees.all()],
        )
        for program in _programs()
    ]


def micro_degree_page(code: str) -> OfferPage:
    """One micro-degree with its newest curriculum; NotFound."""
    micro_degree = by_code(code)
    curricula = in_order(micro_degree.curricula.all())
    version = achievements.current_version(micro_degree.achievement)
    return OfferPage(
        offer=_offer(micro_degree, versions={micro_degree.achievement_id: version}),
        curriculum=readable(curricula[-1]) if curricula else None,
        competencies=list(_competencies().filter(program=micro_degree.program)),
        windows=_windows(micro_degree),
    )


def _windows(micro_degree: MicroDegree) -> list[str]:
    """When one can begin and apply, in the reader's language, for the kinds that have a window at all."""
    found = openings([micro_degree], at=clock.now())
    return [
        window_sentence(found[micro_degree.pk, kind], kind=kind)
        for kind in WindowKind
        if (micro_degree.pk, kind) in found
    ]


def by_code(code: str) -> MicroDegree:
    """The micro-degree of a code, with program and curricula; NotFound."""
    found = MicroDegree.objects.select_related("program", "achievement").prefetch_related(
        "curricula"
    )
    micro_degree = found.filter(code=code).first()
    if micro_degree is None:
        message = _("There is no micro-degree with the code %(code)s.")
        raise NotFound(message % {"code": code}, code="micro_degree_unknown")
    return micro_degree


def _programs() -> QuerySet[Program]:
    return Program.objects.prefetch_related(
        Prefetch("competencies", queryset=_competencies()),
        "micro_degrees__curricula",
    )


def _competencies() -> QuerySet[Competency]:
    return Competency.objects.prefetch_related("alignments", "levels")


def _offer(micro_degree: MicroDegree, *, versions: dict[UUID, AchievementVersion]) -> Offer:
    curricula = in_order(micro_degree.curricula.all())
    least = curricula[-1].rules.get("min_credits", "0") if curricula else "0"
    return Offer(micro_degree, versions.get(micro_degree.achievement_id), Decimal(least))
