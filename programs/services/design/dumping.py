"""Writes a program as the file that it could have been loaded from: loading it back changes nothing."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import east_asian_width

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import FoldedScalarString

from badges.models import AchievementVersion
from badges.selectors.achievements import current_version
from credcenter.kernel.bilingual import Bilingual
from programs.models import Competency, CompetencyLevel, Course, MicroDegree
from programs.rules import rules_from_json
from programs.selectors.lookup import curricula_of, program_by_code
from programs.services.design.alignment_keys import dumped
from programs.services.design.application_keys import dump_entry
from programs.services.design.rule_dump import dump_rules
from programs.services.design.yaml_style import flow, flow_list, number, quoted

LINE = 100

NO_IMAGES: Mapping[str, str] = {}


def dump_program(code: str, *, images: Mapping[str, str] = NO_IMAGES) -> str:
    """The program file of a program, with the newest curriculum of each micro-degree; NotFound.

    `images` names an image file for micro-degrees by code (see `artwork_files`). Without, the file has none, and
    loading it keeps the image that is there.
    """
    program = program_by_code(code)
    document = CommentedMap(
        program=flow(
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
        entry = {name: quoted(value) for name, value in dumped(each).items()}
        entries[each.level_id].append(flow(entry))
    return CommentedMap(
        code=quoted(row.code),
        name=_texts(row.name),
        alignments=entries[None],
        levels=[_level(each, alignments=entries[each.pk]) for each in row.levels.all()],
    )


def _level(row: CompetencyLevel, *, alignments: list[CommentedMap]) -> CommentedMap:
    said = {"code": quoted(row.code), "name": _texts(row.name), "from": number(row.threshold)}
    return flow(said | ({"alignments": alignments} if alignments else {}))


def _course(row: Course) -> CommentedMap:
    weights = {
        each.competency.code: number(each.weight)
        for each in row.competency_weights.select_related("competency").order_by("pk")
    }
    return CommentedMap(
        code=quoted(row.code),
        name=_texts(row.name),
        credits=number(row.credits),
        competencies=flow(weights),
    )


def _micro_degree(row: MicroDegree, *, images: Mapping[str, str]) -> CommentedMap:
    version = current_version(row.achievement)
    curriculum = curricula_of(row)[-1]
    head = {"version": quoted(curriculum.version), "from_term": curriculum.from_term}
    return CommentedMap(
        code=quoted(row.code),
        name=_texts(row.name),
        achievement=_achievement(version, image=images.get(row.code, "")),
        approval=flow_list(row.approval_steps),
        **_entry(row),
        curriculum=CommentedMap(head | dump_rules(rules_from_json(curriculum.rules))),
    )


def _entry(row: MicroDegree) -> dict[str, Any]:
    """How learners come to it, each window on a line of its own."""
    data = dump_entry(row)
    if "application" in data:
        data["application"] = flow_list(data["application"])
    if "windows" in data:
        data["windows"] = [flow(each) for each in data["windows"]]
    return data


def _achievement(version: AchievementVersion, *, image: str) -> CommentedMap:
    data = CommentedMap(
        type=version.achievement_type,
        description=_long_texts(version.description),
        criteria=_long_texts(version.criteria),
        tags=flow_list([quoted(tag) for tag in version.tags]),
    )
    if image:
        data["image"] = image
    return data


def _texts(name: Bilingual) -> CommentedMap:
    return flow({"ko": quoted(name.ko), "en": quoted(name.en)})


def _long_texts(text: Bilingual) -> CommentedMap:
    return CommentedMap(ko=_long(text.ko), en=_long(text.en))


def _long(text: str) -> str:
    """Folded over lines of about 100 columns where that reads back the same."""
    if "\n" in text or "  " in text or len(text) < LINE:
        return quoted(text)
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
