"""Loads a program file: read, checked, then stored in one transaction; cases under changed rules are computed anew."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from badges.models import AchievementVersion
from badges.selectors.achievements import all_with_current
from badges.services.designing import design
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import InvalidInput
from credcenter.kernel.progress import Tick, untold
from programs.enums import EnrolmentState
from programs.models import Enrolment, MicroDegree, Program
from programs.services.completion import evaluate
from programs.services.design.checking import check_program
from programs.services.design.dumping import artwork_of
from programs.services.design.parts import MicroDegreePart, ProgramFile
from programs.services.design.reading import read_program
from programs.services.design.storing import Outcome, store_design, store_micro_degrees
from programs.services.design.wording import designs_of
from programs.services.design.yaml_parts import fault_at

MAX_IMAGE = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What loading did, by thing, such as `course SSD101`; `kept` is in the records and not in the file."""

    program: str
    created: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...]


def load_program(
    text: str,
    *,
    file_name: str,
    base_folder: Path | None,
    actor: Actor,
    tick: Tick = untold,
) -> LoadReport:
    """Bring the records to a program file; images are read from beside it, in `base_folder`.

    `tick` is told of every badge: drawing a new one takes a second or two.

    Raises InvalidInput (with line and path) or RuleRefused (`curriculum_frozen`); then nothing is changed.
    """
    file = read_program(text, file_name=file_name)
    check_program(file, file_name=file_name)
    artwork = _images(file, file_name=file_name, base_folder=base_folder)
    with transaction.atomic():
        return _store(file, artwork=artwork, actor=actor, tick=tick)


def _store(file: ProgramFile, *, artwork: dict[str, bytes], actor: Actor, tick: Tick) -> LoadReport:
    outcome = Outcome()
    program = store_design(file, outcome=outcome)
    versions = _design(file, artwork=artwork, outcome=outcome, actor=actor, tick=tick)
    store_micro_degrees(file, program=program, versions=versions, outcome=outcome)
    if outcome.created or outcome.changed:
        details = {"created": outcome.created, "changed": outcome.changed}
        audit.record("program.loaded", subject=program, actor=actor, details=details)
        _evaluate_anew(file, actor=actor)
    return LoadReport(
        program=file.code,
        created=tuple(outcome.created),
        changed=tuple(outcome.changed),
        unchanged=tuple(outcome.unchanged),
        kept=tuple(_kept(file, program=program)),
    )


def _design(
    file: ProgramFile, *, artwork: dict[str, bytes], outcome: Outcome, actor: Actor, tick: Tick
) -> dict[str, AchievementVersion]:
    """The achievements, by code; a micro-degree that the file gives no image for keeps the one it came with."""
    codes = {each.code for each in file.courses} | {each.code for each in file.micro_degrees}
    before = {
        each.achievement.code: each for each in all_with_current() if each.achievement.code in codes
    }
    own = MicroDegree.objects.filter(code__in=before, has_own_image=True)
    kept = {code: artwork_of(before[code]) for code in own.values_list("code", flat=True)}
    versions = {}
    for wanted in designs_of(file, artwork=kept | artwork):
        [version] = design([wanted], actor=actor)
        tick(1)
        versions[wanted.code] = version
        known = before.get(wanted.code)
        is_changed = known is not None and known.pk != version.pk
        outcome.note(f"achievement {wanted.code}", is_new=known is None, is_changed=is_changed)
    return versions


def _evaluate_anew(file: ProgramFile, *, actor: Actor) -> None:
    """Every open case whose rules name a course of the file: credits and weights may have changed as well."""
    courses = {course.code for course in file.courses}
    degrees = {each.code for each in file.micro_degrees}
    rows = Enrolment.objects.filter(state=EnrolmentState.ACTIVE)
    rows = rows.select_related("curriculum__micro_degree")
    evaluate(
        [
            each
            for each in rows.iterator(chunk_size=2000)
            if each.curriculum.micro_degree.code in degrees or courses & _courses_in(each)
        ],
        actor=actor,
    )


def _courses_in(enrolment: Enrolment) -> set[str]:
    groups = enrolment.curriculum.rules["groups"]
    return {code for group in groups for code in group.get("all", group.get("from", ()))}


def _kept(file: ProgramFile, *, program: Program) -> list[str]:
    """What an earlier file had and this one leaves out."""
    kinds = (
        ("competency", program.competencies, file.competencies),
        ("course", program.courses, file.courses),
        ("micro-degree", program.micro_degrees, file.micro_degrees),
    )
    found = []
    for name, rows, parts in kinds:
        codes = {part.code for part in parts}
        found += [f"{name} {row.code}" for row in rows.all() if row.code not in codes]
    return found


def _images(file: ProgramFile, *, file_name: str, base_folder: Path | None) -> dict[str, bytes]:
    return {
        each.code: _image(each, file_name=file_name, base_folder=base_folder)
        for each in file.micro_degrees
        if each.achievement.image
    }


def _image(part: MicroDegreePart, *, file_name: str, base_folder: Path | None) -> bytes:
    """The bytes of an image beside the file; nothing outside of its folder is read."""
    name, line = part.achievement.image, part.achievement.line

    def fault(message: str, code: str) -> InvalidInput:
        return fault_at(message % {"image": name}, code=code, file_name=file_name, line=line)

    if base_folder is None:
        message = _(
            "The image %(image)s is not in the upload. Load the file by command, or leave the image out."
        )
        raise fault(str(message), "image_without_folder")
    path = (base_folder / name).resolve()
    if not path.is_relative_to(base_folder.resolve()):
        raise fault(str(_("The image %(image)s lies outside the file's folder.")), "image_outside")
    if not path.is_file():
        raise fault(str(_("There is no image %(image)s beside the file.")), "image_missing")
    if path.stat().st_size > MAX_IMAGE:
        raise fault(str(_("The image %(image)s is larger than 2 MB.")), "image_too_large")
    return path.read_bytes()
