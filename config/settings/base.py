"""What every way of running has in common."""

from __future__ import annotations

from config.settings.api import *
from config.settings.apps import *
from config.settings.background import *
from config.settings.database import *
from config.settings.environment import BASE_DIR, STATE_DIR, env  # noqa: F401
from config.settings.identity import *
from config.settings.languages import *
from config.settings.limits import *
from config.settings.logs import *
from config.settings.mail import *
from config.settings.pages import *
from config.settings.security import *
from config.settings.storage import *
from config.settings.video import *
