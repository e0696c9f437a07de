"""Templates."""

from __future__ import annotations

from config.settings.environment import env

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "branding.templatetags.dates"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shared_apps.accounts.web.context.page_context",
                "shared_apps.operations.web.context.notice_context",
            ],
        },
    }
]
COTTON_DIR = "cotton"

OFFLINE_PAGES = env.bool("OFFLINE_PAGES", default=True)
"""Whether browsers keep the shell of portals for a cut line; off takes it away from those that have it."""
