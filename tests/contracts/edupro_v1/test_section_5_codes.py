"""Section 5 of the contract: coupons, that is access codes."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from shared_apps.kernel.models import number_of
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.coupons.models import AccessCode, CodeUse
from tenants import context
from tests.contracts.edupro_v1.words import NO_PERMISSION, NOT_FOUND, NOT_TEACHER
from tests.factories import make_code, make_staff, make_student, make_user, owner_of

BASE = "/api/v1/coupon"
NOW = timezone.now()


@pytest.fixture
def bob(api, alpha, in_alpha):
    return api(school=alpha).sign_in(make_student(username="bob").user)


@pytest.fixture
def helper(api, alpha, in_alpha):
    return api(school=alpha).sign_in(make_staff("assistant").user, kind="staff")


def told(code, teacher):
    """A code as the document shows it."""
    return {
        "id": code.number,
        "teacher": teacher,
        "code": code.code,
        "status": code.status,
        "max_uses": code.max_uses,
        "used_count": code.used_count,
        "expiration_date": code.expires_at.isoformat().replace("+00:00", "Z"),
        "price": float(code.price),
        "is_active": code.is_active,
        "date": code.created_at.isoformat().replace("+00:00", "Z"),
    }


@pytest.fixture
def teacher(alpha):
    return TeacherProfile.objects.get(tenant_id=alpha.id).number


def use_of(code, **fields):
    return CodeUse.objects.create(
        access_code=code,
        student_id=uuid.uuid4(),
        student_number=1,
        course_id=uuid.uuid4(),
        price=code.price,
        **{"student_name": "Bob Tester", "course_title": "Algebra", "used_at": NOW, **fields},
    )


class TestCreate:
    @pytest.mark.parametrize("format", ["json", "multipart"])
    def test_makes_codes_and_answers_them_bare(self, alice, in_alpha, teacher, format):
        body = {"number_of_coupons": 3, "price": "150.00"}
        answer = alice.post(f"{BASE}/create/", body, status=201, format=format).json()

        codes = list(AccessCode.objects.order_by("-created_at", "id"))
        assert answer == [told(code, teacher) for code in codes]
        assert [(code.price, code.max_uses, len(code.code)) for code in codes] == [
            (Decimal("150.00"), 1, 10)
        ] * 3
        assert {code.expires_at - code.created_at < timedelta(days=30, seconds=1) for code in codes} == {True}

    @pytest.mark.parametrize(
        ("body", "errors"),
        [
            (
                {},
                {"number_of_coupons": ["This field is required."], "price": ["This field is required."]},
            ),
            (
                {"number_of_coupons": 0, "price": "1"},
                {"number_of_coupons": ["Ensure this value is greater than or equal to 1."]},
            ),
            (
                {"number_of_coupons": 5001, "price": "1"},
                {"number_of_coupons": ["Ensure this value is less than or equal to 5000."]},
            ),
            (
                {"number_of_coupons": "x", "price": "1"},
                {"number_of_coupons": ["A valid integer is required."]},
            ),
            ({"number_of_coupons": 1, "price": "x"}, {"price": ["A valid number is required."]}),
            ({"number_of_coupons": 1, "price": "NaN"}, {"price": ["A valid number is required."]}),
            (
                {"number_of_coupons": 1, "price": "-1"},
                {"price": ["Ensure this value is greater than or equal to 0."]},
            ),
            (
                {"number_of_coupons": 1, "price": "1.234"},
                {"price": ["Ensure that there are no more than 2 decimal places."]},
            ),
        ],
    )
    def test_wrong_input_makes_nothing(self, alice, in_alpha, body, errors):
        assert alice.post(f"{BASE}/create/", body, status=400).json() == errors
        assert AccessCode.objects.count() == 0

    def test_readonly_fields_have_no_effect(self, alice, in_alpha):
        body = {
            "number_of_coupons": 1, "price": 10, "code": "MINE", "used_count": 5, "max_uses": 9,
            "is_active": False, "status": "limited_access", "teacher": 1, "id": 1,
        }  # fmt: skip
        code = alice.post(f"{BASE}/create/", body, status=201).json()[0]
        assert code["code"] != "MINE"
        assert (code["used_count"], code["max_uses"], code["is_active"], code["status"]) == (
            0, 1, True, "full_accessed",
        )  # fmt: skip

    def test_students_assistants_and_strangers_make_none(self, api, alpha, bob, helper):
        body = {"number_of_coupons": 1, "price": "1"}
        assert bob.post(f"{BASE}/create/", body, status=403).json() == NOT_TEACHER
        assert helper.post(f"{BASE}/create/", body, status=403).json() == NO_PERMISSION
        api(school=alpha).post(f"{BASE}/create/", body, status=401)


class TestList:
    def test_pages_of_ten_newest_first(self, alice, in_alpha, teacher):
        codes = [make_code() for _ in range(12)]
        first = alice.get(f"{BASE}/list/").json()
        second = alice.get(first["next"]).json()

        assert first["count"] == second["count"] == 12
        assert first["results"] == [told(code, teacher) for code in codes[:1:-1]]
        assert second["results"] == [told(code, teacher) for code in codes[1::-1]]
        assert (first["previous"], second["next"]) == (None, None)
        assert first["next"].endswith("/api/v1/coupon/list/?page=2")

    def test_empty_query_values_mean_absent(self, alice, in_alpha):
        make_code()
        query = "?page=&page_size=&is_used=&search=&ordering=nothing"
        assert alice.get(f"{BASE}/list/{query}").json()["count"] == 1

    def test_page_size_use_and_beginning(self, alice, in_alpha):
        make_code(code="ABCDE22222")
        used = make_code(used_count=1)
        make_code()
        assert len(alice.get(f"{BASE}/list/?page_size=2").json()["results"]) == 2
        found = alice.get(f"{BASE}/list/?is_used=true").json()["results"]
        assert [one["id"] for one in found] == [used.number]
        assert alice.get(f"{BASE}/list/?is_used=false").json()["count"] == 2
        assert alice.get(f"{BASE}/list/?search=abc-de").json()["count"] == 1

    def test_page_that_is_not_there(self, alice):
        assert alice.get(f"{BASE}/list/?page=9", status=404).json() == {"detail": "Invalid page."}

    @pytest.mark.parametrize("rows", [1, 3])
    def test_costs_the_same_queries_for_any_rows(self, alice, in_alpha, django_assert_num_queries, rows):
        """Session, member, count, page, teacher's number."""
        for _ in range(rows):
            make_code()
        alice.get(f"{BASE}/list/")
        with django_assert_num_queries(5):
            alice.get(f"{BASE}/list/")

    def test_other_schools_codes_are_not_in_it(self, alice, beta):
        with context.enter(beta):
            make_code()
        assert alice.get(f"{BASE}/list/").json()["count"] == 0

    def test_works_on_the_platform_host(self, api, alpha, in_alpha):
        make_code()
        client = api().sign_in(owner_of(alpha), kind="staff", school=alpha)
        assert client.get(f"{BASE}/list").json()["count"] == 1

    def test_only_for_staff(self, api, alpha, bob, helper):
        assert bob.get(f"{BASE}/list/", status=403).json() == NOT_TEACHER
        assert helper.get(f"{BASE}/list/").json()["count"] == 0
        api(school=alpha).get(f"{BASE}/list/", status=401)


class TestDetail:
    def test_shows_the_code(self, alice, in_alpha, teacher):
        code = make_code()
        assert alice.get(f"{BASE}/detail/{code.number}").json() == told(code, teacher)

    def test_missing_and_foreign(self, alice, beta):
        with context.enter(beta):
            foreign = make_code().number
        for key in (foreign, 1, 10**30, "null", uuid.uuid4()):
            assert alice.get(f"{BASE}/detail/{key}", status=404).json() == NOT_FOUND


class TestUpdate:
    @pytest.mark.parametrize("verb", ["put", "patch"])
    def test_changes_what_is_given(self, alice, in_alpha, teacher, verb):
        code = make_code()
        body = {
            "status": "limited_access", "max_uses": 3, "expiration_date": "2027-01-02T03:04:05Z",
            "price": "80.5", "is_active": False,
        }  # fmt: skip
        answer = getattr(alice, verb)(f"{BASE}/update/{code.number}", body).json()

        after = AccessCode.objects.get()
        assert answer == told(after, teacher)
        assert answer == told(code, teacher) | body | {"price": 80.5}

    @pytest.mark.parametrize("format", ["json", "multipart"])
    def test_keeps_what_is_not_given(self, alice, in_alpha, teacher, format):
        code = make_code()
        answer = alice.put(f"{BASE}/update/{code.number}", {"max_uses": 2}, format=format).json()
        assert answer == told(code, teacher) | {"max_uses": 2}

    def test_readonly_fields_have_no_effect(self, alice, in_alpha, teacher):
        code = make_code()
        body = {"code": "MINE", "used_count": 1, "teacher": 3, "id": 4, "date": "2020-01-01T00:00:00Z"}
        assert alice.patch(f"{BASE}/update/{code.number}", body).json() == told(code, teacher)

    @pytest.mark.parametrize(
        ("body", "errors"),
        [
            ({"status": "open"}, {"status": ['"open" is not a valid choice.']}),
            ({"max_uses": 0}, {"max_uses": ["Ensure this value is greater than or equal to 1."]}),
            ({"max_uses": 1}, {"max_uses": ["This code has already been used more often than that."]}),
            ({"price": -1}, {"price": ["Ensure this value is greater than or equal to 0."]}),
            ({"is_active": "maybe"}, {"is_active": ["Must be a valid boolean."]}),
        ],
    )
    def test_wrong_input_changes_nothing(self, alice, in_alpha, body, errors):
        code = make_code(max_uses=3, used_count=2)
        before = AccessCode.objects.values().get()
        assert alice.patch(f"{BASE}/update/{code.number}", body, status=400).json() == errors
        assert AccessCode.objects.values().get() == before

    def test_refusals(self, api, alpha, alice, bob, helper, in_alpha, beta):
        code = make_code()
        path = f"{BASE}/update/{code.number}"
        assert bob.patch(path, {"price": 1}, status=403).json() == NO_PERMISSION
        assert helper.put(path, {"price": 1}, status=403).json() == NO_PERMISSION
        api(school=alpha).patch(path, {"price": 1}, status=401)
        assert alice.patch(f"{BASE}/update/12", {"price": 1}, status=404).json() == NOT_FOUND
        basma = api(school=beta).sign_in(owner_of(beta), kind="staff")
        assert basma.patch(path, {"price": 1}, status=404).json() == NOT_FOUND
        assert AccessCode.objects.get().price == Decimal("100.00")


class TestDelete:
    def test_unused_code_goes(self, alice, in_alpha):
        code = make_code()
        assert alice.delete(f"{BASE}/delete/{code.number}", status=204).content == b""
        assert AccessCode.objects.count() == 0

    def test_used_code_stays(self, alice, in_alpha):
        code = make_code(used_count=1)
        answer = alice.delete(f"{BASE}/delete/{code.number}", status=400).json()
        assert answer == {"detail": "A used code cannot be deleted. Make it inactive instead."}
        assert AccessCode.objects.count() == 1

    def test_refusals(self, api, alpha, alice, bob, helper, in_alpha, beta):
        path = f"{BASE}/delete/{make_code().number}"
        assert bob.delete(path, status=403).json() == NO_PERMISSION
        assert helper.delete(path, status=403).json() == NO_PERMISSION
        api(school=alpha).delete(path, status=401)
        assert alice.delete(f"{BASE}/delete/12", status=404).json() == NOT_FOUND
        basma = api(school=beta).sign_in(owner_of(beta), kind="staff")
        assert basma.delete(path, status=404).json() == NOT_FOUND
        assert AccessCode.objects.count() == 1


class TestUsed:
    def test_says_who_when_and_for_what(self, alice, in_alpha):
        code = make_code(used_count=1)
        part = make_code(used_count=1, price=Decimal("40.00"))
        whole = use_of(code)
        single = use_of(part, module_id=uuid.uuid4(), module_title="Part 1", used_at=NOW + timedelta(1))
        AccessCode.objects.filter(pk=code.pk).update(price=7)

        answer = alice.get(f"{BASE}/used-coupons/").json()

        def row(use, code, price, course, module):
            return {
                "id": number_of(use.id),
                "coupon": {
                    "id": code.number, "code": code.code, "price": price, "status": "full_accessed",
                },
                "student": "Bob Tester",
                "used_at": use.used_at.isoformat().replace("+00:00", "Z"),
                "course": course,
                "module": module,
            }  # fmt: skip

        assert answer == {
            "count": 2,
            "next": None,
            "previous": None,
            "results": [row(single, part, 40.0, None, "Part 1"), row(whole, code, 100.0, "Algebra", None)],
        }

    @pytest.mark.parametrize("rows", [1, 3])
    def test_costs_the_same_queries_for_any_rows(self, alice, in_alpha, django_assert_num_queries, rows):
        """Session, member, count, page."""
        for _ in range(rows):
            use_of(make_code(used_count=1))
        alice.get(f"{BASE}/used-coupons/")
        with django_assert_num_queries(4):
            alice.get(f"{BASE}/used-coupons/")

    def test_only_for_staff(self, api, alpha, bob):
        assert bob.get(f"{BASE}/used-coupons/", status=403).json() == NOT_TEACHER
        api(school=alpha).get(f"{BASE}/used-coupons/", status=401)


class TestRevenue:
    """1.22"""

    PATH = "/api/v1/teacher/revenue/"
    REFUSED = {"error": "You are not a teacher.", "detail": "You are not a teacher."}

    def test_nothing_sold_is_zero(self, alice):
        assert alice.get(self.PATH).json() == {"revenue": "0.00"}

    def test_adds_up_what_was_paid_then(self, alice, in_alpha, beta):
        codes = [make_code(price=Decimal("10.10"), used_count=1), make_code(price=Decimal("0.05"))]
        for code in codes:
            use_of(code)
        AccessCode.objects.update(price=99)
        with context.enter(beta):
            use_of(make_code())
        assert alice.get(self.PATH).json() == {"revenue": "10.15"}

    def test_only_for_the_owner(self, api, alpha, bob, helper):
        assert bob.get(self.PATH, status=403).json() == self.REFUSED
        assert helper.get(self.PATH, status=403).json() == self.REFUSED
        api(school=alpha).get(self.PATH, status=401)
        stranger = api(school=alpha).sign_in(make_user(), kind="staff")
        assert stranger.get(self.PATH, status=403).json() == self.REFUSED
