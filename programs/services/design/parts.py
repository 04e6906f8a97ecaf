"""A program file as typed parts, each with the line it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from credcenter.kernel.bilingual import Bilingual
from programs.rules import Rules
from programs.services.design.alignment_keys import AlignmentPart
from programs.services.design.application_keys import EntryPart


@dataclass(frozen=True, slots=True)
class LevelPart:
    code: str
    name: Bilingual
    threshold: Decimal
    line: int = field(compare=False)
    alignments: tuple[AlignmentPart, ...] = ()


@dataclass(frozen=True, slots=True)
class CompetencyPart:
    code: str
    name: Bilingual
    alignments: tuple[AlignmentPart, ...]
    levels: tuple[LevelPart, ...]
    line: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class CoursePart:
    code: str
    name: Bilingual
    credits: Decimal
    weights: tuple[tuple[str, Decimal], ...]
    line: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class AchievementPart:
    """The wording of a micro-degree's badge. `image` is a path beside the file; empty keeps the image it has."""

    type: str
    description: Bilingual
    criteria: Bilingual
    tags: tuple[str, ...]
    image: str
    line: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class CurriculumPart:
    """`group_lines` are the lines of the rules' groups, in order, `key_lines` those of the values of keys."""

    version: str
    from_term: str
    rules: Rules
    line: int = field(compare=False)
    group_lines: tuple[int, ...] = field(compare=False, default=())
    key_lines: Mapping[str, int] = field(compare=False, default_factory=dict)

    def line_of(self, key: str) -> int:
        """Where the value of a key stands; the curriculum's own line when the file does not have it."""
        return self.key_lines.get(key, self.line)


@dataclass(frozen=True, slots=True)
class MicroDegreePart:
    code: str
    name: Bilingual
    achievement: AchievementPart
    approval: tuple[str, ...]
    curriculum: CurriculumPart
    line: int = field(compare=False)
    entry: EntryPart = field(default_factory=EntryPart)


@dataclass(frozen=True, slots=True)
class ProgramFile:
    """The whole file."""

    code: str
    name: Bilingual
    department: str
    competencies: tuple[CompetencyPart, ...]
    courses: tuple[CoursePart, ...]
    micro_degrees: tuple[MicroDegreePart, ...]
    line: int = field(compare=False)
