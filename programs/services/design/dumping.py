"""Writes a program as the file that it could have been loaded from: loading it back changes nothing."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString

from badges.models import AchievementVersion
from badges.selectors.achievements import current_version
from credcenter.kernel.bilingual import Bilingual
from programs.models import Competency, CompetencyLevel, Course, MicroDegree
from programs.rules import GroupKind, Rules, rules_from_json
from programs.selectors.lookup import curricula_of, program_by_code
from programs.services.design.alignment_keys import dumped
from programs.services.design.application_keys import dump_entry

LINE = 100

NO_IMAGES: Mapping[str, str] = {}


def dump_program(code: str, *, images: Mapping[str, str] = NO_IMAGES) -> str:
    """The program file of a program, with the newest curriculum of each micro-degree; NotFound.

    `images` names an image file for micro-degrees by code (see `artwork_files`). Without, the file has none, and
    loading it keeps the image that is there.
    """
    program = program_by_code(code)
    document = CommentedMap(
        program=_flow(
            {"code": program.code, "name": _texts(program.name), "department": program.department}
        ),
        competencies=[_competency(each) for each in program.competencies.all()],
        courses=[_course(each) for each in program.courses.all()],
        micro_degrees=[_micro_degree(each, images=images) for each in program.micro_degrees.all()],
    )
    return _written(document)


def artwork_files(code: str) -> dict[str, bytes]:
    """The images of a program's micro-degrees, by micro-degree code; PNG."""
    program = program_by_code(code)
    return {
        each.code: artwork_of(current_version(each.achievement))
        for each in program.micro_degrees.select_related("achievement")
    }


def artwork_of(version: AchievementVersion) -> bytes:
    """The image of an achievement's wording, as it was before anything was baked into it."""
    with version.artwork.open() as stream:
        return bytes(stream.read())


def _written(document: CommentedMap) -> str:
    yaml = YAML()
    # Short mappings stay on one line; long texts are folded by hand, below.
    yaml.width = 4096
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def _competency(row: Competency) -> CommentedMap:
    entries = defaultdict(list)
    for each in row.alignments.select_related("item__framework"):
        entry = {name: _text(value) for name, value in dumped(each).items()}
        entries[each.level_id].append(_flow(entry))
    return CommentedMap(
        code=_text(row.code),
        name=_texts(row.name),
        alignments=entries[None],
        levels=[_level(each, alignments=entries[each.pk]) for each in row.levels.all()],
    )


def _level(row: CompetencyLevel, *, alignments: list[CommentedMap]) -> CommentedMap:
    said = {"code": _text(row.code), "name": _texts(row.name), "from": _number(row.threshold)}
    return _flow(said | ({"alignments": alignments} if alignments else {}))


def _course(row: Course) -> CommentedMap:
    weights = {
        each.competency.code: _number(each.weight)
        for each in row.competency_weights.select_related("competency").order_by("pk")
    }
    return CommentedMap(
        code=_text(row.code),
        name=_texts(row.name),
        credits=_number(row.credits),
        competencies=_flow(weights),
    )


def _micro_degree(row: MicroDegree, *, images: Mapping[str, str]) -> CommentedMap:
    version = current_version(row.achievement)
    curriculum = curricula_of(row)[-1]
    head = {"version": _text(curriculum.version), "from_term": curriculum.from_term}
    return CommentedMap(
        code=_text(row.code),
        name=_texts(row.name),
        achievement=_achievement(version, image=images.get(row.code, "")),
        approval=_flow_list(row.approval_steps),
        **_entry(row),
        curriculum=CommentedMap(head | _rules(rules_from_json(curriculum.rules))),
    )


def _entry(row: MicroDegree) -> dict[str, Any]:
    """How learners come to it, each window on a line of its own."""
    data = dump_entry(row)
    if "application" in data:
        data["application"] = _flow_list(data["application"])
    if "windows" in data:
        data["windows"] = [_flow(each) for each in data["windows"]]
    return data


def _achievement(version: AchievementVersion, *, image: str) -> CommentedMap:
    data = CommentedMap(
        type=version.achievement_type,
        description=_long_texts(version.description),
        criteria=_long_texts(version.criteria),
        tags=_flow_list([_text(tag) for tag in version.tags]),
    )
    if image:
        data["image"] = image
    return data


def _rules(rules: Rules) -> dict[str, Any]:
    data: dict[str, Any] = {"min_credits": _number(rules.min_credits)}
    if rules.min_mean_score is not None:
        data["min_mean_score"] = _number(rules.min_mean_score)
    data["groups"] = [_group(group) for group in rules.groups]
    data["equivalents"] = _flow(
        {code: _flow_list(codes) for code, codes in rules.equivalents.items()}
    )
    if rules.shared_credits_max is not None:
        data["shared_credits_max"] = _number(rules.shared_credits_max)
    if rules.max_micro_degrees is not None:
        data["max_micro_degrees"] = rules.max_micro_degrees
    data["requires"] = _flow_list([_text(code) for code in rules.requires])
    return data


def _group(group: Any) -> CommentedMap:
    data: dict[str, Any] = {"name": _text(group.name)}
    courses = _flow_list([_text(code) for code in group.courses])
    if group.kind is GroupKind.ALL:
        data["all"] = courses
    else:
        data |= {group.kind.value: _number(group.amount), "from": courses}
    if group.min_score is not None:
        data["min_score"] = _number(group.min_score)
    return _flow(data)


def _texts(name: Bilingual) -> CommentedMap:
    return _flow({"ko": _text(name.ko), "en": _text(name.en)})


def _long_texts(text: Bilingual) -> CommentedMap:
    return CommentedMap(ko=_long(text.ko), en=_long(text.en))


def _long(text: str) -> str:
    """Folded over lines of about 100 columns where that reads back the same."""
    if "\n" in text or "  " in text or len(text) < LINE:
        return _text(text)
    folded = FoldedScalarString(text)
    folded.fold_pos = list(_folds(text))
    return folded


def _folds(text: str) -> Iterator[int]:
    """Positions of the spaces at which lines break; Korean signs are two columns wide."""
    start = 0
    for match in re.finditer(" ", text):
        following = text.find(" ", match.end())
        end = following if following >= 0 else len(text)
        if sum(1 + (east_asian_width(sign) in "WF") for sign in text[start:end]) > LINE:
            yield match.start()
            start = match.end()


def _text(text: str) -> str:
    """Quoted where YAML would read a number: 2026, 20010202."""
    return DoubleQuotedScalarString(text) if text[:1].isdigit() or not text else text


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _flow(data: Mapping[str, Any]) -> CommentedMap:
    mapping = CommentedMap(data)
    mapping.fa.set_flow_style()
    return mapping


def _flow_list(items: Any) -> CommentedSeq:
    sequence = CommentedSeq(items)
    sequence.fa.set_flow_style()
    return sequence
