"""Whose request it is: host, then path, then token, then object, else the platform."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from shared_apps.kernel.models import new_id
from tenants import context, resolver
from tenants.hosts import HostKind, forget_hosts
from tenants.models import Tenant
from tenants.tokens import sign_token

COURSE = uuid.UUID("01900000-0000-7000-8000-000000000001")


@pytest.fixture(autouse=True)
def _plain_urls(monkeypatch):
    monkeypatch.setattr(resolver, "PLATFORM_URLS", "tests.tenants.urls")
    monkeypatch.setattr(resolver, "SCHOOL_URLS", "tests.tenants.urls")
    monkeypatch.setattr(resolver, "_locators", {})


def token_for(tenant_id, *, use="access", age=timedelta()):
    return sign_token(
        use=use,
        tenant_id=tenant_id,
        session_id=new_id(),
        user_id=new_id(),
        jti="x",
        now=timezone.now() - age,
        lifetime=timedelta(minutes=5),
    )


def ask(host, path="/api/plain/", *, cookie="", bearer="", raw_cookies=""):
    headers = {"host": host}
    if cookie or raw_cookies:
        headers["cookie"] = raw_cookies or f"{settings.ACCESS_COOKIE}={cookie}"
    if bearer:
        headers["authorization"] = f"Bearer {bearer}"
    seen = {}

    def view(request):
        seen.update(
            active=context.active(), school=request.school, named=request.named_school, kind=request.host_kind
        )
        return HttpResponse()

    answer = resolver.TenantMiddleware(view)(RequestFactory().get(path, headers=headers))
    assert context.active() is None
    return answer, seen


def school_of(*args, **kwargs):
    answer, seen = ask(*args, **kwargs)
    assert answer.status_code == 200
    assert seen["active"] == seen["school"]
    return seen["active"]


def test_a_school_host_names_its_school(alpha, beta):
    assert school_of("alice.edupro.test") == alpha
    assert school_of("basma.edupro.test") == beta


def test_the_platform_host_alone_is_the_platform(alpha):
    _answer, seen = ask("edupro.test")
    assert (seen["active"], seen["kind"]) == (None, HostKind.PLATFORM)


@pytest.mark.parametrize("host", ["", "evil.example", "nobody.edupro.test", "alice.edupro.test.evil.example"])
def test_an_unknown_host_gets_a_plain_404(alpha, host):
    answer, seen = ask(host)
    assert (answer.status_code, answer["Content-Type"], seen) == (404, "text/plain; charset=utf-8", {})


def test_the_host_wins_over_path_token_and_object(alpha, beta):
    resolver.register_locator(kwarg="course_id", locate=lambda course_id: beta.id)
    token = token_for(beta.id)
    assert school_of("alice.edupro.test", cookie=token, bearer=token) == alpha
    assert school_of("alice.edupro.test", f"/api/course/{COURSE}/", cookie=token) == alpha
    assert school_of("alice.edupro.test", "/api/basma/login/", cookie=token) == alpha


def test_a_path_that_disagrees_with_the_host_names_nobody(alpha, beta):
    for name, named in {"basma": None, "nobody": None, "alice": alpha, "ALICE": alpha}.items():
        _answer, seen = ask("alice.edupro.test", f"/api/{name}/login/")
        assert (seen["active"], seen["named"]) == (alpha, named)


def test_the_path_wins_over_the_token_on_the_platform(alpha, beta):
    _answer, seen = ask("edupro.test", "/api/alice/login/", cookie=token_for(beta.id))
    assert (seen["active"], seen["named"]) == (alpha, alpha)


def test_an_unknown_name_in_the_path_is_the_platform_whatever_the_token(alpha):
    _answer, seen = ask("edupro.test", "/api/nobody/login/", cookie=token_for(alpha.id))
    assert (seen["active"], seen["named"]) == (None, None)


def test_the_token_chooses_on_the_platform(alpha, beta):
    assert school_of("edupro.test", cookie=token_for(alpha.id)) == alpha
    assert school_of("edupro.test", bearer=token_for(beta.id)) == beta


def test_a_token_wins_over_the_catalogue(alpha, beta):
    resolver.register_locator(kwarg="course_id", locate=lambda course_id: beta.id)
    assert school_of("edupro.test", f"/api/course/{COURSE}/", cookie=token_for(alpha.id)) == alpha
    assert school_of("edupro.test", f"/api/course/{COURSE}/") == beta


@pytest.mark.parametrize("kind", ["expired", "refresh", "platform", "garbage", "foreign key"])
def test_a_token_that_is_not_good_chooses_nothing(alpha, kind):
    token = {
        "expired": token_for(alpha.id, age=timedelta(hours=1)),
        "refresh": token_for(alpha.id, use="refresh"),
        "platform": token_for(None),
        "garbage": "a.b.c",
        "foreign key": token_for(new_id()),
    }[kind]
    assert school_of("edupro.test", cookie=token) is None


def test_an_object_that_nobody_knows_is_the_platform(alpha):
    resolver.register_locator(kwarg="course_id", locate=lambda course_id: None)
    assert school_of("edupro.test", f"/api/course/{COURSE}/") is None


def test_forwarded_hosts_are_not_believed(alpha, beta):
    request = RequestFactory().get(
        "/api/plain/", headers={"host": "alice.edupro.test", "x-forwarded-host": "basma.edupro.test"}
    )
    seen = []
    resolver.TenantMiddleware(lambda r: (seen.append(context.active()), HttpResponse())[1])(request)
    assert seen == [alpha]


def test_a_doubled_cookie_is_refused(alpha):
    token = token_for(alpha.id)
    for name in (settings.ACCESS_COOKIE, settings.REFRESH_COOKIE):
        answer, seen = ask("alice.edupro.test", raw_cookies=f"{name}={token}; x=1; {name}=planted")
        assert (answer.status_code, seen) == (400, {})


@pytest.mark.parametrize(("state", "status"), [("suspended", 503), ("archived", 410)])
def test_a_closed_school_answers_for_itself_by_host_path_and_token(alpha, monkeypatch, state, status):
    Tenant.objects.filter(pk=alpha.id).update(state=state)
    forget_hosts()
    monkeypatch.undo()  # the real tables: by path and by token as well
    paused = Client()
    for host, path, cookie in (
        ("alice.edupro.test", "/api/v1/course/list/", ""),
        ("alice.edupro.test", "/api", ""),
        ("edupro.test", "/api/v1/student/login/alice/", ""),
        ("edupro.test", "/api/v1/course/list/", token_for(alpha.id)),
    ):
        paused.cookies[settings.ACCESS_COOKIE] = cookie
        for method in (paused.get, paused.post):
            answer = method(path, headers={"host": host})
            assert (answer.status_code, answer.json()) == (
                status,
                {"detail": "This school is closed at the moment."},
            )


@pytest.mark.parametrize(
    ("state", "status", "title"),
    [("suspended", 503, "This school is paused"), ("archived", 410, "This school has closed")],
)
def test_the_pages_of_a_closed_school_say_so_with_every_header(alpha, monkeypatch, state, status, title):
    monkeypatch.undo()
    Tenant.objects.filter(pk=alpha.id).update(state=state)
    forget_hosts()
    for path in ("/", "/teach/", "/courses/1"):
        answer = Client().get(path, headers={"host": "alice.edupro.test", "cookie": "language=en"})
        assert answer.status_code == status
        assert f"<title>{title}" in answer.content.decode()
        assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert Client().get("/theme.css", headers={"host": "alice.edupro.test"}).status_code == 200
    assert Client().get("/health", headers={"host": "alice.edupro.test"}).status_code == 200


def test_a_failing_view_leaves_the_school(alpha):
    def broken(request):
        assert context.active() == alpha
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        resolver.TenantMiddleware(broken)(
            RequestFactory().get("/api/plain/", headers={"host": "alice.edupro.test"})
        )
    assert context.active() is None


def test_a_warm_request_costs_no_query(alpha, django_assert_num_queries):
    ask("alice.edupro.test")
    with django_assert_num_queries(0):
        ask("alice.edupro.test")
