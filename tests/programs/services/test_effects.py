"""What changed rules would do to those who study, counted before anything is stored."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.forms.models import model_to_dict
from django.utils import translation

from credcenter.accounts.enums import Role
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.models import AuditEvent
from programs.enums import CompletionState, Decision
from programs.models import Completion, CurriculumVersion, MicroDegree
from programs.rules import rules_from_json, rules_to_json
from programs.services.approval import decide
from programs.services.design.effects import Effect, effects_of
from programs.services.design.parts import (
    AchievementPart,
    CurriculumPart,
    MicroDegreePart,
    ProgramFile,
)
from tests.factories import badges, studies

pytestmark = pytest.mark.django_db

NAME = Bilingual("기초", "Foundation")


def file_with(**rules: object) -> ProgramFile:
    """A file whose only micro-degree has the stored rules but for some."""
    changed = rules_from_json(deepcopy(studies.RULES) | rules)
    achievement = AchievementPart("MicroCredential", NAME, NAME, (), "", line=1)
    curriculum = CurriculumPart("2026", "2026-1", changed, line=1)
    part = MicroDegreePart("SSDO-F", NAME, achievement, ("centre",), curriculum, line=1)
    return ProgramFile("SSDO", NAME, "", (), (), (part,), line=1)


def stored() -> MicroDegree:
    degree = studies.micro_degree()
    # As a load stores them, so that equal rules are equal.
    rules = rules_to_json(rules_from_json(studies.RULES))
    CurriculumVersion.objects.update(rules=rules)
    return degree


def approve(case: Completion) -> None:
    for _step in case.enrolment.micro_degree.approval_steps:
        user = studies.user(Role.FACULTY)
        decide(
            case.pk,
            decision=Decision.APPROVED,
            reason="",
            user=user,
            roles=[Role.FACULTY],
            actor=SYSTEM,
        )


def test_everybody_is_counted_once_and_nothing_is_written() -> None:
    degree = stored()
    studies.waiting_completion(of=degree, score=95)
    studies.waiting_completion(of=degree, score=75)
    studies.waiting_completion(of=degree, score=65)
    studies.completion("SSD101", of=degree, learner=badges.learner())
    before = [model_to_dict(row) for row in Completion.objects.order_by("pk")]
    events = AuditEvent.objects.count()

    assert effects_of(file_with()) == ()
    [stricter] = effects_of(file_with(min_mean_score="90"))
    [milder] = effects_of(file_with(min_mean_score="60"))

    counts = ("gain", "lose", "stay_eligible", "stay_short", "kept")
    assert [getattr(stricter, name) for name in counts] == [0, 1, 1, 2, 0]
    assert [getattr(milder, name) for name in counts] == [1, 0, 2, 1, 0]
    with translation.override("en"):
        assert stricter.sentence.startswith("0 would become eligible, 1 would stop being so")
    assert [model_to_dict(row) for row in Completion.objects.order_by("pk")] == before
    assert AuditEvent.objects.count() == events


def test_who_studies_under_rules_with_awards_keeps_them() -> None:
    degree = stored()
    studies.waiting_completion(of=degree)
    case = studies.waiting_completion(of=degree)
    approve(case)
    assert Completion.objects.filter(state=CompletionState.APPROVED).count() == 1
    assert effects_of(file_with(min_mean_score="90")) == (Effect("SSDO-F", NAME, "2026", kept=1),)
