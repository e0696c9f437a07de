"""A newcomer's machine: `make demo`."""

from config.settings.base import *  # noqa: F403
from config.settings.environment import env

DEBUG = env.bool("DEBUG", default=False)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_USE_FINDERS = True
