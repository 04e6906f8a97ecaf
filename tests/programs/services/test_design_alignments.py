"""A competency names an item of an imported framework, and the badge says where it stands."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from badges.award import Award, AwardedResult
from badges.models import Credential
from badges.openbadges import strict_json
from badges.reading import read
from badges.selectors.achievements import by_code, current_version
from badges.services.issuance import issue_waiting
from badges.services.keys import ensure_signing_key
from badges.services.request import Wish, request
from badges.services.verifying import verify_bytes
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import InvalidInput
from programs.enums import FrameworkKind
from programs.models import CompetencyAlignment
from programs.services.design import dump_program, load_program
from programs.services.design.loading import checked_program
from programs.services.frameworks import About, import_framework, read_framework
from tests.factories import badges
from tests.factories.frameworks import UNITS, as_json, identifier, item, package
from tests.factories.program_files import WHOLE, write

pytestmark = pytest.mark.django_db

WRITTEN_OUT = (
    '{framework: NCS, code: "20010105", name: 빅데이터분석, url: "https://www.ncs.go.kr/unity"}'
)
DUTY = '{framework: NCS, code: "20010105"}'
LEVEL = "{code: L2, name: {ko: 실무, en: Practitioner}, from: 70"
UNIT = '{framework: NCS, code: "2001010599_26v1"}'
PROGRAM = WHOLE.replace(WRITTEN_OUT, DUTY).replace(LEVEL, f"{LEVEL}, alignments: [{UNIT}]")


@pytest.fixture(autouse=True)
def ncs() -> None:
    about = About("NCS", FrameworkKind.NCS)
    file = read_framework(UNITS.encode(), file_name="ncs.csv", about=about)
    import_framework(file, actor=SYSTEM)


@pytest.fixture
def load(tmp_path: Path) -> Any:
    ensure_signing_key(actor=SYSTEM)

    def load_text(text: str) -> Any:
        write(tmp_path, text)
        return load_program(text, file_name="program.yaml", base_folder=tmp_path, actor=SYSTEM)

    return load_text


def fault_of(text: str) -> InvalidInput:
    with translation.override("en"), pytest.raises(InvalidInput) as refused:
        checked_program(text, file_name="p.yaml")
    return refused.value


def line_of(text: str, words: str) -> int:
    return 1 + text[: text.index(words)].count("\n")


def test_name_address_and_level_come_from_the_framework() -> None:
    competency = checked_program(PROGRAM, file_name="p.yaml").competencies[0]
    [duty], [unit] = competency.alignments, competency.levels[1].alignments
    assert (duty.framework, duty.code, duty.name, duty.url) == (
        "NCS 국가직무능력표준",
        "20010105",
        "빅데이터분석 (Big data analysis)",
        "https://www.ncs.go.kr/unity/th03/ncsSearchMain.do",
    )
    assert (duty.target_type, duty.description) == ("ext:NCS", "")
    assert (unit.url, unit.description) == (
        "https://ncs.example.org/2001010599",
        "NCS 수준 5 (NCS level 5)",
    )


def test_what_is_written_out_needs_no_framework() -> None:
    [alignment] = checked_program(WHOLE, file_name="p.yaml").competencies[0].alignments
    assert (alignment.name, alignment.item, alignment.target_type) == ("빅데이터분석", None, "")


def test_an_unknown_code_is_refused_with_its_line_and_what_is_near() -> None:
    wrong = PROGRAM.replace('"20010105"', '"20010106"')
    fault = fault_of(wrong)
    assert (fault.code, fault.details["line"]) == ("item_unknown", line_of(wrong, "20010106"))
    assert "Is it one of these? 20010105 Big data analysis" in str(fault)


def test_a_name_or_the_beginning_of_a_code_finds_its_item() -> None:
    assert "20010105" in str(fault_of(PROGRAM.replace('"20010105"', "빅데이터분석")))
    assert "20010105" in str(fault_of(PROGRAM.replace('"20010105"', '"200101"')))
    assert "Is it one of" not in str(fault_of(PROGRAM.replace('"20010105"', "zzz")))


def test_an_unknown_framework_is_refused_with_what_is_near() -> None:
    wrong = PROGRAM.replace('framework: NCS, code: "20010105"', 'framework: NCSS, code: "20010105"')
    fault = fault_of(wrong)
    assert (fault.code, fault.details["line"]) == ("framework_unknown", line_of(wrong, "NCSS"))
    assert "Is it one of these? NCS" in str(fault)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{framework: NCS}", "missing_key"),
        ('{framework: NCS, code: "20010105", name: 이름}', "missing_key"),
        ('{framework: NCS, url: "https://a.example/"}', "missing_key"),
        ('{framework: NCS, name: 이름, url: "https://a@evil.example/"}', "url_bad"),
        ('{framework: NCS, name: 이름, url: "javascript:alert(1)"}', "url_bad"),
        ('{framework: NCS, code: "20010105", level: 5}', "unknown_key"),
    ],
)
def test_an_entry_names_an_item_or_says_everything(entry: str, code: str) -> None:
    assert fault_of(PROGRAM.replace(DUTY, entry)).code == code


def test_a_repeated_code_has_to_be_named_by_its_identifier() -> None:
    twice = [item("a", "One", humanCodingScheme="X"), item("b", "Two", humanCodingScheme="X")]
    data = as_json(package(CFItems=twice, CFAssociations=[]))
    import_framework(read_framework(data, file_name="f", about=About("DATA")), actor=SYSTEM)
    assert fault_of(PROGRAM.replace(DUTY, "{framework: DATA, code: X}")).code == "item_ambiguous"
    by_id = PROGRAM.replace(DUTY, f'{{framework: DATA, code: "{identifier("b")}"}}')
    [alignment] = checked_program(by_id, file_name="p").competencies[0].alignments
    assert (alignment.name, alignment.target_type) == ("Two", "CFItem")
    assert alignment.code == identifier("b"), "the credential names it as the program does"


def test_the_program_comes_out_as_it_went_in_and_twice_is_nothing(load: Any) -> None:
    load(PROGRAM)
    dumped = dump_program("DATA")
    assert DUTY in dumped
    assert UNIT in dumped
    assert "빅데이터분석" not in dumped
    again = load(dumped)
    assert (again.created, again.changed) == ((), ())
    assert CompetencyAlignment.objects.filter(item__isnull=False).count() == 2


def test_badge_result_and_level_carry_the_alignments_signed(load: Any) -> None:
    load(PROGRAM)
    wish = Wish(
        source_key="alignments",
        learner=badges.learner(),
        version=current_version(by_code("DATA-F")),
        award=Award(dt.date(2026, 2, 20), (AwardedResult("literacy", Decimal("72.5")),)),
    )
    request([wish], actor=SYSTEM)
    assert issue_waiting(limit=1, worker="test") == 1
    data = bytes(Credential.objects.get().document)
    assert verify_bytes(data).verdict == "verified"
    document = strict_json.loads_object(data)
    subject = document["credentialSubject"]
    description = subject["achievement"]["resultDescription"][0]
    [duty] = description["alignment"]
    assert subject["achievement"]["alignment"] == [duty]
    assert (duty["targetType"], duty["targetCode"]) == ("ext:NCS", "20010105")
    foundation, practitioner = description["rubricCriterionLevel"]
    assert "alignment" not in foundation
    assert subject["result"][0]["alignment"] == practitioner["alignment"]
    assert practitioner["alignment"][0]["targetDescription"] == "NCS 수준 5 (NCS level 5)"

    shown = read(document)
    codes = [each.code for each in shown.results[0].alignments]
    assert codes == ["20010105", "2001010599_26v1"], "each once, from the signed document"
    assert shown.alignments == (), "what a result shows is not shown a second time"
