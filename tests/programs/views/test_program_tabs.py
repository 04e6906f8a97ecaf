"""One program in tabs, and two versions of its rules compared."""

from __future__ import annotations

import pytest

from credcenter.accounts.enums import Role
from programs.models import CurriculumVersion
from programs.rules import rules_from_json
from programs.selectors.rule_lines import differences, lines_of
from tests.factories import studies
from tests.programs.views.test_approvals import as_user

pytestmark = pytest.mark.django_db

# Every rule that a program file knows, once.
EVERYTHING = studies.RULES | {
    "equivalents": {"SSD101": ["OLD100"]}, "shared_credits_max": "3", "max_micro_degrees": 2,
    "requires": ["SSDO-B"], "min_scores": {"SSD101": "65"}, "double_count_once": True,
    "min_grades": {"SSD102": {"name": "B0", "score": "85", "lowest": "80"}},
    "replacements": {"SSD201": [{"course": "OLD200", "until": "2024-2"}, {"course": "OLD201", "until": None}]},
    "limits": [{"name": "major", "from": ["SSD101"], "min_credits": "3", "max_credits": "6"}],
    "major_credits_max": "6",
    "terms": {"first": None, "last": "2028-2", "from_entry": True, "within": 4},
}  # fmt: skip


def later_version(**changes: object) -> CurriculumVersion:
    degree = studies.micro_degree()
    return CurriculumVersion.objects.create(
        micro_degree=degree, version="2027", from_term="2027-1", rules=studies.RULES | changes
    )


@pytest.mark.parametrize(
    "tab", ["", "curriculum/", "rules/", "competencies/", "badge/", "approvers/", "versions/"]
)
def test_every_tab_has_an_address_for_the_staff_alone(tab: str) -> None:
    later_version()
    address = f"/console/programs/SSDO/{tab}"
    page = as_user(studies.user(Role.STAFF)).get(address).content.decode()
    assert f'href="{address}" aria-current="page"' in page
    assert as_user(studies.user(Role.FACULTY)).get(address).status_code == 403


@pytest.mark.parametrize("tab", ["nonsense/", "Overview/"])
def test_what_is_no_tab_is_not_found(tab: str) -> None:
    studies.program()
    assert as_user(studies.user(Role.STAFF)).get(f"/console/programs/SSDO/{tab}").status_code == 404


def test_every_rule_is_a_sentence_in_both_languages() -> None:
    lines = lines_of(rules_from_json(EVERYTHING))
    assert len(lines) == 15
    for line in lines.values():
        assert line.ko.endswith(".")
        assert line.en.endswith(".")
        assert "None" not in line.ko + line.en
    assert lines["limit:major"].en == "Major: at least 3 credits and at most 6 credits from SSD101."
    assert lines["terms"].ko == (
        "과목은 등록 학기부터 2028-2 학기까지 정규 4개 학기 안에 이수하여야 인정됩니다."
    )


def test_versions_differ_by_what_was_added_changed_and_removed() -> None:
    before = rules_from_json(studies.RULES)
    after = rules_from_json(
        studies.RULES | {"min_credits": "12", "min_mean_score": None, "requires": ["SSDO-B"]}
    )
    kinds = {each.key: each.kind for each in differences(before, after)}
    assert kinds == {
        "min_credits": "changed", "group:core": "same", "group:elective": "same",
        "requires:SSDO-B": "added", "min_mean": "removed",
    }  # fmt: skip


@pytest.mark.parametrize("choice", ["", "&before=x&after=9999", "swapped"])
def test_two_versions_are_chosen_by_address(choice: str) -> None:
    later = later_version(min_credits="12")
    first = later.micro_degree.curricula.order_by("pk").first()
    assert first is not None
    query = f"&before={later.pk}&after={first.pk}" if choice == "swapped" else choice
    client = as_user(studies.user(Role.STAFF))
    page = client.get(f"/console/programs/SSDO/versions/?lang=en&of=SSDO-F{query}").content.decode()
    old, new = ("12", "9") if choice == "swapped" else ("9", "12")
    changed = page[page.index('class="is-changed"') :]
    assert changed.index(f"At least {old} credits") < changed.index(f"At least {new} credits")
