"""Categories: few, named once, listed from the cache."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage

from shared_apps.categories.errors import CategoryNameTaken
from shared_apps.categories.selectors import find_category, list_categories
from shared_apps.categories.services import create_category, update_category
from shared_apps.kernel.errors import NotFound
from tenants import context
from tests.uploads import picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _committing(django_capture_on_commit_callbacks):
    """The cache is emptied after commit; tests run in a transaction that never commits."""
    with django_capture_on_commit_callbacks(execute=True):
        yield


def test_category_is_listed_in_its_place():
    create_category(name="  Physics ", position=2)
    create_category(name="Algebra", name_ar="الجبر", position=1)
    cards = list_categories()
    assert [(card.name, card.name_in("ar"), card.name_in("en")) for card in cards] == [
        ("Algebra", "الجبر", "Algebra"),
        ("Physics", "Physics", "Physics"),
    ]


def test_list_asks_the_database_once(django_assert_num_queries):
    create_category(name="Algebra")
    with django_assert_num_queries(1):
        first = list_categories()
    with django_assert_num_queries(0):
        assert list_categories() == first
        assert find_category(number=first[0].number) == first[0]
        assert find_category(category_id=first[0].id) == first[0]
        assert find_category(number=1) is None


def test_change_is_seen_after_commit(django_capture_on_commit_callbacks):
    category = create_category(name="Algebra")
    assert [card.name for card in list_categories()] == ["Algebra"]
    with django_capture_on_commit_callbacks(execute=True):
        update_category(number=category.number, changes={"name": "Geometry"})
    assert [card.name for card in list_categories()] == ["Geometry"]


def test_name_is_taken_whatever_its_case():
    create_category(name="Algebra")
    other = create_category(name="Physics")
    with pytest.raises(CategoryNameTaken):
        create_category(name="ALGEBRA")
    with pytest.raises(CategoryNameTaken):
        update_category(number=other.number, changes={"name": "algebra "})
    update_category(number=other.number, changes={"name": "physics"})


def test_unknown_category_is_missing():
    with pytest.raises(NotFound):
        update_category(number=5, changes={"name": "x"})


def test_icon_belongs_to_the_platform_even_inside_a_school(alpha, django_capture_on_commit_callbacks):
    with context.enter(alpha):
        category = create_category(name="Algebra", icon=picture())
    former = category.icon.name
    assert former.startswith("platform/public/categories/")
    with django_capture_on_commit_callbacks(execute=True):
        changed = update_category(number=category.number, changes={"icon": picture()})
    assert default_storage.exists(former) is False
    assert default_storage.exists(changed.icon.name) is True
