"""A service that is down is left alone for a while, then tried by one."""

from __future__ import annotations

import pytest

from shared_apps.kernel.breakers import Breaker


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def breaker(clock):
    return Breaker(clock=lambda: clock[0])


def test_opens_after_five_failures_within_thirty_seconds(breaker, clock):
    for _ in range(4):
        breaker.failed()
    assert breaker.may_ask()
    clock[0] = 31
    breaker.failed()
    assert breaker.may_ask()
    for _ in range(4):
        breaker.failed()
    assert not breaker.may_ask()


def test_lets_one_try_after_the_pause(breaker, clock):
    open_up(breaker)
    clock[0] = 19.9
    assert not breaker.may_ask()
    clock[0] = 20
    assert [breaker.may_ask(), breaker.may_ask()] == [True, False]
    breaker.succeeded()
    assert [breaker.may_ask(), breaker.may_ask()] == [True, True]


def test_failed_try_starts_the_pause_again(breaker, clock):
    open_up(breaker)
    clock[0] = 20
    assert breaker.may_ask()
    breaker.failed()
    clock[0] = 39
    assert not breaker.may_ask()
    clock[0] = 40
    assert breaker.may_ask()


def test_try_that_says_nothing_blocks_for_one_pause_only(breaker, clock):
    open_up(breaker)
    clock[0] = 20
    assert breaker.may_ask()
    clock[0] = 40
    assert breaker.may_ask()


def open_up(breaker):
    for _ in range(5):
        breaker.failed()
