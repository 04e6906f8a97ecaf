"""Files: artefacts stay private in the data folder; static files go out by WhiteNoise."""

from __future__ import annotations

from credcenter.settings.paths import BASE_DIR, DATA_DIR

# No MEDIA_URL: nothing in here is ever served by its path, only through a view that asks
# who is looking.
MEDIA_ROOT = DATA_DIR / "files"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Without collectstatic too; production serves what was collected.
WHITENOISE_USE_FINDERS = True
