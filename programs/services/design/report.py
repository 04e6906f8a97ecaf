"""What loading a program file does, thing by thing: kind and code, worded in the reader's language when shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models import MicroDegree
from programs.services.design.effects import Effect


class PartKind(models.TextChoices):
    """The kinds of things in a program file."""

    PROGRAM = "program", _("Program")
    COMPETENCY = "competency", _("Competency")
    COURSE = "course", _("Course")
    ACHIEVEMENT = "achievement", _("Badge")
    MICRO_DEGREE = "micro-degree", _("Micro-degree")
    CURRICULUM = "curriculum", _("Curriculum")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of a file; `str` is for people, in the active language, `key` for records."""

    kind: PartKind
    code: str

    def __str__(self) -> str:
        return f"{self.kind.label} {self.code}"

    @property
    def key(self) -> str:
        """Such as `course SSD101`, in every language."""
        return f"{self.kind.value} {self.code}"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What loading did, by thing; `kept` is in the records and not in the file.

    `unstaffed_department` is the program's department when nobody of the faculty belongs to it, else empty. `effects`
    is what changed rules would do to learners; a preview alone has it.
    """

    program: str
    created: tuple[Part, ...]
    changed: tuple[Part, ...]
    unchanged: tuple[Part, ...]
    kept: tuple[Part, ...]
    unstaffed_department: str = ""
    effects: tuple[Effect, ...] = ()

    @property
    def warning(self) -> str:
        """What somebody should look after, in the active language; empty when there is nothing."""
        if not self.unstaffed_department:
            return ""
        message = _(
            "No member of the faculty belongs to the department “%(department)s”. "
            "Only faculty without a department can decide its step."
        )
        return message % {"department": self.unstaffed_department}


@dataclass
class Outcome:
    """What became of each thing of the file; `rechained` have another chain of approval."""

    created: list[Part] = field(default_factory=list)
    changed: list[Part] = field(default_factory=list)
    unchanged: list[Part] = field(default_factory=list)
    rechained: list[MicroDegree] = field(default_factory=list)

    def note(self, kind: PartKind, code: str, *, is_new: bool, is_changed: bool) -> None:
        """File one thing under what happened to it."""
        found = self.created if is_new else self.changed if is_changed else self.unchanged
        found.append(Part(kind, code))

    def keys(self) -> dict[str, list[str]]:
        """For the audit trail."""
        return {
            "created": [part.key for part in self.created],
            "changed": [part.key for part in self.changed],
        }
