"""Every rule of a program file: read, stored, dumped and read again; and rules that nobody could meet are refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from badges.models import Association
from badges.selectors.achievements import current_version
from badges.services.keys import ensure_signing_key
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import InvalidInput
from programs.enums import CompletionState
from programs.models import Completion, CurriculumVersion, Enrolment, MicroDegree, Program
from programs.rules import Grade, Limit, Replaced, Terms
from programs.services.design import dump_program, load_program
from programs.services.design.loading import checked_program
from programs.services.design.reading import read_program
from programs.services.design.report import Outcome
from programs.services.design.storing import store_micro_degrees
from tests.factories import badges, studies
from tests.factories.program_files import WHOLE, write

RULES = WHOLE[WHOLE.index("      min_credits") :]
EVERY_RULE = """\
      min_credits: 6
      min_mean_grade: C+
      groups:
        - {name: core, all: [D101], min_grade: B0}
        - {name: choice, count: 1, from: [D102, D103], min_score: 50}
      equivalents: {D101: [D104]}
      replacements:
        D102: [{course: D105, until: 2027-W}, {course: D106}]
      min_scores: {D102: 72.5}
      min_grades: {D103: A0}
      limits:
        - {name: ours, from: [D101, D102], min_credits: 3}
        - {name: online, from: [D103], max_credits: 3}
      shared_credits_max: 3
      major_credits_max: 3
      double_count_once: true
      max_micro_degrees: 3
      requires: []
      terms: {from: entry, until: 2029-2, within: 8}
"""
COURSES = "".join(
    f"  - {{code: D{n}, name: {{ko: 과목 {n}, en: Course {n}}}, credits: 3}}\n"
    for n in range(103, 107)
)
FULL = WHOLE.replace(RULES, EVERY_RULE).replace("micro_degrees:\n", f"{COURSES}micro_degrees:\n", 1)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_every_rule_is_read() -> None:
    rules = read_program(FULL, file_name="p.yaml").micro_degrees[0].curriculum.rules
    assert (rules.min_mean_score, rules.min_mean_grade) == (Decimal(75), "C+")
    assert rules.groups[0].min_grade == Grade("B0", score=Decimal(82), lowest=Decimal(80))
    assert rules.replacements == {"D102": (Replaced("D105", "2027-W"), Replaced("D106"))}
    assert rules.min_scores == {"D102": Decimal("72.5")}
    assert rules.min_grades == {"D103": Grade("A0", Decimal(92), Decimal(90))}
    assert rules.limits == (
        Limit("ours", ("D101", "D102"), min_credits=Decimal(3)),
        Limit("online", ("D103",), max_credits=Decimal(3)),
    )
    assert (rules.major_credits_max, rules.double_count_once) == (Decimal(3), True)
    assert rules.terms == Terms(last="2029-2", from_entry=True, within=8)


@pytest.mark.django_db
def test_every_rule_is_dumped_as_it_was_read(tmp_path: Path) -> None:
    ensure_signing_key(actor=SYSTEM)
    write(tmp_path, FULL)
    load_program(FULL, file_name="p.yaml", base_folder=tmp_path, actor=SYSTEM)
    dumped = dump_program("DATA")
    before = read_program(FULL, file_name="p.yaml").micro_degrees[0].curriculum
    assert read_program(dumped, file_name="d.yaml").micro_degrees[0].curriculum == before
    again = load_program(dumped, file_name="d.yaml", base_folder=None, actor=SYSTEM)
    assert (again.created, again.changed) == ((), ())
    replaced = Association.objects.filter(kind="replacedBy").values_list("source__code", flat=True)
    assert sorted(replaced) == ["D105", "D106"]


CHANGES = [
    ("min_mean_grade: C+", "min_mean_grade: C0"),
    ("min_grade: B0", "min_grade: B+"),
    ("until: 2027-W", "until: 2028-W"),
    (", {course: D106}", ""),
    ("D102: 72.5", "D102: 72"),
    ("D103: A0", "D103: B0"),
    ("min_credits: 3}", "min_credits: 2}"),
    ("max_credits: 3}", "max_credits: 2}"),
    ("major_credits_max: 3", "major_credits_max: 2"),
    ("double_count_once: true", "double_count_once: false"),
    ("within: 8", "within: 9"),
    ("from: entry, ", ""),
]


@pytest.mark.django_db
def test_under_awards_every_rule_is_frozen() -> None:
    """By way of what stores curricula: loading draws badges as well, and twelve loads take their time."""
    degree = studies.micro_degree("DATA-F", of=studies.program("DATA"))
    degree.curricula.all().delete()
    text = FULL
    _store(text, degree)
    for number, (old, new) in enumerate(CHANGES, start=1):
        version = degree.curricula.order_by("pk").last()
        assert version is not None
        _award(version, degree)
        assert old in text
        text, before = text.replace(old, new), version.rules
        _store(text, degree)
        version.refresh_from_db()
        assert version.rules == before
        assert degree.curricula.count() == number + 1, f"{new} is no new revision"


def _store(text: str, degree: MicroDegree) -> None:
    version = current_version(degree.achievement)
    store_micro_degrees(
        checked_program(text, file_name="p.yaml"),
        program=degree.program,
        versions={"DATA-F": version},
        outcome=Outcome(),
    )


def _award(version: CurriculumVersion, degree: MicroDegree) -> None:
    learner = badges.learner()
    enrolment = Enrolment.objects.create(
        learner=learner, micro_degree=degree, curriculum=version, term="2026-1"
    )
    request = badges.waiting_request(current_version(degree.achievement), learner=learner)
    Completion.objects.create(enrolment=enrolment, state=CompletionState.APPROVED, request=request)


FAULTS = [
    ("min_mean_grade: C+", "min_mean_score: 101", "number_bad", "score: 101"),
    (
        "min_mean_grade: C+",
        "min_mean_grade: C+\n      min_mean_score: 70",
        "mean_twice",
        "grade: C+",
    ),
    ("min_mean_grade: C+", "min_mean_grade: Z", "grade_unknown", "grade: Z"),
    ("min_grade: B0", "min_grade: F", "grade_unknown", "min_grade: F"),
    ("D102: 72.5", "D102: 101", "number_bad", "D102: 101"),
    ("D102: 72.5", "D999: 70", "course_not_in_groups", "D999: 70"),
    ("D103: A0", "D104: A0", "course_not_in_groups", "D104: A0"),
    ("D103: A0", "D103: [A0]", "not_a_text", "[A0]"),
    ("D102: [{course", "D999: [{course", "course_not_in_groups", "D999"),
    ("{course: D106}", "{course: D999}", "course_unknown", "D999"),
    ("{course: D106}", "{course: D105}", "stands_twice", "{course: D105}"),
    ("{course: D106}", "{course: D101}", "stands_twice", "{course: D101}"),
    ("{course: D106}", "{course: D104}", "stands_twice", "{course: D105"),
    ("{course: D106}", "{until: 2026-1}", "missing_key", "{until: 2026-1}"),
    ("until: 2027-W", "until: 2027", "term_bad", "until: 2027}"),
    ("[{course: D105, until: 2027-W}, {course: D106}]", "[]", "empty_list", "D102: []"),
    ("name: online", "name: ours", "duplicate_limit", "name: ours, from: [D101"),
    ("from: [D103], max", "from: [D104], max", "course_not_in_groups", "name: ours"),
    (", max_credits: 3}", "}", "limit_bad", "name: online"),
    ("from: [D103], max", "from: [], max", "limit_bad", "name: online"),
    ("name: online, ", "", "missing_key", "from: [D103], max"),
    ("double_count_once: true", "double_count_once: perhaps", "not_true_or_false", "perhaps"),
    ("major_credits_max: 3", "major_credits_max: -1", "number_bad", "max: -1"),
    ("terms: {from: entry, until: 2029-2, within: 8}", "terms: {}", "terms_empty", "terms: {}"),
    ("within: 8", "within: 0", "number_bad", "within: 0"),
    ("from: entry", "from: 2030-1", "terms_backwards", "from: 2030-1"),
    ("until: 2029-2", "until: 2025-W", "terms_over", "2025-W"),
    # rules that nobody could ever meet
    ("min_credits: 6", "min_credits: 10", "rule_impossible", "version:"),
    ("min_credits: 3}", "min_credits: 6.5}", "rule_impossible", "version:"),
    (
        "max_credits: 3}",
        "max_credits: 2}\n        - {name: all, from: [D103], min_credits: 3}",
        "rule_impossible",
        "version:",
    ),
]


@pytest.mark.parametrize(("old", "new", "code", "at"), FAULTS)
@pytest.mark.django_db
def test_a_fault_is_refused_with_its_line(old: str, new: str, code: str, at: str) -> None:
    assert old in FULL
    text = FULL.replace(old, new, 1)
    with pytest.raises(InvalidInput) as caught:
        load_program(text, file_name="p.yaml", base_folder=None, actor=SYSTEM)
    assert (caught.value.code, caught.value.details["line"]) == (code, line_of(text, at))
    assert not Program.objects.exists()


@pytest.mark.django_db
def test_a_required_micro_degree_may_use_up_what_may_be_shared() -> None:
    """Whoever holds DATA-F has D102 counted in it: nothing else fills that group."""
    first = FULL.replace("count: 1, from: [D102, D103]", "count: 1, from: [D103]")
    first = first.replace("D102: [{course: D105, until: 2027-W}, {course: D106}]", "{}")
    first = first.replace("min_scores: {D102: 72.5}\n", "min_scores: {}\n").replace(
        "[D101, D102]", "[D101]"
    )
    second = first[first.index("  - code: DATA-F") :].replace("DATA-F", "DATA-A")
    text = first + second.replace("requires: []", "requires: [DATA-F]")
    with pytest.raises(InvalidInput) as caught:
        load_program(
            text.replace("shared_credits_max: 3", "shared_credits_max: 0"),
            file_name="p.yaml", base_folder=None, actor=SYSTEM,
        )  # fmt: skip
    assert caught.value.code == "rule_impossible"


@pytest.mark.django_db
def test_a_cycle_across_programs_is_refused() -> None:
    degree = studies.micro_degree("DATA-F", of=studies.program("DATA"))
    CurriculumVersion.objects.create(
        micro_degree=studies.micro_degree("STAT-F", of=studies.program("STAT")),
        version="2027",
        from_term="2027-1",
        rules=studies.RULES | {"requires": [degree.code]},
    )
    back = WHOLE.replace("requires: []", "requires: [STAT-F]")
    with pytest.raises(InvalidInput) as caught:
        load_program(back, file_name="p.yaml", base_folder=None, actor=SYSTEM)
    assert (caught.value.code, caught.value.details["line"]) == (
        "requires_cycle", line_of(back, "requires:")
    )  # fmt: skip
