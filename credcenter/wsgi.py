"""The web application, for gunicorn.

It has no default settings: a forgotten DJANGO_SETTINGS_MODULE must stop a public server, not start
it as a developer's machine. `./script/server` names the settings itself.
"""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

application = get_wsgi_application()

# Routes, and all that they import, are otherwise read at the first request, for which somebody waits a second.
_ROUTES = get_resolver().url_patterns

# After the applications are loaded: the checks read settings and models.
from credcenter.checks import refuse_unsafe_start  # noqa: E402

refuse_unsafe_start()
