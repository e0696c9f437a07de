"""Language, digits, theme and clock of pages follow the reader, and stay with a person."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from shared_apps.accounts.models import User
from tenants import context
from tenants.context import ActiveTenant
from tenants.hosts import forget_hosts
from tenants.models import Tenant
from tests.client import Api, ApiMaker
from tests.factories import make_course, make_staff, make_student, owner_of
from tests.pages.desk import send
from tests.pages.portal import text_of

LATIN, ARABIC = re.compile("[0-9]"), re.compile("[٠-٩]")


def school_shows(school: ActiveTenant, **columns: Any) -> None:
    with context.platform():
        Tenant.objects.filter(pk=school.id).update(**columns)
    forget_hosts()


@pytest.fixture
def course(in_alpha: ActiveTenant) -> Any:
    return make_course(title="الموجات", price=Decimal("1250.50"))


def price_of(client: Api, course: Any) -> str:
    page = client.get(f"/courses/{course.pk}/").content.decode()
    return re.findall(r'class="price[^>]*><bdi>([^<]*)</bdi>', page)[0].replace(",", "").replace("٬", "")


@pytest.mark.parametrize(
    ("of_school", "language", "cookie", "shown"),
    [
        ("latn", "ar", "", "1250.50"),
        ("arab", "ar", "", "١٢٥٠٫٥٠"),
        ("arab", "en", "", "1250.50"),
        ("latn", "en", "arab", "١٢٥٠٫٥٠"),
        ("arab", "ar", "latn", "1250.50"),
        ("arab", "ar", "rubbish", "١٢٥٠٫٥٠"),
    ],
)
def test_visitor_reads_prices_in_the_digits_of_browser_or_school(
    api: ApiMaker, alpha: ActiveTenant, course: Any, of_school: str, language: str, cookie: str, shown: str
) -> None:
    school_shows(alpha, digits=of_school)
    client = api(school=alpha)
    client.cookies["language"] = language
    if cookie:
        client.cookies["digits"] = cookie
    assert price_of(client, course) == shown


def test_page_in_arabic_digits_has_no_latin_one_in_its_text(
    api: ApiMaker, in_alpha: ActiveTenant, course: Any
) -> None:
    owner = api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")
    owner.cookies["language"] = "ar"
    latin = {path: LATIN.findall(text_of(owner.get(path))) for path in ("/teach/", "/teach/courses/")}
    assert all(latin.values())  # there is something to change
    send(owner, "/digits", {"digits": "arab"})
    for path in latin:
        text = text_of(owner.get(path))
        assert (LATIN.findall(text), bool(ARABIC.search(text))) == ([], True)


def test_choice_of_digits_stays_with_the_person(api: ApiMaker, in_alpha: ActiveTenant, course: Any) -> None:
    bob = make_student(username="bob")
    one = api(school=in_alpha).sign_in(bob.user, kind="student")
    answer = send(one, "/digits", {"digits": "arab", "next": "/profile/"})
    assert (answer["Location"], answer.cookies["digits"].value) == ("/profile/", "arab")
    other = api(school=in_alpha).sign_in(bob.user, kind="student")
    assert price_of(other, course) == "١٢٥٠٫٥٠"
    assert price_of(api(school=in_alpha), course) == "1250.50"
    send(other, "/digits", {"digits": "latn"})
    assert price_of(other, course) == "1250.50"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_digits_lead_back_on_this_host_only(api: ApiMaker, alpha: ActiveTenant, target: str) -> None:
    answer = send(api(school=alpha), "/digits", {"digits": "arab", "next": target})
    assert answer["Location"] == "/"


def test_unknown_digits_are_not_kept(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    bob = make_student(username="bob")
    client = api(school=in_alpha).sign_in(bob.user, kind="student")
    send(client, "/digits", {"digits": "arab"})
    send(client, "/digits", {"digits": "roman"})
    with context.platform():
        assert User.objects.get(username="bob").digits == ""


def test_values_of_inputs_and_addresses_stay_latin(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    owner = api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")
    course = make_course(title="Waves 2", price=Decimal("150.00"))
    page = f"/teach/courses/{course.pk}/details/"
    before = re.findall(r'(?:value|href|name|id|min|max)="[^"]*"', owner.get(page).content.decode())
    send(owner, "/digits", {"digits": "arab"})
    after = re.findall(r'(?:value|href|name|id|min|max)="[^"]*"', owner.get(page).content.decode())
    assert [row for row in after if "csrf" not in row and len(row) < 60] == [
        row for row in before if "csrf" not in row and len(row) < 60
    ]


def test_api_keeps_its_digits(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    school_shows(in_alpha, digits="arab")
    bob = make_student(username="bob")
    client = api(school=in_alpha).sign_in(bob.user)
    client.cookies["digits"] = "arab"
    client.cookies["language"] = "ar"
    answer = client.get(f"/api/v1/student/student-profile/{in_alpha.username}/").content.decode()
    assert (bob.phone in answer, ARABIC.search(answer)) == (True, None)


def test_language_and_theme_go_with_the_person_to_the_next_device(
    api: ApiMaker, in_alpha: ActiveTenant
) -> None:
    carol = make_staff(role="assistant")
    one = api(school=in_alpha).sign_in(carol.user, kind="staff")
    send(one, "/set-language/", {"language": "ar"})
    send(one, "/theme", {"theme": "dark"})
    other = api(school=in_alpha).sign_in(carol.user, kind="staff")
    del other.cookies["language"]
    page = other.get("/teach/")
    assert page["Content-Language"] == "ar"
    assert 'lang="ar" dir="rtl" data-theme="dark"' in page.content.decode()
    other.cookies["language"] = "en"
    assert other.get("/teach/")["Content-Language"] == "en"
