"""How often: tries of secrets (counted in the database) and requests (counted in the cache)."""

from __future__ import annotations

from datetime import timedelta

from config.settings.environment import env

SIGN_IN_TRIES = 5
SIGN_IN_WINDOW = timedelta(minutes=5)
SIGN_IN_LONGEST_LOCK = timedelta(hours=1)
CODE_REQUESTS_PER_HOUR = 5
SIGN_UPS_PER_ADDRESS_PER_DAY = 200
SCHOOLS_PER_ADDRESS_PER_DAY = 50
INVITATIONS_PER_DAY = 30
"""How many people a school may ask into its team; each is a mail to an address that somebody typed."""
INVITATION_MAILS_PER_DAY = 3
"""How often a day one invitation may be mailed again."""
WRONG_ACCESS_CODES = 10
WRONG_ACCESS_CODES_WINDOW = timedelta(minutes=15)

# A page of one student is about 300 small calls within seconds, and a classroom shares one
# address: limits per person are generous, per address ten times that.
REQUESTS_PER_MINUTE_SIGNED_IN = 1200
REQUESTS_PER_MINUTE_ANONYMOUS = 3000

TRUST_REAL_IP = env.bool("TRUST_REAL_IP", default=False)
"""True behind a proxy that overwrites X-Real-IP."""
