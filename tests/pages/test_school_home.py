"""The school's home as a shop window: numbers, search and filters, voices, the teacher."""

from __future__ import annotations

import re
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from shared_apps.categories.services import create_category
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.courses.models import Course
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_course, make_enrollment, make_student
from tests.factories.people import make_user
from tests.factories.ratings import make_rating
from tests.pages.portal import cards_of, queries_of, text_of

PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def visitor(api: ApiMaker, in_alpha: ActiveTenant) -> Api:
    return api(school=in_alpha)


def profile(school: ActiveTenant, **fields: Any) -> None:
    with context.platform():
        TeacherProfile.objects.filter(tenant_id=school.id).update(**fields)


def find(client: Api, query: str) -> list[str]:
    return cards_of(client.get(f"/?{query}"))


def category(name: str, name_ar: str) -> uuid.UUID:
    with context.platform():
        return create_category(name=name, name_ar=name_ar).id


def test_phones_are_offered_the_smaller_picture_of_a_course(visitor: Api) -> None:
    key = f"tenants/{uuid.UUID(int=1)}/public/courses/{'a' * 32}.webp"
    course = make_course(title="Waves", thumbnail=key)
    offered = f'src="/media/{key}?small" srcset="/media/{key}?small 800w, /media/{key} 1600w"'
    for path, sizes in (("/", "400px, 8rem"), (f"/courses/{course.id}/", "960px, 100vw")):
        page = visitor.get(path).content.decode()
        assert offered in page
        assert sizes in page
    course.delete()
    make_course(title="Light")
    assert "srcset" not in visitor.get("/").content.decode()


class TestSearch:
    @pytest.mark.parametrize(
        ("typed", "title"),
        [
            ("الاحصاء", "مبادئ الإحصاء"),
            ("احصا", "مبادئ الإحصاء"),
            ("الهندسه", "هندسة المثلث"),
            ("مستوي", "المُستوى المائل"),
            ("3", "الصف ٣"),
            ("٣", "الصف ٣"),
            ("WAVES", "Waves"),
            ("sound wav", "Waves"),
        ],
    )
    def test_finds_whichever_way_letters_are_written(self, visitor: Api, typed: str, title: str) -> None:
        for name in ("مبادئ الإحصاء", "هندسة المثلث", "المُستوى المائل", "الصف ٣"):
            make_course(title=name, description="")
        make_course(title="Waves", description="Light and sound.")
        assert find(visitor, f"q={typed}") == [title]

    def test_every_word_must_occur(self, visitor: Api) -> None:
        make_course(title="Waves and sound")
        make_course(title="Waves")
        assert find(visitor, "q=waves") == ["Waves", "Waves and sound"]
        assert find(visitor, "q=sound+waves") == ["Waves and sound"]
        assert find(visitor, "q=100%25") == []

    def test_knows_categories_in_both_languages(self, visitor: Api) -> None:
        physics = category("Physics", "الفيزياء")
        make_course(title="Waves", category_id=physics, category_name="Physics")
        make_course(title="Sums")
        assert find(visitor, "q=فيزيا") == ["Waves"]
        assert find(visitor, "q=physics") == ["Waves"]

    def test_drafts_are_never_found(self, visitor: Api) -> None:
        make_course(title="Waves", state=Course.State.DRAFT)
        assert find(visitor, "q=waves") == []

    def test_nothing_found_says_so_and_leads_back(self, visitor: Api) -> None:
        make_course(title="Waves")
        response = visitor.get("/?q=zz")
        assert "Nothing found" in text_of(response)
        assert 'href="/#courses"' in response.content.decode()
        assert 'value="zz"' in response.content.decode()

    @pytest.mark.parametrize(
        "query", ["q=%00", "category=zz", "price=zz", "price=NaN", "price=-1", "order=zz", "page=zz"]
    )
    def test_senseless_wishes_count_as_none(self, visitor: Api, query: str) -> None:
        make_course(title="Waves")
        response = visitor.get(f"/?{query}")
        assert cards_of(response) == ["Waves"]
        assert 'class="hero' in response.content.decode()

    def test_what_was_typed_is_shown_as_text(self, visitor: Api) -> None:
        body = visitor.get('/?q="><b>x').content.decode()
        assert "<b>x" not in body


class TestFilters:
    def test_by_category(self, visitor: Api) -> None:
        physics, sums = category("Physics", "الفيزياء"), category("Sums", "الحساب")
        make_course(title="Waves", category_id=physics)
        make_course(title="Algebra", category_id=sums)
        assert find(visitor, f"category={physics}") == ["Waves"]

    def test_by_price_as_on_a_card(self, visitor: Api) -> None:
        make_course(title="Cheap", price=Decimal("100.00"))
        make_course(title="Dear", price=Decimal("150.50"))
        make_course(title="Gift", is_free=True)
        assert find(visitor, "price=150.50") == ["Dear"]
        assert find(visitor, "price=١٠٠") == ["Cheap"]
        assert find(visitor, "price=free") == ["Gift"]
        assert find(visitor, "price=paid") == ["Dear", "Cheap"]

    def test_by_order(self, visitor: Api) -> None:
        make_course(title="B", price=Decimal("20.00"), total_enrollments=9)
        make_course(title="A", price=Decimal("10.00"), average_rating=Decimal("4.5"), total_reviews=2)
        make_course(title="C", price=Decimal("30.00"))
        assert find(visitor, "order=price") == ["A", "B", "C"]
        assert find(visitor, "order=-price") == ["C", "B", "A"]
        assert find(visitor, "order=popular") == ["B", "C", "A"]
        assert find(visitor, "order=rated") == ["A", "C", "B"]

    def test_offers_what_there_is_once_there_is_a_choice(self, visitor: Api) -> None:
        physics = category("Physics", "الفيزياء")
        category("Empty", "فارغ")
        sums = category("Sums", "الحساب")
        for number in range(4):
            make_course(title=f"Course {number}", category_id=physics)
        assert "data-autosubmit" not in visitor.get("/").content.decode()
        make_course(title="Gift", is_free=True, category_id=sums)
        body = visitor.get("/").content.decode()
        offered = re.findall(r"<option value=\"[^\"]*\"[^>]*>([^<]*)", body)
        assert offered[:6] == ["All subjects", "Physics", "Sums", "Any price", "Free", "100 EGP"]
        assert "Empty" not in offered

    def test_many_prices_are_not_listed_one_by_one(self, visitor: Api) -> None:
        for number in range(14):
            make_course(title=f"Course {number}", price=Decimal(number + 1))
        make_course(is_free=True)
        body = visitor.get("/").content.decode()
        assert re.findall(r"<option value=\"(free|paid|\d[^\"]*)\"", body) == ["free", "paid"]


class TestPart:
    def test_script_gets_the_list_alone(self, visitor: Api) -> None:
        make_course(title="Waves")
        response = visitor.get("/?q=wav", **PART)
        body = response.content.decode()
        assert cards_of(response) == ["Waves"]
        assert ("<html" in body, "HX-Request" in response["Vary"]) == (False, True)
        way_back = '<a class="link" href="/#courses">Show all courses</a>'
        count = rf'<p id="shop-count" hx-swap-oob="innerHTML">\s*1 course · {way_back}\s*</p>'
        assert re.search(count, body)

    def test_going_back_gets_the_whole_page(self, visitor: Api) -> None:
        response = visitor.get("/?q=wav", **PART, HTTP_HX_HISTORY_RESTORE_REQUEST="true")
        assert "<html" in response.content.decode()


class TestSpeed:
    def test_search_costs_the_same_for_one_and_for_many(self, api: ApiMaker, in_alpha: ActiveTenant) -> None:
        student = make_student()
        client = api(school=in_alpha).sign_in(student.user)
        make_enrollment(student, make_course(title="Waves 0"))
        path = "/?q=waves&order=popular"
        one = queries_of(client, path)
        for number in range(1, 30):
            make_course(title=f"Waves {number}")
        assert queries_of(client, path) == one
        assert len(find(client, "q=waves")) == 20
        assert len(find(client, "q=waves&page=2")) == 10

    def test_voices_cost_the_same_for_one_and_for_three(self, visitor: Api) -> None:
        course = make_course()
        make_rating(make_student(), course, comment="Good.")
        one = queries_of(visitor, "/")
        for _number in range(2):
            make_rating(make_student(), course, comment="Good.")
        assert queries_of(visitor, "/") == one


class TestNumbers:
    def test_small_numbers_are_kept_quiet(self, visitor: Api, in_alpha: ActiveTenant) -> None:
        profile(in_alpha, students_count=19, courses_count=2, rating_count=4, rating_average=Decimal("5.00"))
        assert "hero-numbers" not in visitor.get("/").content.decode()
        profile(in_alpha, rating_count=50, rating_average=Decimal("3.99"))
        assert "hero-numbers" not in visitor.get("/").content.decode()

    def test_good_numbers_are_told(self, visitor: Api, in_alpha: ActiveTenant) -> None:
        profile(in_alpha, students_count=20, courses_count=3, rating_count=5, rating_average=Decimal("4.00"))
        words = text_of(visitor.get("/"))
        assert "20 students 3 courses 4.0 of five, from 5 reviews" in words


class TestVoices:
    def test_the_best_with_words_and_short_names(self, visitor: Api) -> None:
        course, draft = make_course(title="Waves"), make_course(state=Course.State.DRAFT)
        lina = make_student(make_user(first_name="Lina", last_name="Samir"))
        make_rating(lina, course, stars=5, comment="<b>Clear</b> from the start.")
        make_rating(make_student(), course, stars=5)
        make_rating(make_student(), course, stars=3, comment="So so.")
        make_rating(make_student(), course, stars=5, comment="Hidden!", hidden_at=timezone.now())
        make_rating(make_student(), draft, stars=5, comment="Drafted!")
        words = text_of(visitor.get("/"))
        assert "<b>Clear</b> from the start." in words
        assert "Lina S. Waves" in words
        for unsaid in ("Samir", "So so.", "Hidden!", "Drafted!"):
            assert unsaid not in words

    def test_without_praise_there_is_no_such_part(self, visitor: Api) -> None:
        make_rating(make_student(), make_course(), stars=3, comment="So so.")
        assert "What students say" not in text_of(visitor.get("/"))


def test_whoever_searches_gets_the_list_first(visitor: Api) -> None:
    make_course(title="Waves")
    body = visitor.get("/?q=waves").content.decode()
    assert 'class="hero' not in body
    assert '<h1 class="title" id="courses-head">' in body


def test_schools_do_not_find_each_others_courses(
    api: ApiMaker, alpha: ActiveTenant, in_beta: ActiveTenant
) -> None:
    make_course(title="Waves")
    assert find(api(school=in_beta), "q=waves") == ["Waves"]
    assert find(api(school=alpha), "q=waves") == []
