"""Fixtures that every part's tests may use; each is a real thing, started when first asked for.

`valkey_server` (broker), `celery_worker` (a worker process on the test's database),
`page` (a real browser), `without_broker` (the broker is down for the whole test).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache

from tests.support.chromium import ChromiumUnavailableError, find_chromium
from tests.support.valkey import Valkey
from tests.support.worker import Worker, forget_everything

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "celery_worker"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="run what depends on the kind of database, and no browser or whole server",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Playwright keeps an event loop in the main thread from its first test on.
    items.sort(key=lambda item: "browser" in item.keywords)
    if config.getoption("--database-only"):
        chosen = [item for item in items if _depends_on_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen


def _depends_on_database(item: pytest.Item) -> bool:
    if "browser" in item.keywords or "server" in item.keywords:
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


def pytest_report_header() -> str:
    database = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    return f"database: {database}, test data: {settings.DATA_DIR}"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Whoever reads only the end of the output still reads what failed before."""
    for line in os.environ.get("CREDCENTER_TEST_NOTES", "").splitlines():
        terminalreporter.write_line(line, yellow=True)


@pytest.fixture(autouse=True)
def _forget_attempts(request: pytest.FixtureRequest) -> None:
    """Sign-in and verification count attempts in the cache; each test starts at none."""
    if DATABASE_FIXTURES & set(request.fixturenames) or "client" in request.fixturenames:
        cache.clear()


@pytest.fixture(scope="session")
def _valkey() -> Iterator[Valkey]:
    valkey = Valkey(Path(settings.DATA_DIR))
    yield valkey
    valkey.stop()


@pytest.fixture
def valkey_server(_valkey: Valkey) -> Valkey:
    """The broker, running and empty. A test may `stop` it and `start` it again."""
    _valkey.start()
    forget_everything()
    return _valkey


@pytest.fixture
def without_broker(_valkey: Valkey) -> None:
    """Publishing fails as it does when the broker is down."""
    _valkey.stop()


@pytest.fixture(scope="session")
def _worker(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    worker = Worker(log=tmp_path_factory.mktemp("worker") / "worker.log")
    yield worker
    worker.kill()


@pytest.fixture
def celery_worker(
    transactional_db: None, valkey_server: Valkey, _worker: Worker
) -> Iterator[Worker]:
    """A worker with two processes that sees this test's rows; shared while it lives.

    A test may `kill` or `stop` it; the next test's worker is started anew.
    """
    _worker.start()
    yield _worker
    # Before the rows of this test are swept away under a running task.
    if _worker.is_running and valkey_server.is_running:
        _worker.wait_until_idle()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, shared by the session; skips with the reason where there is none."""
    playwright = pytest.importorskip("playwright.sync_api")
    try:
        program, extra = find_chromium()
    except ChromiumUnavailableError as reason:
        pytest.skip(f"no browser: {reason}")
    # Playwright's loop runs in this thread, and Django would refuse the ORM beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright.sync_playwright() as driver:
        # The sandbox needs rights that containers do not give; only our own pages are shown.
        chromium = driver.chromium.launch(
            executable_path=str(program), args=["--no-sandbox"], env=dict(os.environ) | extra
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh window in Korean; `page.context` has no cookie from another test."""
    context = browser.new_context(locale="ko-KR", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
