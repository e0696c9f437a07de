"""How long a sign-up waits for its school: from the stock, and made in place.

python -m deploy.measure provisioning
"""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone

from deploy.measure.figures import said, seconds_of
from deploy.measure.own_database import own_database
from tenants.provision import claim_school, refill_stock

CLAIMS = 50
"""Sign-ups measured each way."""


def main(arguments: list[str]) -> None:
    with own_database(), override_settings(TENANT_SPARES=0):
        claim("warm-up-school")
        print(
            said(
                "made in place",
                [seconds_of(partial(claim, f"bare-{n:03d}-school")) for n in range(CLAIMS)],
            )
        )
    with own_database(), override_settings(TENANT_SPARES=CLAIMS + 1):
        made = []
        whole = seconds_of(lambda: made.append(refill_stock()))
        print(f"stock: {made[0]} schemas in {whole:.1f} s, {1000 * whole / made[0]:.0f} ms each")
        # No refilling beside it: this measures what a person waits for.
        with override_settings(TENANT_SPARES=0):
            claim("warm-up-school")
            times = [seconds_of(partial(claim, f"stock-{n:03d}-school")) for n in range(CLAIMS)]
        print(said("from the stock", times))


def claim(username: str) -> None:
    with transaction.atomic():
        claim_school(username=username, language="ar", currency="EGP", country="EG", now=timezone.now())
