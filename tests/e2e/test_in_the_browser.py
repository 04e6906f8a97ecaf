"""The same way as people go it: a real browser, a real worker, Korean pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from badges.models import Credential
from badges.services.keys import ensure_signing_key
from credcenter.accounts.models import User
from credcenter.kernel.audit import SYSTEM
from learners.models import Learner
from learners.services.accounts import connect_account
from tests.e2e.people import PASSWORD, cast
from tests.support.worker import Worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EXAMPLES = Path(settings.BASE_DIR) / "examples" / "ssdo"


class Visitor:
    """Somebody at a browser."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def sign_in(self, user: User) -> None:
        self.page.context.clear_cookies()
        self.open("/accounts/login/")
        self.page.fill("[name=login]", user.email)
        self.page.fill("[name=password]", PASSWORD)
        self.press()
        self.page.wait_for_url(lambda url: "/accounts/login" not in url)

    def press(self) -> None:
        """The one main button of the page."""
        self.page.locator("main form button.button:not(.quiet)").click()

    def hand_in(self, file: Path) -> None:
        self.page.set_input_files("input[type=file]", file)

    def reads(self, text: str) -> None:
        self.page.locator("main").get_by_text(text).first.wait_for()

    def is_for_everybody(self) -> None:
        """axe finds nothing on this page; `tests.pages.look` asks the same of every page."""
        found = Axe().run(self.page).response["violations"]
        assert [(each["id"], each["nodes"][0]["target"]) for each in found] == []


def load_program_and_results(staff: Visitor) -> None:
    staff.open("/console/programs/new")
    staff.hand_in(EXAMPLES / "program.yaml")
    staff.press()
    staff.press()
    staff.reads("사회서비스 데이터운용")
    staff.is_for_everybody()
    staff.open("/console/results/new")
    staff.page.select_option("[name=micro_degree]", label="사회서비스 데이터운용 기초")
    staff.hand_in(EXAMPLES / "results.csv")
    staff.press()
    staff.press()


def approve(faculty: Visitor) -> None:
    faculty.open("/approvals/")
    faculty.page.get_by_role("link", name="길은채").first.click()
    faculty.is_for_everybody()
    faculty.page.check("[name=decision][value=approved]")
    case = faculty.page.url
    faculty.press()
    faculty.page.wait_for_url(lambda url: url != case)


def download_badge(learner: Visitor, file: Path) -> Path:
    learner.open("/wallet")
    # The worker may still be signing; the page says so, and has the badge a moment later.
    for _ in range(30):
        if learner.page.locator(".badge-tile").count():
            break
        learner.page.wait_for_timeout(500)
        learner.page.reload()
    learner.is_for_everybody()
    learner.page.locator(".badge-tile a").first.click()
    learner.is_for_everybody()
    with learner.page.expect_download() as download:
        learner.page.get_by_role("link", name="PNG").first.click()
    download.value.save_as(file)
    return file


def revoke(staff: Visitor, credential: Credential) -> None:
    staff.open(f"/console/credentials/revoke?id={credential.pk}")
    staff.page.select_option("[name=reason]", "misconduct")
    staff.page.check("[name=is_confirmed]")
    staff.press()
    staff.page.wait_for_url(lambda url: "/revoke" not in url)


def verify(stranger: Visitor, image: Path, *, says: str) -> None:
    stranger.page.context.clear_cookies()
    stranger.open("/verify")
    # A chosen file is sent at once: a press now could meet the next page's empty form.
    stranger.hand_in(image)
    stranger.reads(says)
    stranger.is_for_everybody()


def test_from_upload_to_revoked_badge(
    page: Any, live_server: Any, celery_worker: Worker, tmp_path: Path
) -> None:
    ensure_signing_key(actor=SYSTEM)
    people, visitor = cast(), Visitor(page, live_server.url)
    visitor.sign_in(people.staff)
    load_program_and_results(visitor)
    learner = Learner.objects.get(student_number="2025200301")
    connect_account(learner, user=people.learner, actor=SYSTEM)
    for faculty in (people.department, people.centre):
        visitor.sign_in(faculty)
        approve(visitor)
    visitor.sign_in(people.learner)
    image = download_badge(visitor, tmp_path / "badge.png")
    verify(visitor, image, says="취소되지 않았습니다.")
    visitor.sign_in(people.staff)
    revoke(visitor, Credential.objects.get(learner=learner))
    verify(visitor, image, says="발급 기관이 취소한 배지입니다.")
