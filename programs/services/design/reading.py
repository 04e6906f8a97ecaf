"""From YAML to parts: the keys, forms and ranges of a program file."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from badges.openbadges.vocabulary import ACHIEVEMENT_TYPES
from programs.enums import ApprovalStep
from programs.services.design import application_keys
from programs.services.design.alignment_keys import read_alignment
from programs.services.design.parts import (
    AchievementPart,
    CompetencyPart,
    CoursePart,
    CurriculumPart,
    LevelPart,
    MicroDegreePart,
    ProgramFile,
)
from programs.services.design.rule_keys import OPTIONAL_KEYS, read_rules
from programs.services.design.values import optional_items as _optional_items
from programs.services.design.values import read_bilingual as _bilingual
from programs.services.design.values import read_code as _code
from programs.services.design.values import read_score as _score
from programs.services.design.values import read_term
from programs.services.design.yaml_parts import Node, read_yaml

_ONE, _TENTH, _THOUSANDTH = Decimal(1), Decimal("0.1"), Decimal("0.001")


def read_program(text: str, *, file_name: str) -> ProgramFile:
    """The file as parts; raises InvalidInput with line and path at the first fault of form."""
    root = read_yaml(text, file_name=file_name)
    top = root.fields(required=("program", "competencies", "courses", "micro_degrees"))
    program = top["program"].fields(required=("code", "name"), optional=("department",))
    department = program.get("department")
    return ProgramFile(
        code=_code(program["code"], longest=32),
        name=_bilingual(program["name"], longest=200),
        department=department.text(longest=100, may_be_empty=True) if department else "",
        competencies=tuple(_competency(node) for node in top["competencies"].items()),
        courses=tuple(_course(node) for node in top["courses"].items()),
        micro_degrees=tuple(_micro_degree(node) for node in top["micro_degrees"].items()),
        line=top["program"].line,
    )


def _competency(node: Node) -> CompetencyPart:
    keys = node.fields(required=("code", "name"), optional=("alignments", "levels"))
    return CompetencyPart(
        code=_code(keys["code"], longest=64),
        name=_bilingual(keys["name"], longest=200),
        alignments=tuple(read_alignment(each) for each in _optional_items(keys.get("alignments"))),
        levels=tuple(_level(each) for each in _optional_items(keys.get("levels"))),
        line=node.line,
    )


def _level(node: Node) -> LevelPart:
    keys = node.fields(required=("code", "name", "from"), optional=("alignments",))
    return LevelPart(
        code=_code(keys["code"], longest=64),
        name=_bilingual(keys["name"], longest=200),
        threshold=_score(keys["from"]),
        alignments=tuple(read_alignment(each) for each in _optional_items(keys.get("alignments"))),
        line=node.line,
    )


def _course(node: Node) -> CoursePart:
    keys = node.fields(required=("code", "name", "credits"), optional=("competencies",))
    weights = keys["competencies"].entries() if "competencies" in keys else []
    return CoursePart(
        code=_code(keys["code"], longest=32),
        name=_bilingual(keys["name"], longest=200),
        credits=keys["credits"].number(low=_TENTH, high=Decimal(100), step=_TENTH),
        weights=tuple(
            (code, each.number(low=_THOUSANDTH, high=_ONE, step=_THOUSANDTH))
            for code, each in weights
        ),
        line=node.line,
    )


def _micro_degree(node: Node) -> MicroDegreePart:
    keys = node.fields(
        required=("code", "name", "achievement", "approval", "curriculum"),
        optional=application_keys.KEYS,
    )
    curriculum = _curriculum(keys["curriculum"])
    return MicroDegreePart(
        code=_code(keys["code"], longest=32),
        name=_bilingual(keys["name"], longest=200),
        achievement=_achievement(keys["achievement"]),
        approval=_approval(keys["approval"]),
        curriculum=curriculum,
        line=node.line,
        entry=application_keys.read_entry(keys, requires=curriculum.rules.requires),
    )


def _achievement(node: Node) -> AchievementPart:
    keys = node.fields(required=("type", "description", "criteria"), optional=("tags", "image"))
    kind = keys["type"].text(longest=64)
    if kind not in ACHIEVEMENT_TYPES and not kind.startswith("ext:"):
        message = _(
            "%(type)s is not an achievement type of Open Badges 3.0, such as MicroCredential."
        )
        raise keys["type"].fault(message % {"type": kind}, code="achievement_type_unknown")
    return AchievementPart(
        type=kind,
        description=_bilingual(keys["description"], longest=4000),
        criteria=_bilingual(keys["criteria"], longest=4000),
        tags=tuple(each.text(longest=64) for each in _optional_items(keys.get("tags"))),
        image=keys["image"].text(longest=200) if "image" in keys else "",
        line=node.line,
    )


def _approval(node: Node) -> tuple[str, ...]:
    steps = [each.text(longest=32) for each in node.items()]
    if not steps or len(set(steps)) < len(steps) or set(steps) - set(ApprovalStep.values):
        message = _("Approval needs at least one step, each once, out of: %(steps)s.")
        known = ", ".join(ApprovalStep.values)
        raise node.fault(message % {"steps": known}, code="approval_bad")
    return tuple(steps)


def _curriculum(node: Node) -> CurriculumPart:
    keys = node.fields(required=("version", "from_term", "groups"), optional=OPTIONAL_KEYS)
    groups = keys["groups"].items()
    if not groups:
        raise keys["groups"].fault(_("A curriculum needs at least one group."), code="no_groups")
    return CurriculumPart(
        version=_code(keys["version"], longest=32),
        from_term=read_term(keys["from_term"]),
        rules=read_rules(keys, groups=groups),
        line=node.line,
        group_lines=tuple(group.line for group in groups),
        key_lines={name: each.line for name, each in keys.items()},
    )
