"""Sign-in by e-mail address and password (django-allauth)."""

from __future__ import annotations

from credcenter.settings.security import CREDCENTER_RATELIMIT

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "credcenter.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Accounts come from the university's own records, so there is no address to confirm.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_FORMS = {"reset_password": "learners.forms.FirstPasswordForm"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Nobody signs up alone, so a mail that invites strangers to would lie.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
if not CREDCENTER_RATELIMIT:
    ACCOUNT_RATE_LIMITS = False
