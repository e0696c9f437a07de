"""Categories are written in the console, and the audit trail is searched."""

from __future__ import annotations

import uuid

import pytest

from shared_apps.categories.models import Category
from shared_apps.kernel.audit import record_act
from shared_apps.kernel.models import AuditEntry
from tests.factories import make_admin
from tests.pages.desk import send
from tests.pages.portal import queries_of, text_of

CATEGORIES, AUDIT = "/operator/categories/", "/operator/audit/"


@pytest.fixture
def console(api, db):
    return api().sign_in(make_admin(username="olga"), kind="operator")


def test_a_category_is_added_and_changed_with_a_row_each(console):
    assert "No categories yet" in text_of(console.get(CATEGORIES))
    send(console, f"{CATEGORIES}new/", {"name": " Physics ", "name_ar": "فيزياء", "position": "2"})
    made = Category.objects.get()
    assert (made.name, made.name_ar, made.position) == ("Physics", "فيزياء", 2)
    form = {"name": "Physics 2", "name_ar": "", "description": "Waves", "position": "0"}
    send(console, f"{CATEGORIES}{made.id}/", form)
    made.refresh_from_db()
    assert (made.name, made.name_ar, made.description, made.position) == ("Physics 2", "", "Waves", 0)
    acts = AuditEntry.objects.order_by("created_at", "id").values_list("action", "object_id")
    assert list(acts) == [("category.add", str(made.id)), ("category.change", str(made.id))]


def test_a_name_that_is_taken_or_missing_is_refused(console):
    Category.objects.create(name="Physics")
    answer = send(console, f"{CATEGORIES}new/", {"name": "physics", "position": "0"}, status=200)
    assert "already exists" in text_of(answer)
    send(console, f"{CATEGORIES}new/", {"name": "", "position": "-1"}, status=200)
    assert (Category.objects.count(), AuditEntry.objects.count()) == (1, 0)


def test_audit_is_narrowed_by_each_filter(console):
    school = uuid.uuid4()
    common = {"actor_id": uuid.uuid4(), "object_type": "thing"}
    record_act(action="one.act", actor_name="Olga Ops", request_id="r1", tenant_id=school, **common)
    record_act(action="two.act", actor_name="Oscar Ops", object_id="x-77", after={"a": 1}, **common)
    AuditEntry.objects.filter(action="two.act").update(created_at="2026-01-02T10:00:00Z")

    def shown(query):
        words = text_of(console.get(f"{AUDIT}?{query}")).partition("Reset")[0]
        return [name for name in ("Olga Ops", "Oscar Ops") if name in words]

    assert shown("") == ["Olga Ops", "Oscar Ops"]
    assert shown("q=olga") == shown("q=r1") == shown("action=one.act") == ["Olga Ops"]
    assert shown("q=x-77") == shown("until=2026-01-02") == ["Oscar Ops"]
    assert shown("since=2026-01-03") == shown(f"school={school}") == ["Olga Ops"]
    assert shown("since=x&until=y&school=z&page=99") == ["Olga Ops", "Oscar Ops"]
    assert "No row matches" in text_of(console.get(f"{AUDIT}?q=nothing"))


def test_audit_asks_as_often_for_many_rows(console):
    for number in range(60):
        record_act(action="x.y", actor_id=uuid.uuid4(), actor_name=f"Person {number}")
        if number == 0:
            one = queries_of(console, AUDIT)
    assert queries_of(console, AUDIT) == one == 4
    assert "60 rows" in text_of(console.get(AUDIT))


def test_audit_names_the_school_and_leads_to_it(console, alpha):
    common = {"actor_id": uuid.uuid4(), "actor_name": "Olga", "object_type": "school"}
    for school in (alpha.id, uuid.uuid4()):
        record_act(action="one.act", tenant_id=school, **common)
    page = console.get(AUDIT).content.decode()
    link = f'<a class="link" href="/operator/schools/{alpha.id}/"><span class="ltr">alice</span></a>'
    schools = [part for part in page.split('href="/operator/schools/')[1:] if part[0] in "0123456789abcdef"]
    assert (page.count(link), len(schools)) == (1, 1)
