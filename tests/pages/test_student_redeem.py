"""From a typed or scanned code to an open course."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.utils import timezone

from tenant_apps.coupons.models import AccessCode, CodeUse
from tenant_apps.coupons.rules import grouped
from tenant_apps.enrollments.models import Enrollment
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_code, make_course, make_enrollment, make_module, make_staff, make_student
from tests.pages.portal import text_of

CODE = "7KQ2M9XWPD"


def send(client: Api, path: str, status: int = 302, **data: Any) -> Any:
    return client.post(path, data, status=status, format="multipart")


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        "7kq2m 9xwpd",
        " 7KQ2M-9XWPD ",
        "٧KQ٢M٩XWPD",
        f"https://x.example/redeem/{CODE}?a=1",
    ],
)
def test_typed_code_leads_to_its_page(api: ApiMaker, alpha: ActiveTenant, typed: str) -> None:
    assert send(api(school=alpha), "/redeem/", code=typed)["Location"] == f"/redeem/{CODE}/"


@pytest.mark.parametrize("typed", ["", "   ", "---", "كود", "A" * 33])
def test_typed_nonsense_is_said_at_the_field_and_kept(api: ApiMaker, alpha: ActiveTenant, typed: str) -> None:
    body = send(api(school=alpha), "/redeem/", status=200, code=typed).content.decode()
    assert 'aria-invalid="true"' in body
    assert f'value="{typed[:40]}"' in body


def test_the_wish_travels_with_the_code(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    course = make_course()
    wish = f"course:{course.id}"
    location = send(api(school=in_alpha), "/redeem/", code=CODE, **{"for": wish})["Location"]
    assert unquote(location) == f"/redeem/{CODE}/?for={wish}"
    assert (
        send(api(school=in_alpha), "/redeem/", code=CODE, **{"for": "zz"})["Location"] == f"/redeem/{CODE}/"
    )


def test_scanned_address_without_a_slash_at_the_end_works(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    make_course(title="Waves")
    code = make_code()
    assert "Waves" in text_of(api(school=in_alpha).get(f"/redeem/{code.code}"))


def test_one_target_is_shown_and_opened_by_confirming(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, code = make_student(), make_course(title="Waves"), make_code()
    make_course(title="Dearer", price=Decimal("300.00"))
    client = api(school=in_alpha).sign_in(student.user)
    page = client.get(f"/redeem/{code.code}/")
    words = text_of(page)
    assert "Your code opens this" in words
    assert "Waves" in words
    assert "Dearer" not in words
    assert f'name="target" value="course:{course.id}"' in page.content.decode()
    assert AccessCode.objects.get().used_count == 0
    done = send(client, f"/redeem/{code.code}/", target=f"course:{course.id}")
    assert done["Location"] == f"/learn/courses/{course.id}/"
    assert AccessCode.objects.get().used_count == 1
    assert "It is open." in text_of(client.get(done["Location"]))


def test_several_targets_are_a_choice_and_none_chosen_spends_nothing(
    api: ApiMaker, in_alpha: ActiveTenant
) -> None:
    student = make_student()
    course = make_course(title="Waves", price=Decimal("300.00"))
    sound, light = make_module(course, title="Sound"), make_module(course, title="Light")
    code = make_code(price=Decimal("40.00"))
    client = api(school=in_alpha).sign_in(student.user)
    words = text_of(client.get(f"/redeem/{code.code}/"))
    assert "Choose what your code opens" in words
    assert send(client, f"/redeem/{code.code}/")["Location"] == f"/redeem/{code.code}/"
    assert "Choose what the code shall open." in text_of(client.get(f"/redeem/{code.code}/"))
    assert AccessCode.objects.get().used_count == 0
    send(client, f"/redeem/{code.code}/", target=f"module:{light.id}")
    assert list(Enrollment.objects.values_list("module_id", flat=True)) == [light.id]
    assert sound.id != light.id


def test_what_the_reader_came_for_leads_the_choice(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    first, second = make_course(title="A first"), make_course(title="B second")
    code = make_code()
    client = api(school=in_alpha).sign_in(make_student().user)
    body = client.get(f"/redeem/{code.code}/?for=course:{second.id}").content.decode()
    assert body.index(f"course:{second.id}") < body.index(f'value="course:{first.id}"')


def test_a_wish_of_another_price_is_said(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    make_course(title="Waves")
    dear = make_course(title="Dear", price=Decimal("300.00"))
    code = make_code()
    words = text_of(api(school=in_alpha).get(f"/redeem/{code.code}/?for=course:{dear.id}"))
    assert "What you came for costs something else" in words


def test_what_the_student_has_cannot_be_bought_again(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, code = make_student(), make_course(), make_code()
    make_enrollment(student, course)
    client = api(school=in_alpha).sign_in(student.user)
    assert "The code was not used" in text_of(client.get(f"/redeem/{code.code}/"))
    assert send(client, f"/redeem/{code.code}/", target=f"course:{course.id}")["Location"] == "/learn/"
    assert AccessCode.objects.get().used_count == 0


def test_a_good_code_without_anything_of_its_price_stays_good(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    code = make_code(price=Decimal("7.00"))
    words = text_of(api(school=in_alpha).sign_in(make_student().user).get(f"/redeem/{code.code}/"))
    assert "Nothing of this price yet" in words


def test_visitors_see_what_it_opens_and_keep_the_code_on_the_way(
    api: ApiMaker, in_alpha: ActiveTenant
) -> None:
    make_course(title="Waves")
    code = make_code()
    client = api(school=in_alpha)
    body = client.get(f"/redeem/{code.code}/").content.decode()
    assert "Waves" in body
    assert f'href="/sign-up/?next=%2Fredeem%2F{code.code}%2F"' in body
    assert f'href="/sign-in/?next=%2Fredeem%2F{code.code}%2F"' in body
    assert "Open it now" not in body
    sent = send(client, f"/redeem/{code.code}/", target="course:x")
    assert sent["Location"] == f"/sign-in/?next=%2Fredeem%2F{code.code}%2F"


def test_staff_are_told_that_codes_are_for_students(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    make_course()
    code = make_code()
    client = api(school=in_alpha).sign_in(make_staff().user, kind="staff")
    assert "codes are used by students" in text_of(client.get(f"/redeem/{code.code}/"))


def trouble(client: Api, code: str) -> str:
    return text_of(client.get(f"/redeem/{code}/"))


def test_each_reason_has_its_own_words(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    client = api(school=in_alpha).sign_in(make_student().user)
    past = timezone.now() - timedelta(days=1)
    assert "We do not know this code" in trouble(client, "ZZZZZ22222")
    assert "This code has been used" in trouble(client, make_code(used_count=1).code)
    assert "This code is too old" in trouble(client, make_code(expires_at=past).code)
    assert "This code was withdrawn" in trouble(client, make_code(is_active=False).code)
    limited = make_code(status=AccessCode.Status.LIMITED)
    assert "does not open anything yet" in trouble(client, limited.code)


def test_an_unknown_code_is_kept_for_correction(api: ApiMaker, alpha: ActiveTenant) -> None:
    body = api(school=alpha).get("/redeem/ZZZZZ22222/").content.decode()
    assert f'value="{grouped("ZZZZZ22222")}"' in body


def test_ones_own_used_code_leads_to_the_course_and_costs_no_try(
    api: ApiMaker, in_alpha: ActiveTenant
) -> None:
    student, other, course, code = make_student(), make_student(), make_course(title="Waves"), make_code()
    client = api(school=in_alpha).sign_in(student.user)
    send(client, f"/redeem/{code.code}/", target=f"course:{course.id}")
    for _look in range(settings.WRONG_ACCESS_CODES + 2):
        page = client.get(f"/redeem/{code.code}/")
        assert "It opened “Waves” for you." in text_of(page)
    assert f'href="/learn/courses/{course.id}/"' in page.content.decode()
    stranger = api(school=in_alpha).sign_in(other.user).get(f"/redeem/{code.code}/")
    assert "This code has been used" in text_of(stranger)
    assert student.full_name not in text_of(stranger)


def test_spending_the_same_code_twice_is_harmless(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, code = make_student(), make_course(), make_code()
    client = api(school=in_alpha).sign_in(student.user)
    for _press in range(2):
        told = send(client, f"/redeem/{code.code}/", target=f"course:{course.id}")
    assert CodeUse.objects.count() == 1
    assert Enrollment.objects.count() == 1
    assert told["Location"] == f"/redeem/{code.code}/"
    words = text_of(client.get(told["Location"]))
    assert "You have used this code already" in words
    assert "The code was not used" not in words


def test_a_code_spent_by_another_meanwhile_is_said(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, code = make_student(), make_course(), make_code()
    client = api(school=in_alpha).sign_in(student.user)
    client.get(f"/redeem/{code.code}/")
    AccessCode.objects.update(used_count=1)
    page = send(client, f"/redeem/{code.code}/", status=200, target=f"course:{course.id}")
    assert "This code has been used" in text_of(page)
    assert Enrollment.objects.count() == 0


def test_a_price_that_changed_meanwhile_spends_nothing(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    student, course, code = make_student(), make_course(price=Decimal("300.00")), make_code()
    client = api(school=in_alpha).sign_in(student.user)
    sent = send(client, f"/redeem/{code.code}/", target=f"course:{course.id}")
    assert sent["Location"] == f"/redeem/{code.code}/"
    assert "That has just changed." in text_of(client.get(sent["Location"]))
    assert AccessCode.objects.get().used_count == 0


def test_too_many_wrong_codes_close_the_door_for_that_student_only(
    api: ApiMaker, in_alpha: ActiveTenant
) -> None:
    code = make_code()
    make_course()
    client = api(school=in_alpha).sign_in(make_student().user)
    for _try in range(settings.WRONG_ACCESS_CODES):
        client.get("/redeem/ZZZZZ22222/")
    words = text_of(client.get(f"/redeem/{code.code}/", status=429))
    assert "Too many tries" in words
    assert re.search(r"Try again in \d+ minutes\.$", words)
    assert "Your code opens this" in text_of(
        api(school=in_alpha).sign_in(make_student().user).get(f"/redeem/{code.code}/")
    )


def test_too_many_wrong_codes_of_a_classroom_ask_to_sign_in_first(
    api: ApiMaker, in_alpha: ActiveTenant
) -> None:
    code = make_code()
    make_course(title="Waves")
    client = api(school=in_alpha)
    for _try in range(settings.WRONG_ACCESS_CODES):
        client.get("/redeem/ZZZZZ22222/")
    words = text_of(client.get(f"/redeem/{code.code}/"))
    assert "Sign in, then we open it" in words
    assert "Waves" not in words


def test_a_code_of_another_school_is_unknown_here(
    api: ApiMaker, alpha: ActiveTenant, in_beta: ActiveTenant
) -> None:
    make_course()
    code = make_code()
    assert "We do not know this code" in trouble(api(school=alpha), code.code)
