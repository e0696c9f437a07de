"""Schools in the console: found, sorted, warned, closed and opened again, with a row for each act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from shared_apps.accounts.models import Session
from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.models import AuditEntry
from shared_apps.operations.errors import (
    ConfirmationWrong,
    NoticeDateInvalid,
    NoticeNotOver,
    NoticeStands,
    ReasonMissing,
)
from shared_apps.operations.models import Notice
from shared_apps.operations.selectors.notices import find_notice
from shared_apps.operations.selectors.schools import count_schools, list_schools, usage_of
from shared_apps.operations.services import archive, give_notice, restore, suspend, withdraw_notice
from shared_apps.teachers.models import TeacherProfile
from tenants import context
from tenants.models import Domain, Tenant
from tenants.schools import StateRefused
from tests.factories import make_admin, make_student, owner_of
from tests.pages.desk import send
from tests.pages.portal import queries_of, text_of
from tests.parallel import run_parallel

NOW = timezone.now()
TODAY, SOON = NOW.date(), NOW.date() + timedelta(days=3)
LIST = "/operator/schools/"


@pytest.fixture
def olga(db):
    return make_admin(username="olga", first_name="Olga", last_name="Ops")


@pytest.fixture
def console(api, olga):
    return api().sign_in(olga, kind="operator")


def named(**found):
    return [school.username for school in list_schools(**found)]


def acts():
    return list(AuditEntry.objects.order_by("created_at", "id").values_list("action", flat=True))


def state_of(school):
    return Tenant.objects.get(pk=school.id).state


# finding


def test_schools_are_found_by_address_teacher_email_and_domain(alpha, beta):
    Domain.objects.create(tenant_id=beta.id, domain="learn.basma.example")
    assert named() == ["alice", "basma"]
    assert named(text="ALIC") == ["alice"]
    assert named(text="Basma Ow") == ["basma"]
    assert named(text="alice@owners") == ["alice"]
    assert named(text="learn.basma") == ["basma"]
    for pasted in ("alice.edupro.test", "https://Alice.edupro.test:8000/teach/sign-in/"):
        assert named(text=pasted) == ["alice"]
    assert named(text="https://learn.basma.example/courses/?x=1") == ["basma"]
    assert named(text="nobody") == []
    assert named(text="%") == []


def test_schools_are_narrowed_and_sorted(alpha, beta):
    TeacherProfile.objects.filter(tenant_id=beta.id).update(students_count=9, courses_count=1)
    TeacherProfile.objects.filter(tenant_id=alpha.id).update(students_count=2, courses_count=5)
    Tenant.objects.filter(pk=beta.id).update(state="suspended")
    assert named(sort="students") == ["basma", "alice"]
    assert named(sort="courses") == ["alice", "basma"]
    assert named(sort="password") == ["alice", "basma"]
    assert (named(state="suspended"), named(state="archived"), named(state="spare")) == (
        ["basma"],
        [],
        ["alice", "basma"],
    )
    counts = count_schools()
    assert (counts["active"], counts["suspended"]) == (1, 1)


def test_usage_says_size_and_latest_activity(api, alpha, beta):
    with context.enter(alpha):
        bob = make_student(username="bobby")
    api(school=alpha).sign_in(bob.user)
    seen = Session.objects.get(user=bob.user).rotated_at
    usage = usage_of(schools=Tenant.objects.filter(pk__in=[alpha.id, beta.id]))
    assert usage[alpha.id].latest_activity == seen
    assert usage[beta.id].latest_activity is None
    assert usage[alpha.id].size > 100_000
    assert usage_of(schools=[]) == {}


def test_list_shows_rows_with_a_constant_number_of_queries(console, alpha, beta):
    words = text_of(console.get(LIST))
    assert "2 schools" in words
    assert "Alice Owner" in words
    one, two = queries_of(console, f"{LIST}?q=alice"), queries_of(console, LIST)
    assert one == two == 5  # session, count, schools with teachers, sizes, activity


def test_list_says_when_nothing_matches(console, alpha):
    assert "No school matches" in text_of(console.get(f"{LIST}?q=zzz&page=99"))


def test_list_has_25_a_page(console, db):
    Tenant.objects.bulk_create(
        Tenant(username=f"school{number:02}", schema_name=f"t_{number:016x}", state="active")
        for number in range(30)
    )
    assert queries_of(console, LIST) == 5
    body = console.get(f"{LIST}?page=2").content.decode()
    assert body.count('class="link font-semibold"') == 7  # 30 and the two of the template


def test_school_page_shows_its_facts(console, alpha, olga):
    Domain.objects.create(tenant_id=alpha.id, domain="learn.alice.example")
    suspend(tenant_id=alpha.id, reason="Not paid", cannot_wait=True, by=olga, now=NOW)
    words = text_of(console.get(f"{LIST}{alpha.id}/"))
    for fact in ("Suspended", "Not paid", "learn.alice.example", "not verified", "alice@owners.example"):
        assert fact in words
    assert "School suspended" in words
    assert "Olga Ops" in words


# closing in steps


def test_steps_from_notice_to_archive_and_back(alpha, olga):
    give_notice(tenant_id=alpha.id, reason=" Not paid ", closes_on=SOON, by=olga, now=NOW)
    assert find_notice(tenant_id=alpha.id).reason == "Not paid"
    with pytest.raises(NoticeNotOver):
        suspend(tenant_id=alpha.id, reason="Not paid", cannot_wait=False, by=olga, now=NOW)
    then = NOW + (SOON - TODAY)
    suspend(tenant_id=alpha.id, reason="Not paid", cannot_wait=False, by=olga, now=then)
    assert state_of(alpha) == "suspended"
    with pytest.raises(ConfirmationWrong):
        archive(tenant_id=alpha.id, confirm="basma", by=olga)
    archive(tenant_id=alpha.id, confirm=" Alice ", by=olga)
    assert state_of(alpha) == "archived"
    restore(tenant_id=alpha.id, by=olga, now=then)
    assert (state_of(alpha), Notice.objects.get().withdrawn_at) == ("active", then)
    assert acts() == ["school.notice", "school.suspend", "school.archive", "school.restore"]
    entry = AuditEntry.objects.get(action="school.suspend")
    assert (entry.tenant_id, entry.actor_id, entry.before, entry.after) == (
        alpha.id,
        olga.pk,
        {"state": "active"},
        {"state": "suspended", "reason": "Not paid"},
    )


def test_twice_is_once(alpha, olga):
    for _time in range(2):
        suspend(tenant_id=alpha.id, reason="x", cannot_wait=True, by=olga, now=NOW)
    for _time in range(2):
        archive(tenant_id=alpha.id, confirm="alice", by=olga)
    for _time in range(2):
        restore(tenant_id=alpha.id, by=olga, now=NOW)
    give_notice(tenant_id=alpha.id, reason="x", closes_on=SOON, by=olga, now=NOW)
    with pytest.raises(NoticeStands):
        give_notice(tenant_id=alpha.id, reason="y", closes_on=SOON, by=olga, now=NOW)
    for _time in range(2):
        withdraw_notice(tenant_id=alpha.id, by=olga, now=NOW)
    assert acts() == [
        "school.suspend",
        "school.archive",
        "school.restore",
        "school.notice",
        "school.notice_withdrawn",
    ]


def test_refusals_change_nothing(alpha, olga):
    common = {"tenant_id": alpha.id, "by": olga, "now": NOW}
    with pytest.raises(ReasonMissing):
        suspend(reason=" \0", cannot_wait=True, **common)
    with pytest.raises(ReasonMissing):
        give_notice(reason="", closes_on=SOON, **common)
    for day in (None, TODAY):
        with pytest.raises(NoticeDateInvalid):
            give_notice(reason="x", closes_on=day, **common)
    with pytest.raises(NoticeNotOver):
        suspend(reason="x", cannot_wait=False, **common)
    with pytest.raises(StateRefused):
        archive(tenant_id=alpha.id, confirm="alice", by=olga)
    assert (state_of(alpha), Notice.objects.count(), acts()) == ("active", 0, [])


def test_stock_is_no_school(db, olga):
    spare = Tenant.objects.create(state="spare")
    with pytest.raises(NotFound):
        restore(tenant_id=spare.pk, by=olga, now=NOW)


def test_two_operators_at_once_leave_one_row(committed, api):
    olga = make_admin(username="olga")
    alpha = Tenant.objects.get(username="alice")

    def close():
        return suspend(tenant_id=alpha.pk, reason="x", cannot_wait=True, by=olga, now=NOW).state

    assert run_parallel([close] * 6) == ["suspended"] * 6
    assert acts() == ["school.suspend"]


def test_forms_act_and_say_so(console, alpha):
    act = f"{LIST}{alpha.id}/act/"
    page = send(console, act, {"do": "notice", "reason": "Late", "closes_on": SOON.isoformat()})
    assert page["Location"] == f"{LIST}{alpha.id}/"
    words = text_of(console.get(page["Location"]))
    assert "The school has been given notice." in words
    assert "Late" in words
    send(console, act, {"do": "suspend", "reason": "Late"})
    assert "Give notice first and wait for its day" in text_of(console.get(f"{LIST}{alpha.id}/"))
    assert state_of(alpha) == "active"
    send(console, act, {"do": "suspend", "reason": "Late", "cannot_wait": "on"})
    assert state_of(alpha) == "suspended"
    send(console, act, {"do": "archive", "confirm": "wrong"})
    assert "Type the name of the school" in text_of(console.get(f"{LIST}{alpha.id}/"))
    send(console, act, {"do": "restore"})
    assert state_of(alpha) == "active"
    for day in ("2026-13-45", "", "x"):
        send(console, act, {"do": "notice", "reason": "x", "closes_on": day})
    assert Notice.objects.filter(withdrawn_at=None).count() == 0
    send(console, act, {"do": "explode"}, status=404)


def test_staff_read_the_notice_on_every_page_and_students_do_not(api, alpha, olga):
    owner = api(school=alpha).sign_in(owner_of(alpha), kind="staff")
    with context.enter(alpha):
        bob = make_student(username="bobby").user
    before = queries_of(owner, "/teach/")
    give_notice(tenant_id=alpha.id, reason="Not paid", closes_on=SOON, by=olga, now=NOW)
    assert "The platform will close this school" not in owner.get("/").content.decode()
    find_notice(tenant_id=alpha.id)
    student = api(school=alpha).sign_in(bob)
    from django.core.cache import caches

    caches["platform"].clear()
    assert "The platform will close this school" in owner.get("/teach/").content.decode()
    assert "The platform will close this school" not in student.get("/learn/").content.decode()
    assert queries_of(owner, "/teach/") == before


def test_students_stay_signed_in_through_suspend_and_restore(api, console, alpha):
    with context.enter(alpha):
        bob = make_student(username="bobby")
    student = api(school=alpha).sign_in(bob.user)
    carried = student.cookies[settings.ACCESS_COOKIE].value
    act = f"{LIST}{alpha.id}/act/"
    send(console, act, {"do": "suspend", "reason": "x", "cannot_wait": "on"})
    from tenants.hosts import forget_hosts

    forget_hosts()
    student.get("/learn/", status=503)
    send(console, act, {"do": "restore"})
    forget_hosts()
    student.get("/learn/")
    assert student.cookies[settings.ACCESS_COOKIE].value == carried
    assert Session.objects.get(user=bob.user).ended_at is None


def test_a_refused_form_keeps_its_reason_and_offers_the_days_that_may_be_chosen(console, alpha):
    act, page = f"{LIST}{alpha.id}/act/", f"{LIST}{alpha.id}/"
    day = timezone.now().date()
    assert f'min="{(day + timedelta(days=1)).isoformat()}"' in console.get(page).content.decode()
    today = {"do": "notice", "reason": "Late & owing", "closes_on": day.isoformat()}
    refused = send(console, act, today)["Location"]
    assert refused == f"{page}?reason=Late+%26+owing"
    body = console.get(refused).content.decode()
    assert "Choose a day after today." in body
    assert body.count('value="Late &amp; owing"') == 3  # notice, suspension, visit
    assert send(console, act, today | {"closes_on": SOON.isoformat()})["Location"] == page
