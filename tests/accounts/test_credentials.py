"""Passwords are compared as rarely as promised, and as often for unknown names as for known ones."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.utils import timezone

from shared_apps.accounts.errors import CredentialsWrong, SignInLocked
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import address_prefix
from shared_apps.accounts.services import check_credentials
from shared_apps.kernel.models import AttemptCounter
from tests.factories import PASSWORD, make_user
from tests.parallel import run_parallel

seen: list[str] = []


class CountingHasher(MD5PasswordHasher):
    """Notes each computed hash."""

    def encode(self, password: str, salt: str) -> str:
        seen.append(password)
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def _counted(settings: Any) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    seen.clear()


def check(login: str, password: str, *, address: str = "10.0.0.1", tenant_id: Any = None) -> User:
    return check_credentials(
        login=login,
        password=password,
        tenant_id=tenant_id,
        region="EG",
        address=address,
        now=timezone.now(),
    )


@pytest.mark.parametrize("login", ["bob", "bob@people.example", "nobody", "nobody@people.example", ""])
def test_one_hash_whoever_is_meant(db, login):
    make_user(username="bob")
    seen.clear()
    with pytest.raises(CredentialsWrong):
        check(login, "wrong")
    assert seen == ["wrong"]


def test_person_without_a_usable_password_costs_one_hash_too(db):
    user = make_user(username="bob")
    user.set_unusable_password()
    user.save()
    seen.clear()
    with pytest.raises(CredentialsWrong):
        check("bob", "wrong")
    assert len(seen) == 1


def test_two_hundred_parallel_guesses_are_five_comparisons(committed, alpha):
    make_user(username="bob")
    seen.clear()
    answers = run_parallel([lambda n=n: check("bob", f"guess{n}") for n in range(200)], threads=16)
    assert sum(isinstance(answer, CredentialsWrong) for answer in answers) == 5
    assert sum(isinstance(answer, SignInLocked) for answer in answers) == 195
    assert len(seen) == 5
    print("200 parallel passwords: 5 comparisons")


def test_lock_is_of_one_account_at_one_school_from_one_address(alpha, beta):
    bob, carol = make_user(username="bob"), make_user(username="carol")
    for _try in range(5):
        with pytest.raises(CredentialsWrong):
            check("bob", "wrong", tenant_id=alpha.id)
    with pytest.raises(SignInLocked) as locked:
        check("bob", PASSWORD, tenant_id=alpha.id)
    assert 0 < locked.value.retry_after <= 301
    assert check("carol", PASSWORD, tenant_id=alpha.id) == carol
    assert check("bob", PASSWORD, tenant_id=alpha.id, address="10.0.0.2") == bob
    assert check("bob", PASSWORD, tenant_id=beta.id) == bob
    assert check("bob", PASSWORD) == bob


def test_success_leaves_no_counter(db):
    make_user(username="bob")
    check("bob", PASSWORD)
    assert AttemptCounter.objects.count() == 0


def test_addresses_are_counted_by_household():
    assert address_prefix("10.0.0.1") == "10.0.0.1"
    assert address_prefix("2001:db8:1:2:aaaa::1") == address_prefix("2001:db8:1:2::9") == "2001:db8:1:2::"
    assert address_prefix("2001:db8:1:3::9") != address_prefix("2001:db8:1:2::9")
    assert address_prefix("") == address_prefix("what") == "unknown"
