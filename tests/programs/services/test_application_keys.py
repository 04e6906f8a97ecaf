"""The keys of the program file that say how learners come to a micro-degree."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from badges.services.keys import ensure_signing_key
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import InvalidInput
from programs.models import ApplicationWindow, MicroDegree
from programs.services.design import LoadReport, PartKind, dump_program, load_program
from programs.services.design.reading import read_program
from tests.factories.program_files import WHOLE, write

SEOUL = ZoneInfo("Asia/Seoul")
WINDOW = "{for: enrolment, opens: 2026-03-02, closes: 2026-03-03}"
TWO_STEPS = "    application: [preliminary, final]\n"
ENTRY = """\
    application: [preliminary, final]
    windows:
      - {for: preliminary, opens: 2026-03-02, closes: 2026-03-20}
      - {for: final, opens: 2026-12-01 09:00, closes: 2026-12-18 18:00}
"""


def with_keys(keys: str) -> str:
    return WHOLE.replace("    curriculum:\n", f"{keys}    curriculum:\n")


@pytest.fixture
def load(tmp_path: Path, db: None):
    ensure_signing_key(actor=SYSTEM)

    def load_text(text: str) -> LoadReport:
        write(tmp_path, text)
        return load_program(text, file_name="p.yaml", base_folder=tmp_path, actor=SYSTEM)

    return load_text


@pytest.mark.django_db
def test_what_is_read_is_stored_and_written_back(load) -> None:
    load(with_keys(ENTRY))
    degree = MicroDegree.objects.get()
    assert (degree.application, degree.auto_enrol) == (["preliminary", "final"], False)
    first, second = ApplicationWindow.objects.all()
    assert first.opens_at == dt.datetime(2026, 3, 2, tzinfo=SEOUL)
    assert first.closes_at == dt.datetime(2026, 3, 21, tzinfo=SEOUL)
    assert first.last_moment == dt.datetime(2026, 3, 20, 23, 59, tzinfo=SEOUL)
    assert second.opens_at == dt.datetime(2026, 12, 1, 9, tzinfo=SEOUL)
    dumped = dump_program("DATA")
    assert "closes: 2026-03-20}" in dumped
    assert "closes: 2026-12-18 18:00}" in dumped
    again = load(dumped)
    assert (again.created, again.changed) == ((), ())

    kept = load(with_keys("    application: [preliminary, final]\n"))
    assert (kept.changed, ApplicationWindow.objects.count()) == ((), 2)
    gone = load(with_keys("    application: [preliminary, final]\n    windows: []\n"))
    assert [part.kind for part in gone.changed] == [PartKind.MICRO_DEGREE]
    assert not ApplicationWindow.objects.exists()


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("    application: [preliminary]\n", "application_bad"),
        ("    application: [final, final]\n", "application_bad"),
        ("    windows: [{for: final, opens: 2026-03-02, closes: 2026-03-03}]\n", "window_kind"),
        (TWO_STEPS + "    windows: [{for: enrolment, opens: x, closes: x}]\n", "window_kind"),
        (
            "    windows: [{for: enrolment, opens: 2026-03-02, closes: 2026-03-01}]\n",
            "window_backwards",
        ),
        ("    windows: [{for: enrolment, opens: 2026-02-30, closes: 2026-03-01}]\n", "moment_bad"),
        (
            "    windows: [{for: enrolment, opens: x, closes: 2026-03-01, until: x}]\n",
            "unknown_key",
        ),
        (f"    windows: [{WINDOW}, {WINDOW}]\n", "window_twice"),
        ("    auto_enrol: true\n", "auto_enrol_without_requires"),
        ("    auto_enrol: maybe\n", "not_true_or_false"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(keys: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_program(with_keys(keys), file_name="p.yaml")
    assert caught.value.code == code
    assert caught.value.details["line"] > 20


def test_nobody_is_enrolled_by_itself_where_a_preliminary_application_is_asked_for() -> None:
    text = with_keys(f"{TWO_STEPS}    auto_enrol: true\n").replace("requires: []", "requires: [X]")
    with pytest.raises(InvalidInput) as caught:
        read_program(text, file_name="p.yaml")
    assert caught.value.code == "auto_enrol_with_preliminary"
