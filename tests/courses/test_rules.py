"""Titles, prices, orders."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tenant_apps.courses import errors, rules

D = Decimal


def price(amount, *, is_free=False):
    return rules.clean_price(price=amount, is_free=is_free, refusal=errors.FreeCostsNothing)


def test_title_keeps_its_words_and_loses_its_edges():
    assert rules.clean_title("  الجبر \n  للصف   الأول ") == "الجبر للصف الأول"


@pytest.mark.parametrize(
    ("title", "at_least", "refusal"),
    [
        ("", 1, errors.TitleEmpty),
        ("   ", 3, errors.TitleEmpty),
        ("ab", 3, errors.TitleTooShort),
        ("x" * 201, 1, errors.TextTooLong),
    ],
)
def test_title_is_refused(title, at_least, refusal):
    with pytest.raises(refusal):
        rules.clean_title(title, at_least=at_least)


def test_price_has_two_places():
    assert [price(None), price(D("5")), price(D("9.995"))] == [D("0.00"), D("5.00"), D("10.00")]
    assert price(D(0), is_free=True) == D("0.00")


@pytest.mark.parametrize("amount", [D("-0.01"), D("100000000")])
def test_price_out_of_bounds_is_refused(amount):
    with pytest.raises(errors.PriceRefused):
        price(amount)


def test_free_thing_costs_nothing():
    with pytest.raises(errors.FreeCostsNothing):
        price(D("0.01"), is_free=True)


@pytest.mark.parametrize(
    ("item", "up", "expected"),
    [("a", True, "abc"), ("b", True, "bac"), ("b", False, "acb"), ("c", False, "abc")],
)
def test_moving_changes_places_with_the_neighbour(item, up, expected):
    assert "".join(rules.moved("abc", item, up=up)) == expected


def test_assistants_do_not_edit():
    roles = ("owner", "instructor", "assistant", "student", "")
    assert [rules.may_edit_courses(role=role) for role in roles] == [True, True, False, False, False]
