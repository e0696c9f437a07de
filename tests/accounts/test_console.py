"""The operator console and the commands that begin a platform."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from shared_apps.accounts.models import Session, User
from shared_apps.kernel.models import AuditEntry
from tenants.models import Tenant
from tests.factories import make_admin, make_student, owner_of

LISTS = [
    "/operator/data/",
    "/operator/data/tenants/tenant/",
    "/operator/data/accounts/user/",
    "/operator/data/accounts/session/",
    "/operator/data/teachers/teacherprofile/",
    "/operator/data/categories/category/",
    "/operator/data/catalogue/cataloguecourse/",
    "/operator/data/kernel/auditentry/",
]


@pytest.fixture
def olga(db: Any) -> User:
    return make_admin(username="olga")


@pytest.fixture
def console(api, olga):
    return api().sign_in(olga, kind="operator")


def form(client: Any, path: str, data: dict[str, Any], status: int) -> Any:
    return client.post(path, data, status=status, format="multipart")


def test_console_is_on_the_platforms_host_only(api, alpha):
    api(school=alpha).get("/operator/data/", status=404)
    api(school=alpha).get("/operator/data/login/", status=404)


def test_owner_of_a_school_does_not_get_in(api, alpha):
    client = api()
    client.force_login(owner_of(alpha))
    client.get("/operator/data/", status=302)


def test_a_session_of_djangos_own_opens_nothing(api, olga):
    client = api()
    client.force_login(olga)
    answer = client.get("/operator/data/", status=302)
    assert answer["Location"] == "/operator/data/login/?next=/operator/data/"
    led = client.get(answer["Location"], status=302)
    assert led["Location"] == "/operator/sign-in/?next=/operator/data/"


def test_a_password_alone_opens_no_table(api, olga):
    client = api().sign_in(olga, kind="operator", second_factor=False)
    client.get("/operator/data/tenants/tenant/", status=302)


@pytest.mark.parametrize("path", LISTS)
def test_lists_open(console, alpha, path):
    console.get(path)


def test_person_shows_no_password(console, alpha):
    page = console.get(f"/operator/data/accounts/user/{owner_of(alpha).pk}/change/").content.decode()
    assert "alice@owners.example" in page
    assert owner_of(alpha).password not in page
    console.post(f"/operator/data/accounts/user/{owner_of(alpha).pk}/change/", {"email": "x@x.x"}, status=403)
    console.post(f"/operator/data/accounts/user/{owner_of(alpha).pk}/delete/", {"post": "yes"}, status=403)


def test_closing_an_account_ends_its_sessions_and_leaves_a_row(console, api, in_alpha, olga):
    bob = make_student(username="bob")
    client = api(school=in_alpha).sign_in(bob.user)
    action = {"action": "close_accounts", "_selected_action": [str(bob.user_id), str(olga.pk)]}
    form(console, "/operator/data/accounts/user/", action, 302)
    client.put("/api/v1/change-password/", {}, status=401)
    assert Session.objects.get(user=bob.user).end_reason == "account_closed"
    assert User.objects.get(pk=olga.pk).is_active is True
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.object_id, entry.actor_id) == ("person.close", str(bob.user_id), olga.pk)
    form(console, "/operator/data/accounts/user/", {**action, "action": "open_accounts"}, 302)
    assert User.objects.get(pk=bob.user_id).is_active is True
    assert AuditEntry.objects.count() == 2


def test_suspending_a_school_leaves_a_row(console, alpha, beta, olga):
    chosen = {"action": "suspend", "_selected_action": str(alpha.id)}
    form(console, "/operator/data/tenants/tenant/", chosen, 302)
    form(console, "/operator/data/tenants/tenant/", chosen, 302)
    assert Tenant.objects.get(pk=alpha.id).state == "suspended"
    assert Tenant.objects.get(pk=beta.id).state == "active"
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.tenant_id, entry.after) == (
        "school.suspend",
        alpha.id,
        {"state": "suspended"},
    )
    form(console, "/operator/data/tenants/tenant/", {**chosen, "action": "restore"}, 302)
    assert Tenant.objects.get(pk=alpha.id).state == "active"


def test_audit_rows_cannot_be_changed_or_removed(console, alpha):
    entry = AuditEntry.objects.create(action="x")
    console.post(f"/operator/data/kernel/auditentry/{entry.pk}/change/", {"action": "y"}, status=403)
    console.post(f"/operator/data/kernel/auditentry/{entry.pk}/delete/", {"post": "yes"}, status=403)
    assert AuditEntry.objects.get().action == "x"


# commands


def test_create_platform_admin(db, capsys):
    call_command("create_platform_admin", "Root", "root@x.example", password="Right-Horse-9")
    user = User.objects.get(username="root")
    assert (user.user_type, user.is_staff, user.is_superuser) == ("admin", True, True)
    assert user.check_password("Right-Horse-9")
    with pytest.raises(CommandError, match="Email already exists Username already exists"):
        call_command("create_platform_admin", "root", "root@x.example", password="Right-Horse-9")
    with pytest.raises(CommandError, match="too common"):
        call_command("create_platform_admin", "toor", "toor@x.example", password="password1")


def test_create_school(db, capsys):
    call_command(
        "create_school",
        "nora-math",
        email="n@x.example",
        name="Nora Samir Ali",
        password="Right-Horse-9",
        language="en",
    )
    assert capsys.readouterr().out == "nora-math.edupro.test is open.\n"
    user = User.objects.get(username="nora-math")
    assert (user.first_name, user.last_name, user.phone) == ("Nora", "Samir Ali", None)
    with pytest.raises(CommandError, match="already taken"):
        call_command("create_school", "nora-math", email="m@x.example", name="M", password="Right-Horse-9")
