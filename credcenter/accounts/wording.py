"""What django-allauth says, where its own Korean reads badly: marked here, it is in our catalogue, which comes first."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SAID_ANEW = (
    gettext_noop("Successfully signed in as %(name)s."),
    gettext_noop("You have signed out."),
    gettext_noop("Remember Me"),
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("Be patient, you are sending too many requests."),
    gettext_noop("Incorrect password."),
    gettext_noop("Please type your current password."),
    gettext_noop("You must type the same password each time."),
    gettext_noop("Password successfully changed."),
    gettext_noop("Password successfully set."),
    gettext_noop("The password reset token was invalid."),
)
