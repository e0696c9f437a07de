"""Pages: who reads them, rotation without a script, doors, what templates are told."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shared_apps.accounts.models import Session, User
from shared_apps.accounts.services import end_sessions_of
from shared_apps.accounts.web.actors import Actor
from shared_apps.accounts.web.context import page_context
from shared_apps.accounts.web.middleware import PageSessionMiddleware
from shared_apps.accounts.web.pages import OperatorPage, StudentPage, TeacherPage
from tenant_apps.students.models import Student
from tenants import context
from tenants.hosts import HostKind
from tests.factories import make_admin, make_staff, make_student, make_user, owner_of


class ForStudents(StudentPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        return JsonResponse({"name": request.actor.full_name})

    post = get


class ForTeachers(TeacherPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        return JsonResponse({"name": request.actor.full_name})


class ForOwners(ForTeachers):
    roles = frozenset({"owner"})


class ForOperators(OperatorPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        return JsonResponse({"name": request.actor.full_name})


def ask(view: Any, client: Any, *, school: Any = None, path: str = "/learn/?page=2", **more: Any) -> Any:
    """Run one page as the middleware of a host would."""
    method = more.pop("method", "get")
    request = getattr(RequestFactory(), method)(path, **more)
    request.COOKIES = {name: cookie.value for name, cookie in client.cookies.items()}
    request.host_kind = HostKind.SCHOOL if school else HostKind.PLATFORM
    request.school = school
    request.urlconf = "config.urls.school" if school else "config.urls.platform"
    from django.contrib.auth.models import AnonymousUser
    from django.urls import set_urlconf

    request.user = AnonymousUser()
    set_urlconf(request.urlconf)
    try:
        with context.enter(school) if school else context.platform():
            return PageSessionMiddleware(view.as_view())(request)
    finally:
        set_urlconf(None)


def status(answer: HttpResponse) -> tuple[int, str]:
    return answer.status_code, answer.get("Location", "")


@pytest.fixture
def bob(in_alpha: Any) -> Any:
    return make_student(username="bob", full_name="Bob the Builder")


def test_nobody_is_led_to_the_door_and_comes_back(api, alpha):
    anonymous = api(school=alpha)
    answer = ask(ForStudents, anonymous, school=alpha)
    assert status(answer) == (302, "/sign-in/?next=%2Flearn%2F%3Fpage%3D2")
    answer = ask(ForTeachers, anonymous, school=alpha, path="/teach/")
    assert status(answer) == (302, "/teach/sign-in/?next=%2Fteach%2F")
    assert status(ask(ForStudents, anonymous, school=alpha, method="post")) == (302, "/sign-in/")
    answer = ask(ForStudents, anonymous, school=alpha, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/sign-in/")
    answer = ask(ForOperators, api(), path="/operator/x/")
    assert status(answer) == (302, "/operator/sign-in/?next=%2Foperator%2Fx%2F")


def test_each_sees_their_own_pages_only(api, alpha, bob):
    with context.enter(alpha):
        helper = make_staff("assistant", user=make_user())
    student = api(school=alpha).sign_in(bob.user)
    owner = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    assistant = api(school=alpha).sign_in(helper.user, kind="staff")
    seen = {
        (who, page.__name__): ask(page, client, school=alpha).status_code
        for who, client in {"student": student, "owner": owner, "assistant": assistant}.items()
        for page in (ForStudents, ForTeachers, ForOwners)
    }
    assert seen == {
        ("student", "ForStudents"): 200,
        ("student", "ForTeachers"): 403,
        ("student", "ForOwners"): 403,
        ("owner", "ForStudents"): 403,
        ("owner", "ForTeachers"): 200,
        ("owner", "ForOwners"): 200,
        ("assistant", "ForStudents"): 403,
        ("assistant", "ForTeachers"): 200,
        ("assistant", "ForOwners"): 403,
    }


def test_session_of_another_school_counts_for_nobody(api, alpha, beta, bob):
    client = api(school=beta).sign_in(bob.user, school=alpha)
    assert ask(ForStudents, client, school=beta).status_code == 302
    assert ask(ForOperators, api().sign_in(bob.user, school=alpha)).status_code == 302


def test_operator_sees_operators_pages(api, db):
    olga = make_admin()
    assert ask(ForOperators, api().sign_in(olga, kind="operator")).status_code == 200
    password_only = api().sign_in(olga, kind="operator", second_factor=False)
    assert ask(ForOperators, password_only).status_code == 302


def test_page_rotates_when_the_access_token_is_over(api, alpha, bob):
    client = api(school=alpha).sign_in(bob.user)
    before = client.cookies[settings.REFRESH_COOKIE].value
    del client.cookies[settings.ACCESS_COOKIE]
    answer = ask(ForStudents, client, school=alpha)
    assert answer.status_code == 200
    assert answer.cookies[settings.REFRESH_COOKIE].value != before
    client.cookies[settings.ACCESS_COOKIE] = answer.cookies[settings.ACCESS_COOKIE].value
    assert ask(ForStudents, client, school=alpha).cookies == {}


def test_page_does_not_rotate_for_files_and_the_api(api, alpha, bob):
    client = api(school=alpha).sign_in(bob.user)
    jti = Session.objects.get().current_jti
    del client.cookies[settings.ACCESS_COOKIE]
    for path in ("/api/v1/", "/media/x", "/static/x", "/files/x"):
        assert ask(ForStudents, client, school=alpha, path=path).status_code == 302
    assert Session.objects.get().current_jti == jti


def test_ended_session_is_nobody(api, alpha, bob):
    client = api(school=alpha).sign_in(bob.user)
    end_sessions_of(user_id=bob.user_id, reason="blocked", now=timezone.now())
    assert ask(ForStudents, client, school=alpha).status_code == 302


def test_blocked_student_with_a_living_session_is_refused(api, alpha, bob):
    client = api(school=alpha).sign_in(bob.user)
    with context.enter(alpha):
        Student.objects.update(is_active=False)
    assert ask(ForStudents, client, school=alpha).status_code == 403


def test_reader_costs_two_queries(api, alpha, bob):
    client = api(school=alpha).sign_in(bob.user)
    with CaptureQueriesContext(connection) as captured:
        ask(ForStudents, client, school=alpha)
    selects = [
        query["sql"] for query in captured if query["sql"].startswith("SELECT") and "FROM" in query["sql"]
    ]
    assert len(selects) == 2  # session with person, student


def test_actor_shows_the_name_and_picture_of_this_school(in_alpha, bob):
    actor = Actor(bob.user, None, "student")
    assert (actor.full_name, actor.initials, actor.avatar_url) == ("Bob the Builder", "BT", "")
    assert (actor.student, actor.staff_member) == (bob, None)
    assert Actor(User(first_name="نور", last_name="المثال"), None, "operator").initials == "ن\u200cم"
    key = f"tenants/{in_alpha.id}/public/students/{'a' * 32}.webp"
    Student.objects.update(profile_picture=key)
    assert Actor(bob.user, None, "student").avatar_url == f"/media/{key}"


def test_templates_are_told_the_school(alpha):
    request = RequestFactory().get("/")
    request.host_kind, request.school, request.actor = HostKind.SCHOOL, alpha, None
    told = page_context(request)["school"]
    assert (told.name, told.username, told.logo_url, told.tagline) == ("Alice Owner", "alice", "", "")
    assert (told.currency, told.language) == ("EGP", "ar")
    request.host_kind = HostKind.PLATFORM
    assert page_context(request)["school"] is None
