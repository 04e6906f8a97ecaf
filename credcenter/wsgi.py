"""The web application, for gunicorn."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credcenter.settings.dev")

application = get_wsgi_application()

# After the applications are loaded: the checks read settings and models.
from credcenter.checks import refuse_unsafe_start  # noqa: E402

refuse_unsafe_start()
