"""Production starts with safe settings and refuses the others, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = {
    "SECRET_KEY": "k3Jx" * 16,
    "CREDCENTER_KEY_ENCRYPTION_KEY": "Wq7z" * 16,
    "CREDCENTER_BASE_URL": "https://badges.hanbit.ac.kr",
    "DATABASE_URL": "postgres://c@db.hanbit.ac.kr/credcenter",
    "REDIS_URL": "redis://redis.hanbit.ac.kr/0",
}
WITHOUT_SETTINGS = {
    "the web application": [sys.executable, "-c", "import credcenter.wsgi"],
    "a worker": [sys.executable, "-m", "celery", "--app", "credcenter", "inspect", "ping"],
}
START = """
import sys
from django.conf import settings
import credcenter.wsgi
print(settings.ALLOWED_HOSTS, settings.SESSION_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS > 0)
# The first request is not to wait for the routes.
print("credcenter.urls" in sys.modules)
"""


def start(tmp_path, **changes):
    """Load the web application as gunicorn does; nothing connects to a server by that."""
    values = {name: value for name, value in (GOOD | changes).items() if value is not None}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    (tmp_path / "static").mkdir(exist_ok=True)
    environment = (
        kept
        | values
        | {
            "DJANGO_SETTINGS_MODULE": "credcenter.settings.production",
            "CREDCENTER_DATA": str(tmp_path),
        }
    )
    return subprocess.run(
        [sys.executable, "-c", START],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_good_settings_start_and_protect_cookies(tmp_path):
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:2] == ["['badges.hanbit.ac.kr'] True True", "True"]


@pytest.mark.parametrize(("proxies", "is_warned"), [("0", True), ("1", False)])
def test_proxy_that_is_not_counted_is_said_at_the_start(tmp_path, proxies, is_warned):
    done = start(tmp_path, CREDCENTER_PROXIES=proxies)
    assert done.returncode == 0, done.stderr
    assert ("Limits count the proxy" in done.stderr) == is_warned


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is short"),
        ({"SECRET_KEY": "django-insecure-" + "x" * 50}, "a known one"),
        ({"CREDCENTER_KEY_ENCRYPTION_KEY": None}, "CREDCENTER_KEY_ENCRYPTION_KEY is not set"),
        ({"CREDCENTER_KEY_ENCRYPTION_KEY": "Wq7z" * 16 + " short"}, "short or a known one"),
        ({"CREDCENTER_KEY_ENCRYPTION_KEY": "k3Jx" * 16}, "encrypted with SECRET_KEY"),
        ({"CREDCENTER_BASE_URL": "http://badges.hanbit.ac.kr"}, "must be https"),
        ({"CREDCENTER_RATELIMIT": "off"}, "Rate limits are off"),
        ({"CREDCENTER_BEHIND_PROXY": "off", "CREDCENTER_PROXIES": "1"}, "no proxy of ours"),
        ({"DATABASE_URL": "mysql://db/credcenter"}, "postgres:// or sqlite://"),
    ],
)
def test_unsafe_settings_are_refused_with_the_reason(tmp_path, changes, reason):
    done = start(tmp_path, **changes)
    assert done.returncode != 0
    assert reason in done.stderr


@pytest.mark.parametrize("command", WITHOUT_SETTINGS.values(), ids=WITHOUT_SETTINGS)
def test_nothing_public_starts_without_its_settings_being_named(command):
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "DJANGO_SETTINGS_MODULE" in done.stderr
