"""Programs in and out: idempotent, all or nothing, frozen once somebody was awarded."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation

from badges.models import AchievementVersion, Association
from badges.selectors.achievements import by_code, current_version
from badges.services.keys import ensure_signing_key
from credcenter.accounts.enums import Role
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import InvalidInput, NotFound
from credcenter.kernel.models import AuditEvent
from programs.enums import CompletionState
from programs.models import Completion, CurriculumVersion, MicroDegree, Program
from programs.selectors.lookup import curricula_of
from programs.services.design import LoadReport, artwork_files, dump_program, load_program
from tests.factories import badges, studies
from tests.factories.program_files import WHOLE, artwork, write

pytestmark = pytest.mark.django_db


def _said() -> set[tuple[str, str, str]]:
    rows = Association.objects.values_list("source__code", "kind", "target__code")
    return set(rows)


@pytest.fixture
def load(tmp_path: Path):  # type: ignore[no-untyped-def]
    ensure_signing_key(actor=SYSTEM)

    def load_text(text: str = WHOLE) -> LoadReport:
        write(tmp_path, text)
        return load_program(text, file_name="program.yaml", base_folder=tmp_path, actor=SYSTEM)

    return load_text


def test_loading_makes_the_program_its_badges_and_nothing_twice(load) -> None:  # type: ignore[no-untyped-def]
    report = load()
    assert (len(report.created), report.changed, report.unchanged, report.kept) == (10, (), (), ())
    version = current_version(by_code("DATA-F"))
    assert version.achievement_type == "MicroCredential"
    results = {each.code: each for each in version.result_descriptions.all()}
    assert list(results) == ["literacy", "ethics"]
    assert [level.threshold for level in results["literacy"].levels.all()] == [0, 70]
    assert [each.target_code for each in results["literacy"].alignments.all()] == ["20010105"]
    course = current_version(by_code("D101"))
    score = course.result_descriptions.get()
    assert (course.achievement_type, course.credits_available) == ("Course", 3)
    assert (score.code, score.result_type, score.value_min, score.value_max) == (
        "score",
        "Percent",
        0,
        100,
    )
    assert artwork_files("DATA") == {"DATA-F": artwork()}
    assert _said() == {("D101", "isPartOf", "DATA-F"), ("D102", "exactMatchOf", "D101")}

    events = AuditEvent.objects.count()
    again = load()
    assert (again.created, again.changed, len(again.unchanged)) == ((), (), 10)
    assert AuditEvent.objects.count() == events


def test_a_dump_loads_back_without_a_change(load, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    load()
    for text in (dump_program("DATA"), dump_program("DATA", images={"DATA-F": "art.png"})):
        report = load(text)
        assert (report.created, report.changed, report.kept) == ((), (), ())
    assert "image" not in dump_program("DATA")
    assert artwork_files("DATA") == {"DATA-F": artwork()}


def test_a_changed_file_changes_what_it_says(load) -> None:  # type: ignore[no-untyped-def]
    load()
    text = WHOLE.replace("ko: 문해력", "ko: 데이터 문해력").replace(
        "min_credits: 3", "min_credits: 2"
    )
    report = load(text.replace("{literacy: 0.6, ethics: 0.4}", "{literacy: 0.5, ethics: 0.5}"))
    assert {part.key for part in report.changed} == {
        "competency literacy",
        "course D101",
        "achievement D101",
        "achievement D102",
        "achievement DATA-F",
        "curriculum DATA-F 2026",
    }
    assert CurriculumVersion.objects.get().rules["min_credits"] == "2"
    weights = Program.objects.get().courses.get(code="D101").competency_weights
    assert sorted(weights.values_list("weight", flat=True)) == [Decimal("0.5"), Decimal("0.5")]
    assert AchievementVersion.objects.filter(achievement__code="DATA-F").count() == 2


def test_what_a_file_leaves_out_is_kept_and_told(load) -> None:  # type: ignore[no-untyped-def]
    load()
    shorter = WHOLE.replace("      equivalents: {D101: [D102]}\n", "")
    lines = [line for line in shorter.splitlines() if "code: D102" not in line]
    report = load("\n".join(lines))
    assert [part.key for part in report.kept] == ["course D102"]
    assert Program.objects.get().courses.count() == 2


def test_a_changed_curriculum_with_awards_becomes_the_next_revision(load) -> None:  # type: ignore[no-untyped-def]
    load()
    first = CurriculumVersion.objects.get()
    completion = _approved_under(first)
    changed = WHOLE.replace("min_credits: 3", "min_credits: 2")
    assert "curriculum DATA-F 2026 (2)" in {part.key for part in load(changed).created}
    first.refresh_from_db()
    completion.enrolment.refresh_from_db()
    assert (first.label, first.rules["min_credits"]) == ("2026", "3")
    assert completion.enrolment.curriculum == first
    newest = curricula_of(first.micro_degree)[-1]
    assert (newest.label, newest.rules["min_credits"]) == ("2026 (2)", "2")
    again = load(changed)
    assert (again.created, again.changed) == ((), ())
    assert "min_credits: 2" in dump_program("DATA")


def test_parts_of_an_earlier_curriculum_with_awards_stay_parts(load) -> None:  # type: ignore[no-untyped-def]
    load()
    other = WHOLE.replace("all: [D101]", "all: [D102]")
    other = other.replace("      equivalents: {D101: [D102]}\n", "")
    load(other)
    assert _said() == {("D102", "isPartOf", "DATA-F")}
    _approved_under(CurriculumVersion.objects.get())
    load(WHOLE)
    assert _said() == {
        ("D101", "isPartOf", "DATA-F"),
        ("D102", "isPartOf", "DATA-F"),
        ("D102", "exactMatchOf", "D101"),
    }


def test_programs_loaded_before_get_their_associations_by_migration(load) -> None:  # type: ignore[no-untyped-def]
    load()
    loaded = _said()
    Association.objects.all().delete()
    migration = import_module("programs.migrations.0005_associations_of_curricula")
    for _ in range(2):
        migration.say_associations(apps, None)
    assert _said() == loaded


def test_rules_under_another_version_leave_the_awarded_ones(load) -> None:  # type: ignore[no-untyped-def]
    load()
    first = CurriculumVersion.objects.get()
    completion = _approved_under(first)
    changed = WHOLE.replace("min_credits: 3", "min_credits: 2").replace("2026-1", "2027-1")
    report = load(changed.replace('version: "2026"', 'version: "2027"'))
    assert "curriculum DATA-F 2027" in {part.key for part in report.created}
    completion.enrolment.refresh_from_db()
    assert completion.enrolment.curriculum.label == "2026"


def test_another_chain_of_approval_restarts_the_cases_half_way_through_it(load) -> None:  # type: ignore[no-untyped-def]
    load()
    half_way = studies.completion("D101", of=MicroDegree.objects.get())
    Completion.objects.filter(pk=half_way.pk).update(step=1)
    load(WHOLE.replace("approval: [department, centre]", "approval: [centre]"))
    half_way.refresh_from_db()
    assert (half_way.state, half_way.round, half_way.step) == (CompletionState.IN_REVIEW, 2, 0)
    event = AuditEvent.objects.get(action="completion.restarted")
    assert (event.subject_id, event.details) == (str(half_way.pk), {"round": 2})


@pytest.mark.parametrize(
    ("department", "warned"),
    [("  statistics ", False), ("Law", True), ("", True)],
    ids=["written otherwise", "another", "of no department"],
)
def test_a_department_that_no_faculty_belongs_to_is_told(  # type: ignore[no-untyped-def]
    load, department: str, *, warned: bool
) -> None:
    studies.user(Role.FACULTY, department=department)
    studies.user(Role.STAFF, department="Statistics")
    report = load()
    assert report.unstaffed_department == ("Statistics" if warned else "")
    assert ("Statistics" in report.warning) is warned


def test_the_audit_trail_names_things_in_one_language(load) -> None:  # type: ignore[no-untyped-def]
    with translation.override("ko"):
        report = load()
        assert str(report.created[0]) == "프로그램 DATA"
    details = AuditEvent.objects.get(action="program.loaded").details
    assert details["created"][0] == "program DATA"


def test_codes_of_another_program_are_taken(load) -> None:  # type: ignore[no-untyped-def]
    load()
    with pytest.raises(InvalidInput) as caught:
        load(WHOLE.replace("code: DATA,", "code: OTHER,"))
    assert (caught.value.code, Program.objects.count()) == ("code_taken", 1)


@pytest.mark.parametrize(
    ("image", "code"),
    [
        ("../secret.png", "image_outside"),
        ("/etc/hostname", "image_outside"),
        ("none.png", "image_missing"),
    ],
)
def test_images_are_read_from_beside_the_file_alone(load, image: str, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InvalidInput) as caught:
        load(WHOLE.replace("art.png", image))
    assert caught.value.code == code
    assert not Program.objects.exists()


def test_an_upload_has_no_folder_for_images() -> None:
    with pytest.raises(InvalidInput) as caught:
        load_program(WHOLE, file_name="program.yaml", base_folder=None, actor=SYSTEM)
    assert caught.value.code == "image_without_folder"


def test_an_unknown_program_cannot_be_dumped() -> None:
    with pytest.raises(NotFound):
        dump_program("NOPE")


def _approved_under(version: CurriculumVersion) -> Completion:
    degree = MicroDegree.objects.get()
    learner = badges.learner()
    enrolment = degree.enrolments.create(learner=learner, curriculum=version, term="2026-1")
    request = badges.waiting_request(current_version(degree.achievement), learner=learner)
    return Completion.objects.create(
        enrolment=enrolment,
        state=CompletionState.APPROVED,
        request=request,
        explanation={"counted": []},
    )
