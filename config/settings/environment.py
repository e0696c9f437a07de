"""Where settings come from: the process environment, then `.env` beside `manage.py`."""

from __future__ import annotations

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent.parent
STATE_DIR = Path(environ.Env().str("EDUPRO_STATE_DIR", default=str(BASE_DIR / ".edupro")))
"""Everything that a running copy writes beside its database: uploads, mail, generated keys."""

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env", overwrite=False)
