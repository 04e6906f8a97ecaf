"""What must hold before the centre serves the public. Each message says how to mend it."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.core.exceptions import ImproperlyConfigured

logger = logging.getLogger(__name__)

LEAST_SECRET = 50
# What documentation and examples show must never guard a real centre.
SHOWN_SECRETS = ("change-me", "changeme", "insecure", "example", "secret-key")


@register(Tags.security)
def check_production(**_: Any) -> list[CheckMessage]:
    """Silent outside production, where a laptop may do what a public server may not."""
    if not settings.CREDCENTER_PRODUCTION:
        return []
    return [*_secret(), *_key_encryption(), *_address(), *_limits(), *_proxies(), *_database()]


def refuse_unsafe_start() -> None:
    """Raise `ImproperlyConfigured` when a check that matters to the public fails; warnings are logged.

    Gunicorn runs no system checks by itself, so the web application calls this.
    """
    found = run_checks(tags=[Tags.security])
    errors = [each for each in found if each.is_serious()]
    for each in found:
        # Django's own (security.W…) are for `check --deploy`; ours are few and mean this centre.
        if each not in errors and (each.id or "").startswith("credcenter."):
            logger.warning("%s %s", each.msg, each.hint)
    if errors:
        raise ImproperlyConfigured("\n".join(str(error) for error in errors))


def _secret() -> list[CheckMessage]:
    secret = settings.SECRET_KEY.lower()
    if len(secret) >= LEAST_SECRET and not any(word in secret for word in SHOWN_SECRETS):
        return []
    hint = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    return [Error("SECRET_KEY is short or a known one.", hint=hint, id="credcenter.E001")]


def _key_encryption() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    hint = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    if any(
        len(word) < LEAST_SECRET or any(shown in word.lower() for shown in SHOWN_SECRETS)
        for word in settings.KEY_ENCRYPTION_KEYS
    ):
        message = "CREDCENTER_KEY_ENCRYPTION_KEY is short or a known one."
        found.append(Error(message, hint=hint, id="credcenter.E006"))
    if settings.SECRET_KEY in settings.KEY_ENCRYPTION_KEYS:
        message = (
            "The signing keys are encrypted with SECRET_KEY, which more people and programs see."
        )
        found.append(Error(message, hint=hint, id="credcenter.E007"))
    return found


def _address() -> list[CheckMessage]:
    parts = urlsplit(settings.CREDCENTER_BASE_URL)
    if parts.scheme == "https" and parts.hostname:
        return []
    hint = "Its host becomes the issuer's did:web, which resolves by https alone."
    return [Error("CREDCENTER_BASE_URL must be https.", hint=hint, id="credcenter.E002")]


def _limits() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if not settings.CREDCENTER_RATELIMIT:
        hint = "Anyone may verify and sign in here; remove CREDCENTER_RATELIMIT=off."
        found.append(Error("Rate limits are off.", hint=hint, id="credcenter.E003"))
    if settings.DEBUG:
        found.append(Error("DEBUG shows our insides to anyone.", id="credcenter.E004"))
    return found


def _proxies() -> list[CheckMessage]:
    if bool(settings.CREDCENTER_PROXIES) == settings.CREDCENTER_BEHIND_PROXY:
        return []
    if settings.CREDCENTER_PROXIES:
        hint = "Set CREDCENTER_PROXIES=0, or CREDCENTER_BEHIND_PROXY=on if there is a proxy."
        message = "X-Forwarded-For is believed, but no proxy of ours writes it."
        return [Error(message, hint=hint, id="credcenter.E005")]
    hint = "Set CREDCENTER_PROXIES to the number of proxies that add to X-Forwarded-For."
    message = "Limits count the proxy: all the world has one allowance, and the trail one address."
    return [checks.Warning(message, hint=hint, id="credcenter.W002")]


def _database() -> list[CheckMessage]:
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return []
    hint = "SQLite serves one machine; set DATABASE_URL=postgres://… for more than one."
    return [checks.Warning("The database is SQLite.", hint=hint, id="credcenter.W001")]
