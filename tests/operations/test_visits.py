"""An operator looks at a school as its owner: once per word, half an hour, changing nothing, on record."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from config.urls.school import urlpatterns
from shared_apps.accounts.models import Membership, Session, User
from shared_apps.accounts.services import end_sessions_of
from shared_apps.accounts.services.closing import set_person_active
from shared_apps.kernel.models import AuditEntry
from shared_apps.operations.errors import ReasonMissing, VisitInvalid, VisitRefused
from shared_apps.operations.models import Visit
from shared_apps.operations.services import ask_visit, enter_visit
from tenants import context
from tenants.models import Tenant
from tests.factories import make_admin, make_course, make_staff, owner_of
from tests.isolation.world import digest
from tests.pages.desk import send
from tests.pages.portal import queries_of, text_of
from tests.parallel import run_parallel

NOW = timezone.now()


@pytest.fixture
def olga(db):
    return make_admin(username="olga", first_name="Olga", last_name="Ops")


def visit(api, school, operator, reason="Ticket 7"):
    """A browser of the operator inside the school."""
    word = ask_visit(tenant_id=school.id, reason=reason, by=operator, now=timezone.now())
    client = api(school=school)
    send(client, f"/teach/visit/{word}/")
    return client


def test_from_the_console_into_the_school_and_out(api, alpha, olga):
    console = api().sign_in(olga, kind="operator")
    sent = send(console, f"/operator/schools/{alpha.id}/visit/", {"reason": "Ticket 7"})
    found = re.fullmatch(r"http://alice\.edupro\.test(/teach/visit/[^/]+/)", sent["Location"])
    client = api(school=alpha)
    page = client.get(found[1])
    assert "Ticket 7" in text_of(page)
    assert page["Referrer-Policy"] == "same-origin"
    assert Session.objects.filter(visitor_id=olga.pk).count() == 0
    assert send(client, found[1])["Location"] == "/teach/"
    body = client.get("/teach/").content.decode()
    assert "You look at this school as <bdi>Alice Owner</bdi>" in body
    session = Session.objects.get(visitor_id=olga.pk)
    assert (session.user, session.kind, session.tenant_id) == (owner_of(alpha), "staff", alpha.id)
    assert timedelta(minutes=29) < session.expires_at - session.created_at <= timedelta(minutes=30)
    left = send(client, "/teach/visit-end/")
    assert left["Location"] == "/teach/sign-in/"
    session.refresh_from_db()
    assert (session.end_reason, Visit.objects.get().ended_at is None) == ("visit_over", False)
    api_client = api(school=alpha)
    api_client.cookies = client.cookies.copy()
    api_client.get("/teach/", status=302)
    assert list(AuditEntry.objects.order_by("created_at", "id").values_list("action", "actor_id")) == [
        ("school.visit_asked", olga.pk),
        ("school.visit", olga.pk),
        ("school.visit_end", olga.pk),
    ]


def test_the_owner_is_not_signed_in_by_it(api, alpha, olga):
    before = owner_of(alpha).last_login
    visit(api, alpha, olga)
    assert owner_of(alpha).last_login == before


def test_the_word_opens_once_and_for_a_minute(api, alpha, olga):
    word = ask_visit(tenant_id=alpha.id, reason="x", by=olga, now=NOW)
    with context.enter(alpha):
        with pytest.raises(VisitInvalid):
            enter_visit(word=word, now=NOW + timedelta(seconds=61))
        enter_visit(word=word, now=NOW)
        with pytest.raises(VisitInvalid):
            enter_visit(word=word, now=NOW)
    client = api(school=alpha)
    closed = client.get(f"/teach/visit/{word}/", status=410)
    assert "This door has closed" in text_of(closed)
    assert '<a href="/teach/" class="button ' in closed.content.decode()
    assert settings.ACCESS_COOKIE not in send(client, f"/teach/visit/{word}/", status=410).cookies


def test_the_word_opens_no_other_school(alpha, beta, olga):
    word = ask_visit(tenant_id=alpha.id, reason="x", by=olga, now=NOW)
    with context.enter(beta), pytest.raises(VisitInvalid):
        enter_visit(word=word, now=NOW)


@pytest.mark.parametrize("change", [{"is_staff": False}, {"is_active": False}])
def test_the_word_ends_with_the_operators_right(alpha, olga, change):
    word = ask_visit(tenant_id=alpha.id, reason="x", by=olga, now=NOW)
    User.objects.filter(pk=olga.pk).update(**change)
    with context.enter(alpha), pytest.raises(VisitInvalid):
        enter_visit(word=word, now=NOW)


def test_what_cannot_be_visited(alpha, beta, olga):
    with pytest.raises(ReasonMissing):
        ask_visit(tenant_id=alpha.id, reason="  ", by=olga, now=NOW)
    Tenant.objects.filter(pk=alpha.id).update(state="suspended")
    Membership.objects.filter(tenant_id=beta.id, role="owner").delete()
    for school in (alpha, beta):
        with pytest.raises(VisitRefused):
            ask_visit(tenant_id=school.id, reason="x", by=olga, now=NOW)
    assert (Visit.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_of_two_browsers_with_one_word_one_gets_in(committed):
    olga, alpha = make_admin(username="olga"), Tenant.objects.get(username="alice")
    word = ask_visit(tenant_id=alpha.pk, reason="x", by=olga, now=NOW)

    def enter():
        with context.enter(alpha):
            return str(enter_visit(word=word, now=NOW).session.kind)

    answers = run_parallel([enter] * 4)
    assert [type(answer) for answer in answers if answer != "staff"] == [VisitInvalid] * 3
    assert Session.objects.filter(visitor_id=olga.pk).count() == 1


def test_a_visitor_changes_nothing_on_any_page(api, alpha, olga):
    with context.enter(alpha):
        course = make_course(title="Algebra")
    client, wrong, tried = visit(api, alpha, olga), [], 0
    before = digest(alpha)
    allowed = {"sign_out", "visit_end", "visit_enter", "set_language", "set_theme", "set_digits"}
    for page in urlpatterns:
        path = "/" + re.sub(r"<uuid:\w+>", str(course.id), str(getattr(page, "pattern", "^")))
        path = re.sub(r"<str:\w+>", "x", path).replace("<slug:kind>", "quiz")
        if (
            "^" in path
            or getattr(page, "name", None) in allowed
            or path.startswith(("/api", "/media", "/files"))
        ):
            continue
        if not hasattr(page, "name"):
            continue
        tried += 1
        answer = client.post(path, {"name": "x", "do": "publish"}, status=None, format="multipart")
        if answer.status_code != 403:
            wrong.append((path, answer.status_code))
    assert wrong == []
    assert tried > 60
    assert digest(alpha) == before
    client.get("/teach/")


@pytest.mark.parametrize(
    "path",
    [
        "/teach/codes/",
        "/teach/codes/{0}/",
        "/teach/codes/{0}/sheet/",
        "/teach/export/file/",
        "/teach/revenue/table.csv",
    ],
)
def test_a_visitor_sees_no_access_codes(api, alpha, olga, path):
    client = visit(api, alpha, olga)
    refused = client.get(path.format(olga.pk), status=403)
    assert "access codes stay hidden" in text_of(refused)


def test_the_api_does_not_know_a_visitor(api, alpha, olga):
    client = visit(api, alpha, olga)
    passwords = {"old_password": "x", "new_password": "y", "confirm_password": "y"}
    client.put("/api/v1/change-password/", passwords, status=401)
    bearer = api(school=alpha)
    bearer.credentials(HTTP_AUTHORIZATION=f"Bearer {client.cookies[settings.ACCESS_COOKIE].value}")
    bearer.get("/api/teacher/profile/", status=None)
    assert bearer.put("/api/v1/change-password/", passwords, status=401).status_code == 401


def test_closing_the_operators_account_ends_the_visit(api, alpha, olga):
    client = visit(api, alpha, olga)
    set_person_active(user=olga, is_active=False, actor=make_admin(username="oscar"), now=NOW)
    client.get("/teach/", status=302)


def test_the_owners_own_sign_out_everywhere_ends_it_too(api, alpha, olga):
    client = visit(api, alpha, olga)
    end_sessions_of(user_id=owner_of(alpha).pk, reason="password_changed", now=NOW)
    client.get("/teach/", status=302)


def test_the_owner_reads_who_came(api, alpha, beta, olga):
    owner = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    assert "Nobody has looked at your school" in text_of(owner.get("/teach/visits/"))
    ask_visit(tenant_id=alpha.id, reason="Asked, never entered", by=olga, now=NOW)
    visit(api, alpha, olga, reason="Ticket 7")
    visit(api, beta, olga, reason="Ticket of another school")
    words = text_of(owner.get("/teach/visits/"))
    assert "Ticket 7" in words
    assert "Olga Ops" in words
    assert "never entered" not in words
    assert "another school" not in words
    one = queries_of(owner, "/teach/visits/")
    visit(api, alpha, olga)
    visit(api, alpha, olga)
    assert queries_of(owner, "/teach/visits/") == one


def test_only_the_owner_reads_it(api, alpha):
    with context.enter(alpha):
        helper = make_staff("instructor")
    client = api(school=alpha).sign_in(helper.user, kind="staff")
    client.get("/teach/visits/", status=403)
    assert "/teach/visits/" not in client.get("/teach/").content.decode()
    owner = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    assert "/teach/visits/" in owner.get("/teach/").content.decode()


def test_ending_somebody_elses_visit_is_not_possible(api, alpha):
    owner = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    assert send(owner, "/teach/visit-end/")["Location"] == "/teach/"
    owner.get("/teach/")
