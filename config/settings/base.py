"""What every way of running has in common."""

from __future__ import annotations

from config.settings.api import *  # noqa: F403
from config.settings.apps import *  # noqa: F403
from config.settings.background import *  # noqa: F403
from config.settings.database import *  # noqa: F403
from config.settings.environment import BASE_DIR, STATE_DIR, env  # noqa: F401
from config.settings.identity import *  # noqa: F403
from config.settings.languages import *  # noqa: F403
from config.settings.limits import *  # noqa: F403
from config.settings.logs import *  # noqa: F403
from config.settings.mail import *  # noqa: F403
from config.settings.pages import *  # noqa: F403
from config.settings.security import *  # noqa: F403
from config.settings.storage import *  # noqa: F403
