"""Every address of the centre: the one module that sees all apps."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from credcenter.web import theme

urlpatterns = [
    path("", include("programs.urls")),
    path("", include("badges.urls")),
    path("", include("learners.urls")),
    path("accounts/", include("credcenter.accounts.urls")),
    path("theme/", theme.choose, name="choose_theme"),
    path("language/", set_language, name="set_language"),
]

handler400 = "credcenter.web.errors.bad_request"
handler403 = "credcenter.web.errors.permission_denied"
handler404 = "credcenter.web.errors.not_found"
handler500 = "credcenter.web.errors.server_error"
