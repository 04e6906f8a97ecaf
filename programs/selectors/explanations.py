"""What the evaluator says of a learner now, enrolled or not; nothing is written."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import NotFound
from learners.models import Learner
from programs.enums import EnrolmentState
from programs.evaluator import evaluate
from programs.models import CurriculumVersion, Enrolment, MicroDegree
from programs.selectors.facts import facts_of
from programs.selectors.lookup import curricula_of
from programs.selectors.ways import way_of


def explain(learner: Learner, *, micro_degree: MicroDegree) -> dict[str, Any]:
    """The explanation (see `programs.evaluator`) under the learner's curriculum, or the newest for those not enrolled.

    Beside it: `student_number`, `micro_degree`, `curriculum`, `enrolled`, and `way` (see `programs.evaluator.Way`),
    the shortest way to finish from now on. Raises NotFound without a curriculum.
    """
    enrolment = _enrolment(learner, micro_degree=micro_degree)
    version = enrolment.curriculum if enrolment else _newest(micro_degree)
    entry = enrolment.term if enrolment else None
    facts = next(iter(facts_of([(learner.pk, version, entry)])))
    explanation = evaluate(
        facts.rules, attempts=facts.attempts, catalogue=facts.catalogue, standing=facts.standing
    )
    return {
        "student_number": learner.student_number,
        "micro_degree": micro_degree.code,
        "curriculum": version.label,
        "enrolled": enrolment is not None,
        **explanation.to_json(),
        "way": way_of(facts).to_json(),
    }


def _enrolment(learner: Learner, *, micro_degree: MicroDegree) -> Enrolment | None:
    rows = Enrolment.objects.filter(learner=learner, micro_degree=micro_degree)
    rows = rows.exclude(state=EnrolmentState.WITHDRAWN)
    return rows.select_related("curriculum__micro_degree").first()


def _newest(micro_degree: MicroDegree) -> CurriculumVersion:
    versions = curricula_of(micro_degree)
    if not versions:
        raise NotFound(_("The micro-degree has no curriculum yet."), code="no_curriculum")
    return versions[-1]
