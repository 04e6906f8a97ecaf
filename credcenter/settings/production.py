"""Behind https, with servers of its own. Nothing secret has a default here."""

from __future__ import annotations

from urllib.parse import urlsplit

from credcenter.settings import env
from credcenter.settings.base import *
from credcenter.settings.base import CREDCENTER_BASE_URL, HOST_KEY_WRAPPING, KEY_WRAPPING, STORAGES
from credcenter.settings.logging import json_logging
from credcenter.settings.paths import BASE_DIR
from credcenter.settings.secure_cookies import *

CREDCENTER_PRODUCTION = True
DEBUG = False
SECRET_KEY = env.secret("SECRET_KEY")
# A key service needs none on the host.
KEY_ENCRYPTION_KEYS = (
    env.secret("CREDCENTER_KEY_ENCRYPTION_KEY").split() if KEY_WRAPPING == HOST_KEY_WRAPPING else []
)
ALLOWED_HOSTS = env.words(
    "CREDCENTER_ALLOWED_HOSTS", default=(urlsplit(CREDCENTER_BASE_URL).hostname or "",)
)
LOGGING = json_logging(level=env.text("CREDCENTER_LOG_LEVEL", default="INFO"))
EMAIL_BACKEND = env.text(
    "CREDCENTER_MAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend"
)

STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = False

SECURE_SSL_REDIRECT = True
# The load balancer asks over plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
CREDCENTER_BEHIND_PROXY = env.flag("CREDCENTER_BEHIND_PROXY", default=True)
if CREDCENTER_BEHIND_PROXY:
    # The proxy in front must set this header itself and drop what a client sent.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
