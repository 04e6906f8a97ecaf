"""Languages and time."""

from __future__ import annotations

from credcenter.settings.paths import BASE_DIR

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
FORMAT_MODULE_PATH = "credcenter.formats"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Seoul"
USE_I18N = True
USE_TZ = True
