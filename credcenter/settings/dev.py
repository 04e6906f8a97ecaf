"""One machine, no servers of its own: what `./script/server` and `./script/manage` use."""

from __future__ import annotations

from urllib.parse import urlsplit

from credcenter.settings import env
from credcenter.settings.base import *
from credcenter.settings.base import CREDCENTER_BASE_URL
from credcenter.settings.logging import console_logging
from credcenter.settings.paths import SECRETS_DIR

SECRET_KEY = env.secret("SECRET_KEY", kept_in=SECRETS_DIR)
KEY_ENCRYPTION_KEYS = env.secret("CREDCENTER_KEY_ENCRYPTION_KEY", kept_in=SECRETS_DIR).split()
# Off even here: a demo on a shared network must not show its insides.
DEBUG = env.flag("CREDCENTER_DEBUG", default=False)
ALLOWED_HOSTS = env.words(
    "CREDCENTER_ALLOWED_HOSTS",
    default=("localhost", "127.0.0.1", "[::1]", urlsplit(CREDCENTER_BASE_URL).hostname or ""),
)
LOGGING = console_logging(level=env.text("CREDCENTER_LOG_LEVEL", default="WARNING"))
EMAIL_BACKEND = env.text(
    "CREDCENTER_MAIL_BACKEND", default="django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = SECRETS_DIR.parent / "mail"

# `./script/server --https`. No HSTS: a browser would want https of everything else on localhost too.
if env.flag("CREDCENTER_HTTPS", default=False):
    from credcenter.settings.secure_cookies import *

    CSRF_TRUSTED_ORIGINS = [CREDCENTER_BASE_URL]
