"""From YAML to parts: the keys, forms and ranges of a program file."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from badges.openbadges.vocabulary import ACHIEVEMENT_TYPES
from credcenter.kernel.bilingual import Bilingual
from programs.enums import ApprovalStep
from programs.rules import Group, GroupKind, Rules
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
from programs.services.design.yaml_parts import Node, read_yaml
from programs.validators import is_code, is_term

_ZERO, _ONE, _HUNDRED = Decimal(0), Decimal(1), Decimal(100)
_CENT, _TENTH, _THOUSANDTH = Decimal("0.01"), Decimal("0.1"), Decimal("0.001")
LAST_YEAR = 2999


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
    keys = node.fields(
        required=("version", "from_term", "groups"),
        optional=(
            "min_credits",
            "min_mean_score",
            "equivalents",
            "shared_credits_max",
            "max_micro_degrees",
            "requires",
        ),
    )
    term = keys["from_term"].text(longest=16).upper()
    if not is_term(term, last_year=LAST_YEAR):
        message = _("%(term)s is not a term. Write it as 2026-1, 2026-S, 2026-2 or 2026-W.")
        raise keys["from_term"].fault(message % {"term": term}, code="term_bad")
    groups = keys["groups"].items()
    if not groups:
        raise keys["groups"].fault(_("A curriculum needs at least one group."), code="no_groups")
    return CurriculumPart(
        version=_code(keys["version"], longest=32),
        from_term=term,
        rules=_rules(keys, groups=groups),
        line=node.line,
        group_lines=tuple(group.line for group in groups),
    )


def _rules(keys: dict[str, Node], *, groups: list[Node]) -> Rules:
    mean, shared = keys.get("min_mean_score"), keys.get("shared_credits_max")
    least, most = keys.get("min_credits"), keys.get("max_micro_degrees")
    equivalents = keys["equivalents"].entries() if "equivalents" in keys else []
    return Rules(
        groups=tuple(_group(each) for each in groups),
        min_credits=_credits(least) if least else _ZERO,
        min_mean_score=_score(mean) if mean else None,
        equivalents={code: _codes(each) for code, each in equivalents},
        shared_credits_max=_credits(shared) if shared else None,
        max_micro_degrees=int(most.number(low=_ONE, high=_HUNDRED, step=_ONE)) if most else None,
        requires=_codes(keys["requires"]) if "requires" in keys else (),
    )


def _group(node: Node) -> Group:
    keys = node.fields(
        required=("name",), optional=("all", "count", "credits", "from", "min_score")
    )
    kinds = [kind for kind in GroupKind if kind in keys]
    if len(kinds) != 1 or (kinds[0] is GroupKind.ALL) == ("from" in keys):
        message = _("A group has either all, or count and from, or credits and from.")
        raise node.fault(message, code="group_kind")
    kind = kinds[0]
    courses = _codes(keys["all"] if kind is GroupKind.ALL else keys["from"])
    if not courses:
        raise node.fault(_("The group names no course."), code="group_empty")
    if kind is GroupKind.ALL:
        amount = Decimal(len(courses))
    elif kind is GroupKind.COUNT:
        amount = keys["count"].number(low=_ONE, high=_HUNDRED, step=_ONE)
    else:
        amount = keys["credits"].number(low=_TENTH, high=Decimal(500), step=_TENTH)
    score = keys.get("min_score")
    return Group(
        keys["name"].text(longest=100), kind, courses, amount, _score(score) if score else None
    )


def _codes(node: Node) -> tuple[str, ...]:
    found: list[str] = []
    for each in node.items():
        code = _code(each, longest=32)
        if code in found:
            message = _("%(code)s is in this list twice.") % {"code": code}
            raise each.fault(message, code="duplicate_code")
        found.append(code)
    return tuple(found)


def _code(node: Node, *, longest: int) -> str:
    text = node.text(longest=longest)
    if not is_code(text, longest=longest):
        message = _(
            "%(code)s is not a valid code: use letters, digits, - and _, beginning with a letter or digit."
        )
        raise node.fault(message % {"code": text}, code="code_bad")
    return text


def _bilingual(node: Node, *, longest: int) -> Bilingual:
    keys = node.fields(required=("ko", "en"))
    return Bilingual(ko=keys["ko"].text(longest=longest), en=keys["en"].text(longest=longest))


def _score(node: Node) -> Decimal:
    return node.number(low=_ZERO, high=_HUNDRED, step=_CENT)


def _credits(node: Node) -> Decimal:
    return node.number(low=_ZERO, high=Decimal(500), step=_TENTH)


def _optional_items(node: Node | None) -> list[Node]:
    return node.items() if node else []
