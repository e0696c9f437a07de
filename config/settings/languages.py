"""Languages, time, digits."""

from __future__ import annotations

from config.settings.environment import BASE_DIR, env

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = ["config.formats"]
