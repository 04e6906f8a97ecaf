"""Files: artefacts stay private, in the data folder or a bucket; static files go out by WhiteNoise."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured

from credcenter.fonts import made as fonts
from credcenter.settings import env
from credcenter.settings.paths import BASE_DIR, DATA_DIR

# No MEDIA_URL: nothing in here is ever served by its path, only through a view that asks
# who is looking.
MEDIA_ROOT = DATA_DIR / "files"


def storage_at(address: str) -> dict[str, Any]:
    """Django's description of a storage: the data folder, or `s3://BUCKET/PREFIX?endpoint=URL&region=NAME`."""
    if not address:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query))
    endpoint, region = asked.pop("endpoint", ""), asked.pop("region", "us-east-1")
    is_whole = parts.scheme == "s3" and parts.netloc and not parts.username and not asked
    if not is_whole or (endpoint and urlsplit(endpoint).scheme not in {"https", "http"}):
        raise ImproperlyConfigured(
            "CREDCENTER_STORAGE must look like s3://BUCKET/PREFIX?endpoint=https://HOST&region=NAME."
        )
    options: dict[str, Any] = {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "region_name": region,
        # Without them the client looks where Amazon's tools do: a profile, the machine's role.
        "access_key": env.secret("AWS_ACCESS_KEY_ID", default="") or None,
        "secret_key": env.secret("AWS_SECRET_ACCESS_KEY", default="") or None,
    }
    if endpoint:
        options |= {"endpoint_url": endpoint, "addressing_style": "path"}
    return {"BACKEND": "badges.adapters.s3.S3Storage", "OPTIONS": options}


STATIC_URL = "/static/"
# Noto Sans KR, made at set-up (`python -m credcenter.fonts`): web fonts, and TTFs for pictures and PDF.
FONT_FOLDER = fonts.FOLDER
STATICFILES_DIRS: list[Any] = [BASE_DIR / "static", ("fonts", FONT_FOLDER / fonts.WEB)]
STORAGES = {
    "default": storage_at(env.text("CREDCENTER_STORAGE", default="")),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Straight from the source folders; production collects them first.
WHITENOISE_USE_FINDERS = True
