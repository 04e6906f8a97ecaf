"""Outgoing mail. Development writes it to files, production sends it by SMTP."""

from __future__ import annotations

from credcenter.settings import env

DEFAULT_FROM_EMAIL = env.text("CREDCENTER_MAIL_FROM", default="credcenter@localhost")
EMAIL_HOST = env.text("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.integer("EMAIL_PORT", default=25, least=1)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD", default="")
# STARTTLS, as on port 587.
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 20

# Who may decide on a case that has waited so many days gets a mail, once in so many days.
CREDCENTER_REMIND_AFTER_DAYS = env.integer("CREDCENTER_REMIND_AFTER_DAYS", default=7, least=1)
CREDCENTER_REMIND_EVERY_DAYS = env.integer("CREDCENTER_REMIND_EVERY_DAYS", default=7, least=1)
