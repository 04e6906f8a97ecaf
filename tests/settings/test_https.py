"""Development by https: cookies of its own, and nothing that outlives the self-signed certificate."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SHOW = """
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)
print(s.CSRF_TRUSTED_ORIGINS, s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT)
"""


def settings(tmp_path, **values):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    values |= {
        "DJANGO_SETTINGS_MODULE": "credcenter.settings.dev",
        "CREDCENTER_DATA": str(tmp_path),
        "CREDCENTER_BASE_URL": "https://localhost:8443",
    }
    done = subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=ROOT,
        env=kept | values,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_by_https_cookies_are_secure_and_nothing_outlives_the_certificate(tmp_path):
    assert settings(tmp_path, CREDCENTER_HTTPS="on") == [
        "__Host-sessionid __Host-csrftoken True True",
        "['https://localhost:8443'] 0 False",
    ]


def test_behind_somebody_elses_https_plain_cookies_still_work(tmp_path):
    assert settings(tmp_path) == ["sessionid csrftoken False False", "[] 0 False"]
