"""One-time codes under parallel guesses."""

from __future__ import annotations

import itertools

from django.utils import timezone

from shared_apps.accounts.errors import CodeWrong
from shared_apps.accounts.models import OneTimeCode, User
from shared_apps.accounts.rules import CODE_ALPHABET, clean_code, code_of
from shared_apps.accounts.services import request_password_code, reset_password, verify_password_code
from shared_apps.accounts.services.one_time import code_to_mail
from tests.factories import make_user
from tests.parallel import run_parallel


def ask(user: User) -> str:
    code = request_password_code(email=user.email, address="127.0.0.1", now=timezone.now())
    assert code is not None
    return code_to_mail(code=code)


def test_two_hundred_parallel_guesses_are_five_comparisons(committed, alpha):
    user = make_user()
    right = ask(user)
    guesses = ["WRONG2"] * 100 + [right] * 0 + ["WRONG3"] * 100
    now = timezone.now()
    answers = run_parallel(
        [lambda g=g: verify_password_code(email=user.email, code=g, now=now) for g in guesses], threads=8
    )
    assert all(isinstance(answer, CodeWrong) for answer in answers)
    assert OneTimeCode.objects.get().tries == 5
    [late] = run_parallel([lambda: verify_password_code(email=user.email, code=right, now=now)])
    assert isinstance(late, CodeWrong)
    print("200 parallel guesses: 5 comparisons")


def test_five_parallel_confirmations_spend_the_code_once(committed, alpha):
    user = make_user()
    code = ask(user)
    passwords = [f"Better-Horse-{n}" for n in range(5)]
    answers = run_parallel(
        [
            lambda p=p: reset_password(email=user.email, code=code, new_password=p, now=timezone.now())
            for p in passwords
        ],
        threads=5,
    )
    winners = [p for p, answer in zip(passwords, answers, strict=True) if isinstance(answer, User)]
    assert len(winners) == 1
    assert User.objects.get(pk=user.pk).check_password(winners[0])


def test_parallel_requests_leave_one_open_code(committed, alpha):
    user = make_user()
    run_parallel(
        [lambda: request_password_code(email=user.email, address="", now=timezone.now())] * 5, threads=5
    )
    assert OneTimeCode.objects.filter(used_at=None).count() == 1


def test_codes_have_six_readable_characters():
    codes = [code_of(key=b"k" * 32, seed=bytes([n, m])) for n, m in itertools.product(range(40), range(40))]
    assert {len(code) for code in codes} == {6}
    assert set("".join(codes)) == set(CODE_ALPHABET)
    assert len(set(codes)) == len(codes)
    assert not set("0O1IL") & set(CODE_ALPHABET)


def test_typed_codes_are_forgiven_their_look():
    assert clean_code(" ab-c ٢٣٤ ") == "ABC234"
