from __future__ import annotations

from decimal import Decimal

import pytest

from tenant_apps.ratings import errors, rules


@pytest.mark.parametrize(
    ("total", "count", "average"),
    [(0, 0, "0.00"), (5, 1, "5.00"), (14, 3, "4.67"), (13, 3, "4.33"), (9, 2, "4.50"), (33, 8, "4.13")],
)
def test_average_is_rounded_half_up_to_two_places(total, count, average):
    assert rules.tally(total=total, count=count) == rules.Tally(Decimal(average), count)


def test_spread_of_nothing_has_five_empty_bars():
    found = rules.spread(counts={})
    assert found.tally == rules.Tally(Decimal("0.00"), 0)
    assert [(bar.stars, bar.count, bar.percent) for bar in found.bars] == [
        (5, 0, 0),
        (4, 0, 0),
        (3, 0, 0),
        (2, 0, 0),
        (1, 0, 0),
    ]


def test_spread_runs_from_most_stars_to_one_in_whole_percent():
    found = rules.spread(counts={5: 2, 3: 1})
    assert found.tally == rules.Tally(Decimal("4.33"), 3)
    assert [(bar.stars, bar.count, bar.percent) for bar in found.bars] == [
        (5, 2, 67),
        (4, 0, 0),
        (3, 1, 33),
        (2, 0, 0),
        (1, 0, 0),
    ]


@pytest.mark.parametrize("stars", [-1, 0, 6, 10**20])
def test_stars_are_one_to_five(stars):
    with pytest.raises(errors.StarsRefused):
        rules.clean_stars(stars)
    assert [rules.clean_stars(good) for good in (1, 5)] == [1, 5]


def test_comment_of_500_characters_fits_however_its_lines_end():
    longest = "ا" * 249 + "\r\n" + "ب" * 250
    assert rules.clean_comment(f"  {longest} ") == "ا" * 249 + "\n" + "ب" * 250
    with pytest.raises(errors.CommentTooLong):
        rules.clean_comment("x" * 501)


def test_reply_of_1000_characters_fits_and_an_empty_one_is_none():
    assert (len(rules.clean_reply("x" * 1000)), rules.clean_reply("  \n")) == (1000, "")
    with pytest.raises(errors.ReplyTooLong):
        rules.clean_reply("x" * 1001)


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 201])
def test_hiding_needs_a_short_reason(reason):
    with pytest.raises(errors.ReasonRefused):
        rules.clean_reason(reason)
    assert rules.clean_reason(" rude \n words ") == "rude words"


def test_only_the_owner_moderates():
    roles = ("owner", "instructor", "assistant", "")
    assert {role: rules.may_moderate(role=role) for role in roles} == {
        "owner": True,
        "instructor": False,
        "assistant": False,
        "": False,
    }
