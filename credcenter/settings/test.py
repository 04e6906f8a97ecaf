"""The test run. tests/conftest.py sets the data folder, the broker's address and the database."""

from __future__ import annotations

from credcenter.settings import env
from credcenter.settings.base import *
from credcenter.settings.base import DATABASES
from credcenter.settings.logging import console_logging
from credcenter.settings.paths import DATA_DIR

SECRET_KEY = env.secret("SECRET_KEY", kept_in=DATA_DIR / "secrets")
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
LOGGING = console_logging(level="WARNING")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Real hashing is slow by design; no test is about its speed.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: a real worker in its own process reads the same rows.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
