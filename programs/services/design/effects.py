"""What changed rules would do to those who study under them, in numbers, before anything is stored.

The pure evaluator is asked twice about each learner: under the rules that are stored and under those of the file.
Nothing is written or locked. Rules under which somebody was awarded are not changed by a load: their learners keep them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from credcenter.kernel.bilingual import Bilingual
from programs.enums import EnrolmentState
from programs.evaluator import Catalogue, evaluate
from programs.models import CurriculumVersion, Enrolment
from programs.rules import Rules, rules_to_json
from programs.selectors.facts import CaseFacts, facts_of
from programs.services.design.parts import MicroDegreePart, ProgramFile
from programs.services.design.revisions import is_frozen, newest_revision

_NO_CATALOGUE = Catalogue(courses={})
"""Eligibility does not depend on what courses feed."""


_COUNTS = ("gain", "lose", "stay_eligible", "stay_short")


@dataclass(frozen=True, slots=True)
class Effect:
    """How many learners of one curriculum would become eligible, stop being so, or stay as they are.

    `kept` are those who go on under the stored rules, since somebody was awarded under them.
    """

    micro_degree: str
    name: Bilingual
    curriculum: str
    gain: int = 0
    lose: int = 0
    stay_eligible: int = 0
    stay_short: int = 0
    kept: int = 0

    @property
    def sentence(self) -> str:
        """The counts in words, in the active language."""
        if self.kept:
            said = ngettext(
                "%(kept)d learner keeps the rules as they are",
                "%(kept)d learners keep the rules as they are",
                self.kept,
            )
            return said % {"kept": self.kept}
        said = _(
            "%(gain)d would become eligible, %(lose)d would stop being so, %(stay_eligible)d stay eligible, "
            "%(stay_short)d still lack something"
        )
        return said % {name: getattr(self, name) for name in _COUNTS}


def effects_of(file: ProgramFile) -> tuple[Effect, ...]:
    """One effect for each stored curriculum whose rules the file changes."""
    return tuple(effect for part in file.micro_degrees for effect in _effect(part))


def _effect(part: MicroDegreePart) -> Iterator[Effect]:
    row = newest_revision(part.code, version=part.curriculum.version)
    rules = part.curriculum.rules
    if row is None or row.rules == rules_to_json(rules):
        return
    learners = Enrolment.objects.filter(curriculum=row, state=EnrolmentState.ACTIVE)
    before = Effect(part.code, part.name, row.label)
    if is_frozen(row):
        yield replace(before, kept=learners.count())
        return
    counts = Counter(
        (_is_eligible(facts, rules=facts.rules), _is_eligible(facts, rules=rules))
        for facts in _facts(row)
    )
    yield replace(
        before,
        gain=counts[False, True],
        lose=counts[True, False],
        stay_eligible=counts[True, True],
        stay_short=counts[False, False],
    )


def _facts(row: CurriculumVersion) -> Iterator[CaseFacts]:
    rows = Enrolment.objects.filter(curriculum=row, state=EnrolmentState.ACTIVE)
    studies = rows.order_by("learner").values_list("learner_id", "term")
    return facts_of([(learner_id, row, term) for learner_id, term in studies])


def _is_eligible(facts: CaseFacts, *, rules: Rules) -> bool:
    said = evaluate(
        rules, attempts=facts.attempts, catalogue=_NO_CATALOGUE, standing=facts.standing
    )
    return said.is_eligible
