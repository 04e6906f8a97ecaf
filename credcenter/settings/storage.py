"""Files: artefacts stay private in the data folder; static files go out by WhiteNoise."""

from __future__ import annotations

from credcenter.settings.paths import BASE_DIR, DATA_DIR

# No MEDIA_URL: nothing in here is ever served by its path, only through a view that asks
# who is looking.
MEDIA_ROOT = DATA_DIR / "files"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Straight from the source folders; production collects them first.
WHITENOISE_USE_FINDERS = True
