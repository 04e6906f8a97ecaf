"""Program files that make no sense: each is refused with its line, and nothing is stored."""

from __future__ import annotations

from decimal import Decimal

import pytest

from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import InputTooLarge, InvalidInput
from credcenter.kernel.models import AuditEvent
from programs.models import Course, Program
from programs.services.design import load_program
from programs.services.design.reading import read_program
from tests.factories.program_files import WHOLE


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_file_is_read_whole() -> None:
    file = read_program(WHOLE, file_name="program.yaml")
    degree = file.micro_degrees[0]
    assert (file.code, file.name.ko, file.department) == ("DATA", "데이터", "Statistics")
    assert [each.code for each in file.competencies[0].levels] == ["L1", "L2"]
    assert file.courses[0].weights == (("literacy", Decimal("0.6")), ("ethics", Decimal("0.4")))
    assert degree.approval == ("department", "centre")
    assert (degree.curriculum.version, degree.curriculum.from_term) == ("2026", "2026-1")
    assert degree.curriculum.rules.equivalents == {"D101": ("D102",)}
    assert degree.achievement.image == "art.png"
    assert degree.curriculum.line == line_of(WHOLE, "version:")


def test_scalars_are_text_as_written() -> None:
    text = WHOLE.replace('version: "2026"', "version: 2026").replace('"20010105"', "01010105")
    file = read_program(text, file_name="program.yaml")
    assert file.micro_degrees[0].curriculum.version == "2026"
    assert file.competencies[0].alignments[0].code == "01010105"


FORM = [
    ("program: {code", "colour: red\nprogram: {code", "unknown_key", "colour"),
    ("min_credits: 3", "minimum_credits: 3", "unknown_key", "minimum_credits"),
    (
        "    approval: [",
        "    approval: [centre]\n    approval: [",
        "duplicate_key",
        "approval: [dep",
    ),
    ("      from_term: 2026-1\n", "", "missing_key", "version:"),
    ("from_term: 2026-1", "from_term: spring", "term_bad", "spring"),
    ("credits: 3, competencies: {lit", "credits: three, competencies: {lit", "number_bad", "three"),
    ("credits: 3, competencies: {lit", "credits: -3, competencies: {lit", "number_bad", "-3"),
    ("credits: 3, competencies: {lit", "credits: .nan, competencies: {lit", "number_bad", ".nan"),
    ("min_score: 50", "min_score: 101", "number_bad", "score: 101"),
    ("literacy: 0.6", "literacy: 1.6", "number_bad", "1.6"),
    ("code: D101,", "code: D 101,", "code_bad", "D 101"),
    ("code: D101,", "code: ../x,", "code_bad", "../x"),
    (
        "name: {ko: 입문, en: Introduction}",
        "name: Introduction",
        "not_a_mapping",
        "name: Introduction",
    ),
    ("en: Introduction}", "en: }", "empty", "en: }"),
    ("en: Introduction}", "en: [x]}", "not_a_text", "en: [x]"),
    ("[department, centre]", "department", "not_a_list", "approval: department"),
    ("[department, centre]", "[department, department]", "approval_bad", "[department, dep"),
    ("[department, centre]", "[]", "approval_bad", "approval: []"),
    ("[department, centre]", "[rector]", "approval_bad", "rector"),
    ("type: MicroCredential", "type: Sticker", "achievement_type_unknown", "Sticker"),
    ("https://www.ncs.go.kr/unity", "javascript:alert(1)", "url_bad", "javascript"),
    ("{name: core, all: [D101]", "{name: core, all: [D101], count: 1", "group_kind", "count: 1"),
    ("{name: core, all: [D101]", "{name: core", "group_kind", "{name: core"),
    ("all: [D101]", "count: 1.5, from: [D101]", "number_bad", "1.5"),
    ("all: [D101]", "all: []", "group_empty", "all: []"),
    ("all: [D101]", "all: [D101, D101]", "duplicate_code", "D101, D101"),
    ("        - {name: core, all: [D101], min_score: 50}\n", "        []\n", "no_groups", "[]\n"),
]
SENSE = [
    ("code: D102", "code: D101", "duplicate_code", "{code: D101, name: {ko: 심화"),
    ("code: ethics", "code: literacy", "duplicate_code", "code: literacy\n    name: {ko: 윤리"),
    ("code: DATA-F", "code: D101", "duplicate_code", "code: D101\n    name: {ko: 데이터"),
    ("from: 70", "from: 0", "levels_out_of_order", "from: 0}, {code: L2"),
    ("literacy: 0.6", "literacy: 0.5", "weights_bad", "literacy: 0.5"),
    ("{literacy: 1}", "{magic: 1}", "competency_unknown", "magic"),
    ("all: [D101]", "all: [D999]", "course_unknown", "D999"),
    ("{D101: [D102]}", "{D101: [D999]}", "equivalent_unknown", "equivalents:"),
    ("{D101: [D102]}", "{D102: [D101]}", "equivalent_unknown", "equivalents:"),
    ("{D101: [D102]}", "{D101: [D101]}", "equivalent_unknown", "equivalents:"),
    ("all: [D101]", "count: 3, from: [D101, D102]", "rule_impossible", "count: 3"),
    ("all: [D101]", "credits: 7, from: [D101, D102]", "rule_impossible", "credits: 7"),
    ("min_credits: 3", "min_credits: 4", "rule_impossible", "version:"),
    ("requires: []", "requires: [NOPE]", "micro_degree_unknown", "requires:"),
    ("requires: []", "requires: [DATA-F]", "requires_cycle", "requires:"),
]


@pytest.mark.parametrize(("old", "new", "code", "at"), FORM + SENSE)
@pytest.mark.django_db
def test_a_fault_is_refused_with_its_line(old: str, new: str, code: str, at: str) -> None:
    assert old in WHOLE
    text = WHOLE.replace(old, new, 1)
    with pytest.raises(InvalidInput) as caught:
        load_program(text, file_name="program.yaml", base_folder=None, actor=SYSTEM)
    assert (caught.value.code, caught.value.details["line"]) == (code, line_of(text, at))
    stored = (Program, Course, AuditEvent)
    assert not any(model.objects.exists() for model in stored)


TWO = WHOLE + WHOLE[WHOLE.index("  - code: DATA-F") :].replace("DATA-F", "DATA-A")


@pytest.mark.django_db
def test_a_cycle_over_two_micro_degrees_is_refused() -> None:
    first, second = TWO.rsplit("requires: []", 1)
    text = first.replace("requires: []", "requires: [DATA-A]") + "requires: [DATA-F]" + second
    with pytest.raises(InvalidInput) as caught:
        load_program(text, file_name="program.yaml", base_folder=None, actor=SYSTEM)
    assert caught.value.code == "requires_cycle"


@pytest.mark.django_db
def test_more_required_than_anybody_may_hold_is_refused() -> None:
    text = "requires: [DATA-F]".join(TWO.rsplit("requires: []", 1))
    text = "max_micro_degrees: 1".join(text.rsplit("max_micro_degrees: 3", 1))
    with pytest.raises(InvalidInput) as caught:
        load_program(text, file_name="program.yaml", base_folder=None, actor=SYSTEM)
    assert caught.value.code == "rule_impossible"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "a: [",
        "a: b: c",
        "\t- x",
        "'open",
        "- " * 3000,
        "a: &x [*x]",
        "!!python/name:os.system x",
        "\x00",
    ],
)
@pytest.mark.django_db
def test_what_is_no_yaml_of_ours_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        load_program(text, file_name="program.yaml", base_folder=None, actor=SYSTEM)


def test_aliases_cannot_blow_up() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 8)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(InvalidInput):
        read_program(bomb, file_name="program.yaml")


def test_a_very_long_file_is_refused_unread() -> None:
    with pytest.raises(InputTooLarge):
        read_program("#" * 600_000, file_name="program.yaml")
