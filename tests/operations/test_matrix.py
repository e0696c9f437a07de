"""Every page of the console by everybody: operators with a second factor, nobody else."""

from __future__ import annotations

import uuid

import pytest
from django.urls import URLPattern

from config.urls.operator import urlpatterns
from shared_apps.categories.models import Category
from shared_apps.kernel.models import AuditEntry
from tenants import context
from tenants.models import Tenant
from tests.factories import make_admin, make_staff, make_student, owner_of
from tests.isolation.world import digest

DOORS = {"operator_sign_in", "operator_code", "operator_enrol", "operator_sign_out"}
PAGES = [item for item in urlpatterns if isinstance(item, URLPattern) and item.name not in DOORS]
READ = {
    "operator_home": 200,
    "operator_security": 200,
    "operator_schools": 200,
    "operator_school_new": 200,
    "operator_school": 200,
    "operator_school_act": 405,
    "operator_school_visit": 405,
    "operator_categories": 200,
    "operator_category_new": 200,
    "operator_category": 200,
    "operator_audit": 200,
    "operator_health": 200,
}
# What an empty form does: shows itself again, is no act at all, or is refused with a message.
SENT = READ | {
    "operator_home": 405,
    "operator_schools": 405,
    "operator_school": 405,
    "operator_school_act": 404,
    "operator_school_visit": 302,
    "operator_categories": 405,
    "operator_audit": 405,
    "operator_health": 405,
}


@pytest.fixture
def category(db):
    return Category.objects.create(name="Physics")


def address(page, school_id, category_id):
    path = str(page.pattern)
    return "/" + path.replace("<uuid:school_id>", str(school_id)).replace(
        "<uuid:category_id>", str(category_id)
    )


def people(api, alpha, beta):
    """Everybody who is no operator, with real cookies."""
    with context.enter(alpha):
        student, helper = make_student(username="bobby").user, make_staff("assistant").user
    olga = make_admin(username="olga")
    return {
        "anonymous": api(),
        "student": api().sign_in(student, school=alpha),
        "assistant": api().sign_in(helper, kind="staff", school=alpha),
        "owner": api().sign_in(owner_of(alpha), kind="staff", school=alpha),
        "owner by a session of the platform": api().sign_in(owner_of(alpha), kind="operator"),
        "foreign owner": api().sign_in(owner_of(beta), kind="staff", school=beta),
        "operator without a second factor": api().sign_in(olga, kind="operator", second_factor=False),
        "closed operator": closed(api),
    }


def closed(api):
    oscar = make_admin(username="oscar")
    client = api().sign_in(oscar, kind="operator")
    oscar.is_staff = False
    oscar.save()
    return client


def test_matrix_names_every_page():
    assert {page.name for page in PAGES} == set(READ) == set(SENT)


def test_nobody_else_gets_in_or_changes_anything(api, alpha, beta, category):
    callers = people(api, alpha, beta)
    before, wrong = (digest(alpha), digest(beta)), []
    form = {"do": "suspend", "reason": "x", "cannot_wait": "on", "name": "y", "position": "0"}
    for who, client in callers.items():
        for page in PAGES:
            path = address(page, alpha.id, category.id)
            for answer in (
                client.get(path, status=None),
                client.post(path, form, status=None, format="multipart"),
            ):
                where = answer.headers.get("Location", "").partition("?")[0]
                if (answer.status_code, where) != (302, "/operator/sign-in/"):
                    wrong.append((who, path, answer.status_code, where))
    assert wrong == []
    assert (digest(alpha), digest(beta)) == before
    assert AuditEntry.objects.count() == 0
    assert set(Tenant.objects.exclude(username=None).values_list("state", flat=True)) == {"active"}
    assert list(Category.objects.values_list("name", flat=True)) == ["Physics"]


def test_the_console_is_not_on_a_schools_host(api, alpha, category):
    olga = make_admin(username="olga")
    for client in (api(school=alpha), api(school=alpha).sign_in(olga, kind="operator")):
        for page in urlpatterns:
            path = str(page.pattern)
            path = path.replace("<uuid:school_id>", str(alpha.id))
            client.get("/" + path.replace("<uuid:category_id>", str(category.id)), status=404)


def test_operators_get_every_page(api, alpha, category):
    client = api().sign_in(make_admin(username="olga"), kind="operator")
    read = {page.name: client.get(address(page, alpha.id, category.id), status=None) for page in PAGES}
    sent = {
        page.name: client.post(address(page, alpha.id, category.id), {}, status=None, format="multipart")
        for page in PAGES
    }
    assert {name: answer.status_code for name, answer in read.items()} == READ
    assert {name: answer.status_code for name, answer in sent.items()} == SENT
    assert AuditEntry.objects.count() == 0


def test_what_is_not_there_answers_404(api, alpha, category):
    client = api().sign_in(make_admin(username="olga"), kind="operator")
    nowhere = uuid.uuid4()
    for page in PAGES:
        if "<uuid:" in str(page.pattern):
            path = address(page, nowhere, nowhere)
            if READ[page.name] == 200:
                client.get(path, status=404)
            form = {"do": "restore", "reason": "x", "name": "y", "position": "0"}
            client.post(path, form, status=405 if SENT[page.name] == 405 else 404, format="multipart")
