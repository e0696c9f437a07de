"""How long from a teacher's press to a school that answers, over HTTP, with the password hash of production.

python -m deploy.measure signup
"""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.test import Client
from django.test.utils import override_settings

from deploy.measure.figures import said, seconds_of
from deploy.measure.own_database import own_database
from tenants.provision import refill_stock

SIGN_UPS = 50
ARGON2 = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def main(arguments: list[str]) -> None:
    # No refilling beside it: this measures what a person waits for.
    for name, stock in (("without stock", 0), ("with stock", SIGN_UPS + 1)):
        with own_database(), override_settings(PASSWORD_HASHERS=ARGON2, SCHOOLS_PER_ADDRESS_PER_DAY=1000):
            with override_settings(TENANT_SPARES=stock):
                refill_stock()
            with override_settings(TENANT_SPARES=0):
                sign_up(0)
                print(said(name, [seconds_of(partial(sign_up, n)) for n in range(1, SIGN_UPS + 1)]))


def sign_up(number: int) -> None:
    """Register over the API and open the new school's front page."""
    client, username = Client(), f"measured-{number:03d}"
    answer = client.post(
        "/api/v1/teacher/teacher-register/",
        {
            "first_name": "Measured",
            "last_name": "Example",
            "username": username,
            "email": f"{username}@measured.example",
            "phone": f"0103{number:07d}",
            "password1": "right-Horse-7",
            "password2": "right-Horse-7",
        },
        headers={"host": settings.PLATFORM_DOMAIN},
    )
    if answer.status_code != 201:
        raise RuntimeError(answer.content.decode())
    page = client.get("/", headers={"host": f"{username}.{settings.PLATFORM_DOMAIN}"})
    if page.status_code != 200:
        raise RuntimeError(f"the school answered {page.status_code}")
