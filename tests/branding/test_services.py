"""Where colours come from, how long they are remembered, who stands in which menu."""

import uuid

import pytest

from branding.rules import DEFAULT_SCHOOL_THEME, PLATFORM_THEME, ThemeColours, find_ready_theme
from branding.rules.navigation import NavItem
from branding.services import (
    SchoolBrand,
    brands,
    forget_brand,
    get_brand,
    list_nav_items,
    menus,
    register_brand_source,
    register_nav_item,
)

ALPHA, BETA = uuid.UUID(int=1), uuid.UUID(int=2)
LOTUS, DELTA = find_ready_theme(slug="lotus").colours, find_ready_theme(slug="delta").colours


class Schools:
    """A source that counts how often it is asked."""

    def __init__(self) -> None:
        self.rows = {ALPHA: SchoolBrand("Alpha", LOTUS), BETA: SchoolBrand("Beta", DELTA)}
        self.asked = []

    def __call__(self, tenant_id):
        self.asked.append(tenant_id)
        return self.rows.get(tenant_id)


@pytest.fixture
def schools(monkeypatch):
    monkeypatch.setattr(brands, "_source", brands._source)
    monkeypatch.setattr(brands, "_brands", {})
    monkeypatch.setattr(menus, "_places", {})
    source = Schools()
    register_brand_source(source=source)
    return source


def test_each_school_has_its_own_sheet(schools):
    alpha, beta = get_brand(tenant_id=ALPHA), get_brand(tenant_id=BETA)
    assert f"--color-brand:{LOTUS.primary}" in alpha.css
    assert f"--color-brand:{DELTA.primary}" in beta.css
    assert DELTA.primary not in alpha.css
    assert alpha.version != beta.version


def test_a_warm_call_asks_nobody(schools):
    assert get_brand(tenant_id=ALPHA) is get_brand(tenant_id=ALPHA)
    assert schools.asked == [ALPHA]


def test_forgetting_shows_the_new_colours_at_once_and_leaves_the_other_school(schools):
    before, other = get_brand(tenant_id=ALPHA), get_brand(tenant_id=BETA)
    schools.rows[ALPHA] = SchoolBrand("Alpha", DELTA)
    assert get_brand(tenant_id=ALPHA).version == before.version
    forget_brand(tenant_id=ALPHA)
    assert get_brand(tenant_id=ALPHA).palette.light["brand"] == DELTA.primary
    assert get_brand(tenant_id=ALPHA).version != before.version
    assert get_brand(tenant_id=BETA) is other
    assert schools.asked == [ALPHA, BETA, ALPHA]


def test_an_old_answer_is_asked_again_but_not_built_again(schools, monkeypatch):
    before = get_brand(tenant_id=ALPHA)
    monkeypatch.setattr(brands, "FRESH_SECONDS", 0.0)
    assert get_brand(tenant_id=ALPHA) is before
    assert schools.asked == [ALPHA, ALPHA]


def test_without_colours_and_without_school_there_are_defaults(schools):
    schools.rows[ALPHA] = SchoolBrand("Alpha", None)
    assert get_brand(tenant_id=ALPHA).palette.light["brand"] == DEFAULT_SCHOOL_THEME.colours.primary
    assert (
        get_brand(tenant_id=uuid.UUID(int=9)).palette.light["brand"] == DEFAULT_SCHOOL_THEME.colours.primary
    )
    assert get_brand(tenant_id=None).palette.light["brand"] == PLATFORM_THEME.colours.primary
    assert None not in schools.asked


def test_name_or_logo_alone_changes_the_version(schools):
    before = get_brand(tenant_id=ALPHA)
    schools.rows[ALPHA] = SchoolBrand("Alpha", LOTUS, logo_url="/media/logo.png")
    forget_brand(tenant_id=ALPHA)
    assert get_brand(tenant_id=ALPHA).css == before.css
    assert get_brand(tenant_id=ALPHA).version != before.version


def test_memory_stays_bounded(schools, monkeypatch):
    monkeypatch.setattr(brands, "_CACHE_LIMIT", 3)
    for number in range(10):
        get_brand(tenant_id=uuid.UUID(int=100 + number))
    assert len(brands._brands) == 3


def test_menu_is_in_order_and_a_key_stands_once(schools):
    register_nav_item(audience="teacher", item=NavItem("b", "B", "users", "x", order=2))
    register_nav_item(audience="teacher", item=NavItem("a", "A", "users", "x", order=1))
    register_nav_item(audience="teacher", item=NavItem("b", "B again", "users", "x", order=3))
    register_nav_item(audience="student", item=NavItem("c", "C", "users", "x"))
    assert [item.label for item in list_nav_items(audience="teacher")] == ["A", "B again"]
    assert list_nav_items(audience="operator") == []


def test_theme_colours_are_values():
    assert ThemeColours(*["#000000"] * 6) == ThemeColours(*["#000000"] * 6)
