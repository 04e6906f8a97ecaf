"""Loads a program file: read, checked, its badges drawn, then stored in one transaction.

Cases under changed rules are computed anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.db import transaction

from badges.models import AchievementVersion
from badges.selectors.achievements import all_with_current, current_version
from badges.services.associating import associate
from badges.services.designing import prepare_artwork, write_designs
from badges.services.designs import AchievementDesign
from badges.services.drawing import KeptArtwork
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.progress import Tick, untold
from programs.enums import EnrolmentState
from programs.locks import lock_all_enrolments
from programs.models import Enrolment, MicroDegree, Program
from programs.selectors.deciders import has_faculty
from programs.services.completion import evaluate, restart_rounds
from programs.services.design.alignment_keys import with_items
from programs.services.design.associations import associations_of
from programs.services.design.checking import check_program
from programs.services.design.dumping import artwork_of
from programs.services.design.images import images_of
from programs.services.design.parts import ProgramFile
from programs.services.design.reading import read_program
from programs.services.design.report import LoadReport, Outcome, Part, PartKind
from programs.services.design.storing import store_design, store_micro_degrees
from programs.services.design.wording import designs_of


def load_program(
    text: str,
    *,
    file_name: str,
    base_folder: Path | None,
    actor: Actor,
    tick: Tick = untold,
) -> LoadReport:
    """Bring the records to a program file; images are read from beside it, in `base_folder`.

    `tick` is told of every badge: drawing a new one takes a second or two, before anything is locked.

    Raises InvalidInput (with line and path), or Conflict when somebody loads the same badges meanwhile; then nothing
    is changed.
    """
    file = checked_program(text, file_name=file_name)
    designs = designs_for(file, file_name=file_name, base_folder=base_folder)
    artwork = prepare_artwork(designs, tick=tick)
    with transaction.atomic(), audit.at_the_end():
        outcome = Outcome()
        report = bring_records(file, designs=designs, artwork=artwork, outcome=outcome, actor=actor)
        if outcome.created or outcome.changed:
            _evaluate_anew(file, outcome=outcome, actor=actor)
    return report


def checked_program(text: str, *, file_name: str) -> ProgramFile:
    """A program file that makes sense, as parts; InvalidInput with the line that does not."""
    file = with_items(read_program(text, file_name=file_name), file_name=file_name)
    check_program(file, file_name=file_name)
    return file


def designs_for(
    file: ProgramFile, *, file_name: str, base_folder: Path | None
) -> list[AchievementDesign]:
    """The badges that a file asks for; one that it gives no image for keeps the one it came with."""
    given = images_of(file, file_name=file_name, base_folder=base_folder)
    codes = [each.code for each in file.micro_degrees if each.code not in given]
    own = MicroDegree.objects.filter(code__in=codes, has_own_image=True)
    kept = {each.code: artwork_of(current_version(each.achievement)) for each in own}
    return designs_of(file, artwork=kept | given)


def bring_records(
    file: ProgramFile,
    *,
    designs: Sequence[AchievementDesign],
    artwork: Mapping[str, KeptArtwork],
    outcome: Outcome,
    actor: Actor,
) -> LoadReport:
    """Everything but the cases, in the caller's transaction: what loading does and what its preview takes back."""
    program = store_design(file, outcome=outcome)
    versions = _design(designs, artwork=artwork, outcome=outcome, actor=actor)
    store_micro_degrees(file, program=program, versions=versions, outcome=outcome)
    for row in program.micro_degrees.select_related("achievement"):
        associate(row.achievement, associations_of(row), actor=actor)
    if outcome.created or outcome.changed:
        audit.record("program.loaded", subject=program, actor=actor, details=outcome.keys())
    return LoadReport(
        program=file.code,
        created=tuple(outcome.created),
        changed=tuple(outcome.changed),
        unchanged=tuple(outcome.unchanged),
        kept=tuple(_kept(file, program=program)),
        unstaffed_department="" if has_faculty(file.department) else file.department,
    )


def _design(
    designs: Sequence[AchievementDesign],
    *,
    artwork: Mapping[str, KeptArtwork],
    outcome: Outcome,
    actor: Actor,
) -> dict[str, AchievementVersion]:
    """The badges' wordings, by code."""
    before = {each.achievement.code: each.pk for each in all_with_current()}
    versions = write_designs(designs, artwork=artwork, actor=actor)
    by_code = {each.code: version for each, version in zip(designs, versions, strict=True)}
    for code, version in by_code.items():
        is_new = code not in before
        is_changed = not is_new and before[code] != version.pk
        outcome.note(PartKind.ACHIEVEMENT, code, is_new=is_new, is_changed=is_changed)
    return by_code


def _evaluate_anew(file: ProgramFile, *, outcome: Outcome, actor: Actor) -> None:
    """Every open case whose rules name a course of the file: credits and weights may have changed as well.

    All of them are locked first: whoever locks some, and then others with lower keys, may meet somebody who waits.
    """
    courses = {course.code for course in file.courses}
    degrees = {each.code for each in file.micro_degrees}
    rows = Enrolment.objects.filter(state=EnrolmentState.ACTIVE)
    rows = rows.select_related("curriculum__micro_degree")
    touched = [
        each
        for each in rows.iterator(chunk_size=2000)
        if each.curriculum.micro_degree.code in degrees or courses & _courses_in(each)
    ]
    lock_all_enrolments(each.pk for each in touched)
    restart_rounds(outcome.rechained, actor=actor)
    evaluate(touched, actor=actor)


def _courses_in(enrolment: Enrolment) -> set[str]:
    groups = enrolment.curriculum.rules["groups"]
    return {code for group in groups for code in group.get("all", group.get("from", ()))}


def _kept(file: ProgramFile, *, program: Program) -> list[Part]:
    """What an earlier file had and this one leaves out."""
    kinds = (
        (PartKind.COMPETENCY, program.competencies, file.competencies),
        (PartKind.COURSE, program.courses, file.courses),
        (PartKind.MICRO_DEGREE, program.micro_degrees, file.micro_degrees),
    )
    found = []
    for kind, rows, parts in kinds:
        codes = {part.code for part in parts}
        found += [Part(kind, row.code) for row in rows.all() if row.code not in codes]
    return found
