"""Brings the records to what a checked program file says; tells what was created and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from badges.models import AchievementVersion
from programs.models import (
    Competency,
    CompetencyAlignment,
    CompetencyLevel,
    Course,
    CourseCompetency,
    CurriculumVersion,
    MicroDegree,
    Program,
)
from programs.rules import rules_to_json
from programs.services.design import application_keys
from programs.services.design.alignment_keys import alignment_values
from programs.services.design.parts import (
    CompetencyPart,
    CoursePart,
    MicroDegreePart,
    ProgramFile,
)
from programs.services.design.report import Outcome, PartKind
from programs.services.design.revisions import is_frozen, newest_revision


def store_design(file: ProgramFile, *, outcome: Outcome) -> Program:
    """Program, competencies and courses."""
    values = _names(file.name) | {"department": file.department}
    program, is_new, is_changed = _bring(Program, {"code": file.code}, values)
    outcome.note(PartKind.PROGRAM, file.code, is_new=is_new, is_changed=is_changed)
    for position, competency in enumerate(file.competencies):
        _store_competency(competency, program=program, position=position, outcome=outcome)
    competencies = {each.code: each for each in program.competencies.all()}
    for position, course in enumerate(file.courses):
        _store_course(
            course, program=program, position=position, competencies=competencies, outcome=outcome
        )
    return program


def store_micro_degrees(
    file: ProgramFile,
    *,
    program: Program,
    versions: Mapping[str, AchievementVersion],
    outcome: Outcome,
) -> None:
    """Micro-degrees and their curricula; `versions` are their designed achievements by code."""
    for position, part in enumerate(file.micro_degrees):
        values = _names(part.name) | {
            "program": program,
            "position": position,
            "achievement": versions[part.code].achievement,
            "approval_steps": list(part.approval),
            **application_keys.entry_values(part.entry),
        }
        before = MicroDegree.objects.filter(code=part.code).first()
        has_own_image = bool(part.achievement.image) or (
            before is not None and before.has_own_image
        )
        values["has_own_image"] = has_own_image
        row, is_new, is_changed = _bring(MicroDegree, {"code": part.code}, values)
        is_changed |= application_keys.store_windows(part.entry, micro_degree=row) and not is_new
        outcome.note(PartKind.MICRO_DEGREE, part.code, is_new=is_new, is_changed=is_changed)
        if before is not None and before.approval_steps != list(part.approval):
            outcome.rechained.append(row)
        _store_curriculum(part, micro_degree=row, outcome=outcome)


def _store_competency(
    part: CompetencyPart, *, program: Program, position: int, outcome: Outcome
) -> None:
    values = _names(part.name) | {"position": position}
    row, is_new, is_changed = _bring(Competency, {"program": program, "code": part.code}, values)
    levels = [
        _names(each.name) | {"code": each.code, "threshold": each.threshold} for each in part.levels
    ]
    replaced = [_replace(CompetencyLevel, {"competency": row}, levels)]
    keys = dict(row.levels.values_list("code", "pk"))
    alignments = alignment_values(part.alignments)
    for each in part.levels:
        alignments += alignment_values(each.alignments, level=keys[each.code])
    replaced.append(_replace(CompetencyAlignment, {"competency": row}, alignments))
    outcome.note(
        PartKind.COMPETENCY, part.code, is_new=is_new, is_changed=is_changed or any(replaced)
    )


def _store_course(
    part: CoursePart,
    *,
    program: Program,
    position: int,
    competencies: Mapping[str, Competency],
    outcome: Outcome,
) -> None:
    values = _names(part.name) | {
        "program": program,
        "credits": part.credits,
        "position": position,
    }
    row, is_new, is_changed = _bring(Course, {"code": part.code}, values)
    weights = [
        {"competency": competencies[code], "weight": weight} for code, weight in part.weights
    ]
    is_replaced = _replace(CourseCompetency, {"course": row}, weights)
    outcome.note(PartKind.COURSE, part.code, is_new=is_new, is_changed=is_changed or is_replaced)


def _store_curriculum(
    part: MicroDegreePart, *, micro_degree: MicroDegree, outcome: Outcome
) -> None:
    """Rules under which somebody was awarded stay as they are: changed ones are the next revision.

    Who is enrolled keeps the revision of that day.
    """
    curriculum = part.curriculum
    values = {"from_term": curriculum.from_term, "rules": rules_to_json(curriculum.rules)}
    key: dict[str, Any] = {"micro_degree": micro_degree, "version": curriculum.version}
    newest = newest_revision(part.code, version=curriculum.version)
    key["revision"] = newest.revision if newest else 1
    if newest is not None and _differs(newest, values) and is_frozen(newest):
        key["revision"] += 1
    row, is_new, is_changed = _bring(CurriculumVersion, key, values)
    outcome.note(
        PartKind.CURRICULUM, f"{part.code} {row.label}", is_new=is_new, is_changed=is_changed
    )


def _bring(
    model: type[Any], key: Mapping[str, Any], values: Mapping[str, Any]
) -> tuple[Any, bool, bool]:
    """The row of a key with these values: (row, whether it is new, whether it changed)."""
    row, is_new = model.objects.select_for_update(no_key=True).get_or_create(**key, defaults=values)
    if is_new or not _differs(row, values):
        return row, is_new, False
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return row, False, True


def _differs(row: Model, values: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


def _replace(
    model: type[Any], owner: Mapping[str, Any], wanted: Iterable[Mapping[str, Any]]
) -> bool:
    """Make the rows of an owner these; whether anything changed."""
    wanted = list(wanted)
    names = sorted(wanted[0]) if wanted else ["pk"]
    rows = list(model.objects.filter(**owner).order_by("pk"))
    is_same = len(rows) == len(wanted) and all(
        all(getattr(row, name) == each[name] for name in names)
        for row, each in zip(rows, wanted, strict=True)
    )
    if not is_same:
        model.objects.filter(**owner).delete()
        model.objects.bulk_create(model(**owner, **each) for each in wanted)
    return not is_same


def _names(name: Any) -> dict[str, Any]:
    return {"name_ko": name.ko, "name_en": name.en}
