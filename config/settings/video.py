"""Videos: the platform's account at VdoCipher, where its player is, how long to wait for it.

Without a key here, and without one of the school, videos are kept in our own storage.
"""

from __future__ import annotations

from datetime import timedelta

from config.settings.environment import env

VDOCIPHER_API_SECRET = env.str("VDOCIPHER_API_SECRET", default="")
VDOCIPHER_BASE_URL = env.str("VDOCIPHER_BASE_URL", default="https://dev.vdocipher.com/api")
VDOCIPHER_PLAYER_URL = env.str("VDOCIPHER_PLAYER_URL", default="https://player.vdocipher.com/v2/")
VDOCIPHER_UPLOAD_ORIGINS = env.list("VDOCIPHER_UPLOAD_ORIGINS", default=["https://*.amazonaws.com"])
"""Where browsers upload to; the pages that do it are allowed to talk to these."""

VDOCIPHER_TIMEOUTS = (3.0, 10.0)
"""Seconds to reach it, and to wait for its next bytes."""
VDOCIPHER_TICKET_LIFETIME = timedelta(seconds=300)
"""How long a one-time ticket to play is good for; the service advises no less."""
VDOCIPHER_GIVE_UP = timedelta(hours=6)
"""A video that is not ready by then is told as failed: the service has no word for it."""
VDOCIPHER_ABANDONED = timedelta(hours=24)
"""A reserved place that no lesson took by then is given back."""

# The program (name or path) that keeps our own videos in pieces too; without it they play as files.
FFMPEG = env.str("FFMPEG", default="ffmpeg")
