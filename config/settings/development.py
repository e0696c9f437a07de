"""A newcomer's machine: `make demo`."""

from config.settings.base import *
from config.settings.environment import env

DEBUG = env.bool("DEBUG", default=False)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
# The static server wants its folder to exist, though here it looks beside the code.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
