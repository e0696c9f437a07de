"""Mail: printed and kept as files until a server is named."""

from __future__ import annotations

import environ

from config.settings.environment import STATE_DIR, env

EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    globals().update(environ.Env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "shared_apps.accounts.mail.FileAndConsoleBackend"
EMAIL_FILE_PATH = str(STATE_DIR / "mail")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="EduPro <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
SUPPORT_EMAIL = env.str("SUPPORT_EMAIL", default="")
"""Where "Report a problem" at the foot of every page leads; without it the link is left out."""
