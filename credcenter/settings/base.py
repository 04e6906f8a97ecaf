"""What every entry point shares: applications, middleware, templates, addresses."""

from __future__ import annotations

from credcenter.settings import env
from credcenter.settings.celery import *
from credcenter.settings.centre import *
from credcenter.settings.database import *
from credcenter.settings.grading import *
from credcenter.settings.i18n import *
from credcenter.settings.mail import *
from credcenter.settings.paths import BASE_DIR, last_server
from credcenter.settings.security import *
from credcenter.settings.sign_in import *
from credcenter.settings.storage import *

INSTALLED_APPS = [
    "credcenter.accounts",
    "credcenter.kernel",
    "credcenter.backup",
    "credcenter.web",
    "learners",
    "badges",
    "programs",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.forms",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    # Before staticfiles, so that runserver serves files the way production does.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "credcenter.web.middleware.NulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "credcenter.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "credcenter.web.uploads.LengthMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "credcenter.web.middleware.RolesMiddleware",
    "credcenter.web.caching.PrivateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "credcenter.web.middleware.ErrorMiddleware",
]

# System checks are strict where the public is served.
CREDCENTER_PRODUCTION = False

ROOT_URLCONF = "credcenter.urls"
WSGI_APPLICATION = "credcenter.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

FORM_RENDERER = "credcenter.web.rendering.FormRenderer"
CSRF_FAILURE_VIEW = "credcenter.web.errors.csrf_failed"

# The public address: it stands in every credential, link and mail that leaves the centre.
CREDCENTER_BASE_URL = env.url(
    "CREDCENTER_BASE_URL",
    default=last_server().get("base_url", "http://127.0.0.1:8000"),
    schemes=("https", "http"),
).rstrip("/")

# Documents answered from files in place of the network, and private addresses that
# outbound fetches may reach all the same.
CREDCENTER_PINNED_DOCUMENTS = env.existing_file("CREDCENTER_PINNED_DOCUMENTS")
CREDCENTER_FETCH_ALLOW = env.words("CREDCENTER_FETCH_ALLOW")
