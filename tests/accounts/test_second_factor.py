"""The second factor: RFC 6238's own figures, one use of each code, recovery codes, counted tries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from shared_apps.accounts.errors import FactorCodeWrong, FactorMissing, FactorPresent
from shared_apps.accounts.models import RecoveryCode, SecondFactor, User
from shared_apps.accounts.rules import find_step, seed_address, seed_text, step_of, totp_code
from shared_apps.accounts.services.second_factor import (
    begin_enrolment,
    check_second_factor,
    confirm_enrolment,
    count_recovery_codes,
    has_second_factor,
    remove_second_factor,
    renew_recovery_codes,
)
from shared_apps.kernel.errors import TooManyAttempts
from shared_apps.kernel.models import AuditEntry
from tests.factories import make_admin
from tests.operations.app import code_of, set_up
from tests.parallel import run_parallel

SEED = b"12345678901234567890"
NOW = timezone.now().replace(microsecond=0)
STEP = timedelta(seconds=30)


@pytest.fixture
def olga(db):
    return make_admin(username="olga")


@pytest.mark.parametrize(
    ("timestamp", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_the_standard(timestamp, code):
    assert totp_code(seed=SEED, step=step_of(timestamp=timestamp), digits=8) == code
    assert totp_code(seed=SEED, step=step_of(timestamp=timestamp)) == code[2:]


def test_a_code_is_good_one_step_around():
    code = totp_code(seed=SEED, step=100)
    assert [find_step(seed=SEED, code=code, now_step=step) for step in range(97, 104)] == [
        None,
        None,
        100,
        100,
        100,
        None,
        None,
    ]
    assert find_step(seed=SEED, code="٤", now_step=100) is None


def test_address_for_the_app():
    assert seed_text(seed=SEED) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert seed_address(seed=SEED, issuer="Edu Pro", account="olga") == (
        "otpauth://totp/Edu%20Pro:olga?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Edu%20Pro"
    )


def test_setting_up_shows_one_seed_until_it_is_confirmed(olga):
    first = begin_enrolment(user=olga)
    assert begin_enrolment(user=olga) == first
    assert has_second_factor(user=olga) is False
    with pytest.raises(FactorCodeWrong):
        confirm_enrolment(user=olga, code="000000x", now=NOW)
    codes = confirm_enrolment(user=olga, code=code_of(olga, NOW), now=NOW)
    assert (len(set(codes)), {len(code) for code in codes}) == (10, {10})
    assert has_second_factor(user=olga) is True
    with pytest.raises(FactorPresent):
        begin_enrolment(user=olga)
    with pytest.raises(FactorPresent):
        confirm_enrolment(user=olga, code=code_of(olga, NOW + STEP), now=NOW + STEP)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id) == ("second_factor.set_up", olga.pk)


def test_seed_and_codes_are_not_stored_readable(olga):
    shown = begin_enrolment(user=olga)
    codes = confirm_enrolment(user=olga, code=code_of(olga, NOW), now=NOW)
    assert shown.text not in SecondFactor.objects.get().seed
    assert set(codes) & set(RecoveryCode.objects.values_list("digest", flat=True)) == set()


def test_a_code_counts_once_and_no_older_one_after_it(olga):
    set_up(olga, NOW)
    later = NOW + STEP
    with pytest.raises(FactorCodeWrong):
        check_second_factor(user=olga, code=code_of(olga, NOW), now=NOW)
    check_second_factor(user=olga, code=code_of(olga, later), now=later)
    with pytest.raises(FactorCodeWrong):
        check_second_factor(user=olga, code=code_of(olga, later), now=later)
    with pytest.raises(FactorCodeWrong):
        check_second_factor(user=olga, code=code_of(olga, NOW), now=later)


def test_arabic_digits_and_spaces_are_understood(olga):
    set_up(olga, NOW)
    later = NOW + STEP
    typed = code_of(olga, later).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    check_second_factor(user=olga, code=f" {typed[:3]} {typed[3:]} ", now=later)


def test_a_recovery_code_opens_once(olga):
    codes = set_up(olga, NOW)
    check_second_factor(user=olga, code=f"{codes[0][:5]}-{codes[0][5:].lower()}", now=NOW)
    assert count_recovery_codes(user=olga) == 9
    with pytest.raises(FactorCodeWrong):
        check_second_factor(user=olga, code=codes[0], now=NOW)


def test_another_persons_codes_are_wrong(olga):
    other = make_admin(username="oscar")
    set_up(olga, NOW)
    theirs = set_up(other, NOW)
    for code in (theirs[0], code_of(other, NOW + STEP)):
        with pytest.raises(FactorCodeWrong):
            check_second_factor(user=olga, code=code, now=NOW + STEP)


def test_new_recovery_codes_end_the_former(olga):
    former = set_up(olga, NOW)
    later = NOW + STEP
    fresh = renew_recovery_codes(user=olga, code=code_of(olga, later), now=later)
    assert count_recovery_codes(user=olga) == 10
    with pytest.raises(FactorCodeWrong):
        check_second_factor(user=olga, code=former[0], now=later)
    check_second_factor(user=olga, code=fresh[0], now=later)


def test_wrong_codes_are_counted(olga):
    set_up(olga, NOW)
    for _try in range(5):
        with pytest.raises(FactorCodeWrong):
            check_second_factor(user=olga, code="123", now=NOW + STEP)
    with pytest.raises(TooManyAttempts):
        check_second_factor(user=olga, code=code_of(olga, NOW + STEP), now=NOW + STEP)


def test_without_an_app_no_code_is_right(olga):
    with pytest.raises(FactorMissing):
        check_second_factor(user=olga, code="123456", now=NOW)
    begin_enrolment(user=olga)
    with pytest.raises(FactorMissing):
        check_second_factor(user=olga, code=code_of(olga, NOW), now=NOW)


def test_removing_it_lets_the_person_set_up_anew(olga):
    assert remove_second_factor(user=olga) is False
    set_up(olga, NOW)
    assert remove_second_factor(user=olga) is True
    assert (has_second_factor(user=olga), RecoveryCode.objects.count()) == (False, 0)


def test_of_many_at_once_one_gets_in(committed):
    olga = make_admin(username="olga")
    set_up(olga, NOW)
    later = NOW + STEP
    code = code_of(olga, later)

    def enter() -> str:
        try:
            check_second_factor(user=User.objects.get(username="olga"), code=code, now=later)
        except (FactorCodeWrong, TooManyAttempts):
            return "refused"
        return "in"

    answers = run_parallel([enter] * 8)
    assert sorted(map(str, answers)) == ["in", *["refused"] * 7]


def test_command_forgets_the_app(olga, capsys):
    set_up(olga, NOW)
    call_command("reset_second_factor", "olga")
    call_command("reset_second_factor", "olga")
    assert capsys.readouterr().out == (
        "olga sets up a new app at the next sign-in.\nolga had no second factor.\n"
    )
    with pytest.raises(CommandError, match="There is nobody called nobody"):
        call_command("reset_second_factor", "nobody")
