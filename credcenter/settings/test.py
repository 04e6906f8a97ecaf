"""The test run, and the workers that it starts."""

from __future__ import annotations

from credcenter.settings.test_folder import FOLDER

# isort: split
from credcenter.settings import env
from credcenter.settings.base import *
from credcenter.settings.base import DATABASES
from credcenter.settings.logging import console_logging
from credcenter.settings.paths import DATA_DIR, SECRETS_DIR

SECRET_KEY = env.secret("SECRET_KEY", kept_in=SECRETS_DIR)
KEY_ENCRYPTION_KEYS = env.secret("CREDCENTER_KEY_ENCRYPTION_KEY", kept_in=SECRETS_DIR).split()
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
LOGGING = console_logging(level="WARNING")
# Tests in this process read django.core.mail.outbox; a worker's mails are files.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
# Real hashing is slow by design; no test is about its speed.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: a real worker in its own process reads the same rows.
    DATABASES["default"]["TEST"] = {"NAME": f"{FOLDER}/test.sqlite3"}
else:
    # Tests empty the tables after them, and tamper with the trail to see it found out.
    DATABASES["default"]["OPTIONS"]["options"] = "-c credcenter.audit_unlocked=on"
