"""Each named bad file gets the verdict and the one reason it was made for."""

from __future__ import annotations

import json

import pytest

from badges.openbadges import Unreadable
from tests.openbadges import samples
from tests.openbadges.bad_answers import ANSWERS
from tests.openbadges.bad_files import BAD, FOLDER, MAKERS
from tests.openbadges.samples import Library, report_on

READABLE = [name for name, bad in BAD.items() if bad.check]
UNREADABLE = [name for name, bad in BAD.items() if not bad.check]
# A wrong shape leaves terms undefined or hides what later checks look at.
CONSEQUENCES = {"terms", "proof", "key", "schema", "subject", "dates", "status"}


def test_no_file_is_missing_left_over_or_changed() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(MAKERS)
    changed = [name for name, make in MAKERS.items() if (FOLDER / name).read_bytes() != make()]
    assert changed == []


def test_the_file_they_were_made_from_is_good() -> None:
    report = report_on(samples.signed())
    assert (report.verdict, {check.outcome for check in report.checks}) == ("verified", {"passed"})


@pytest.mark.parametrize("name", READABLE)
def test_is_refused_for_its_reason(name: str) -> None:
    bad = BAD[name]
    report = report_on((FOLDER / name).read_bytes())
    named = report.check(bad.check)
    assert (report.verdict, named.code) == (bad.verdict, bad.code)
    assert named.outcome == ("failed" if bad.verdict == "invalid" else "not_checked")
    others = {check.id for check in report.checks if check.outcome != "passed"} - {bad.check}
    assert others <= CONSEQUENCES
    json.dumps(report.credential)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_refused_for_its_reason(name: str) -> None:
    _, url, verdict, check, code = ANSWERS[name]
    library = Library().holding(url, (FOLDER / name).read_bytes())
    report = report_on(samples.signed(), resolver=library)
    assert (report.verdict, report.check(check).code) == (verdict, code)


@pytest.mark.parametrize("name", UNREADABLE)
def test_is_no_credential_at_all(name: str) -> None:
    with pytest.raises(Unreadable) as refused:
        report_on((FOLDER / name).read_bytes())
    assert refused.value.code == BAD[name].code
