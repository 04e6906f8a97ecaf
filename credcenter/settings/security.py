"""Cookies, content security policy, limits on what comes in."""

from __future__ import annotations

from csp.constants import NONE, SELF

from credcenter.settings import env

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
# A share link's address is its secret: it must not leave with a click on a link.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        # Badge art and previews are shown from memory before an upload.
        "img-src": [SELF, "data:", "blob:"],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}

# For any request, files included, but for the few pages that take larger files
# (credcenter.web.uploads): what announces more is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# How many proxies of ours stand in front; each adds one address to X-Forwarded-For.
CREDCENTER_PROXIES = env.integer("CREDCENTER_PROXIES", default=0)
# Production alone may say that one stands there.
CREDCENTER_BEHIND_PROXY = False
CREDCENTER_RATELIMIT = env.flag("CREDCENTER_RATELIMIT", default=True)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_THROTTLE_RATES": {
        "verify": "60/min" if CREDCENTER_RATELIMIT else None,
        "issue": "600/min" if CREDCENTER_RATELIMIT else None,
    },
    "EXCEPTION_HANDLER": "credcenter.web.api_errors.answer",
    "NUM_PROXIES": CREDCENTER_PROXIES,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
