"""Staff with an empty centre, up to the first issued badge: the clicks are counted, and may not become more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from badges.models import Credential
from badges.services.issuance import issue_waiting
from badges.services.keys import ensure_signing_key
from credcenter.accounts.enums import Role
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import SYSTEM
from tests.e2e.people import PASSWORD
from tests.e2e.test_in_the_browser import EXAMPLES, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("without_broker"),
]

MOST_CLICKS = 6
"""Links and buttons pressed; the two files handed in come on top."""


class Counting:
    """Somebody who presses links and buttons by their words."""

    def __init__(self, page: Any) -> None:
        self.page, self.clicks = page, 0

    def press(self, words: str) -> None:
        found = self.page.locator("main").locator("a, button").filter(has_text=words)
        found.first.click()
        self.clicks += 1


def roster(folder: Path) -> Path:
    file = folder / "roster.csv"
    columns = "student_number,name,name_en,email,awarded_on"
    file.write_text(f"{columns}\n2026000001,홍길동,HONG Gildong,hong@example.com,2026-02-20\n")
    return file


def test_from_an_empty_centre_to_the_first_badge(
    page: Any, live_server: Any, tmp_path: Path
) -> None:
    ensure_signing_key(actor=SYSTEM)
    user = create_user("staff@hanbit.example", name="임정윤", roles=[Role.STAFF], actor=SYSTEM, password=PASSWORD)  # fmt: skip
    Visitor(page, live_server.url).sign_in(user)
    page.goto(f"{live_server.url}/console/?lang=en")
    staff = Counting(page)
    staff.press("Load a program file")
    page.set_input_files("input[type=file]", EXAMPLES / "program.yaml")
    staff.press("Check")
    staff.press("Load the program")
    staff.press("Issue from a roster")
    page.set_input_files("input[type=file]", roster(tmp_path))
    staff.press("Check the rows")
    staff.press("Issue 1 badge")
    page.wait_for_url("**/console/issuing/*-*/")
    assert issue_waiting(limit=5, worker="test") == 1
    page.reload()
    page.locator("main").get_by_text("1 issued").first.wait_for()
    assert Credential.objects.get().state == "issued"
    assert staff.clicks <= MOST_CLICKS
