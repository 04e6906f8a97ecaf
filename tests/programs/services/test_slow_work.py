"""What takes long is done before a transaction begins: nobody waits for a drawing or for a file to be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction

from badges.models import AchievementVersion
from badges.services.designing import design, prepare_artwork, write_designs
from badges.services.keys import ensure_signing_key
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict
from credcenter.kernel.models import AuditEvent
from programs.models import Program, ResultImport
from programs.services.design import load_program
from programs.services.design.preview import preview_program
from programs.services.results import check_results, read_results
from tests.factories import badges, studies
from tests.factories.program_files import WHOLE, write

pytestmark = pytest.mark.django_db(transaction=True)

UPLOADED = WHOLE.replace("image: art.png", "")
ROWS = b"student_number,name,course,term,score,status\n20260001,Kim,SSD101,2026-1,80,completed\n"


class Watch:
    """Called at each step of the work; whether a transaction was open at each."""

    def __init__(self) -> None:
        self.in_transaction: list[bool] = []

    def __call__(self, _steps: int) -> None:
        self.in_transaction.append(connection.in_atomic_block)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def _key() -> None:
    ensure_signing_key(actor=SYSTEM)


def stored_artwork() -> set[str]:
    return (
        set(default_storage.listdir("artwork")[1]) if default_storage.exists("artwork") else set()
    )


@pytest.mark.usefixtures("_key")
def test_badges_are_drawn_before_the_transaction(watch: Watch, tmp_path: Path) -> None:
    load_program(
        write(tmp_path).read_text(encoding="utf-8"),
        file_name="program.yaml",
        base_folder=tmp_path,
        actor=SYSTEM,
        tick=watch,
    )
    assert watch.in_transaction == [False] * 3
    for version in AchievementVersion.objects.all():
        assert default_storage.exists(version.artwork.name)


@pytest.mark.usefixtures("_key")
def test_a_preview_stores_no_image_and_writes_no_row() -> None:
    before, events = stored_artwork(), AuditEvent.objects.count()
    # Codes of its own: an image drawn from these lies in no storage yet.
    undrawn = UPLOADED.replace("D10", "D80").replace("DATA", "UNDRAWN")
    report = preview_program(undrawn, file_name="program.yaml", actor=SYSTEM)
    assert len(report.created) == 10
    assert stored_artwork() == before
    assert not Program.objects.exists()
    assert not AchievementVersion.objects.exists()
    assert AuditEvent.objects.count() == events


@pytest.mark.usefixtures("_key")
def test_a_wording_that_changed_after_its_image_was_prepared_is_a_conflict() -> None:
    first = badges.achievement_design()
    design([first], actor=SYSTEM)
    artwork = prepare_artwork([first])
    assert artwork == {}
    design([badges.achievement_design(level=2)], actor=SYSTEM)
    with pytest.raises(Conflict) as caught, transaction.atomic():
        write_designs([first], artwork=artwork, actor=SYSTEM)
    assert caught.value.code == "designs_changed"
    assert AchievementVersion.objects.count() == 2


def test_a_results_file_is_read_before_the_transaction(watch: Watch) -> None:
    degree = studies.micro_degree()
    check_results(ROWS, file_name="x.csv", micro_degree=degree, actor=SYSTEM, tick=watch)
    assert watch.in_transaction == [False]
    assert ResultImport.objects.count() == 1


def test_a_file_that_is_only_read_leaves_nothing() -> None:
    degree = studies.micro_degree()
    events = AuditEvent.objects.count()
    read = read_results(ROWS, file_name="x.csv", micro_degree=degree)
    assert (read.summary["results_new"], len(read.rows)) == (1, 1)
    assert not ResultImport.objects.exists()
    assert AuditEvent.objects.count() == events
