"""The operator console and the commands that begin a platform."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from shared_apps.accounts.models import Session, User
from shared_apps.kernel.models import AuditEntry
from tenants.models import Tenant
from tests.factories import PASSWORD, make_admin, make_student, owner_of

LOGIN = "/operator/login/"
LISTS = [
    "/operator/",
    "/operator/tenants/tenant/",
    "/operator/accounts/user/",
    "/operator/accounts/session/",
    "/operator/teachers/teacherprofile/",
    "/operator/categories/category/",
    "/operator/catalogue/cataloguecourse/",
    "/operator/kernel/auditentry/",
]


@pytest.fixture
def olga(db: Any) -> User:
    return make_admin(username="olga")


@pytest.fixture
def console(api, olga):
    client = api()
    client.force_login(olga)
    return client


def credentials(username: str, password: str = PASSWORD) -> dict[str, str]:
    return {"username": username, "password": password}


def form(client: Any, path: str, data: dict[str, Any], status: int) -> Any:
    return client.post(path, data, status=status, format="multipart")


def test_operator_signs_in_and_others_do_not(api, alpha, olga):
    signed_in = form(api(), f"{LOGIN}?next=/operator/", {**credentials("olga"), "next": "/operator/"}, 302)
    assert signed_in["Location"] == "/operator/"
    assert signed_in.cookies["sessionid"]["httponly"] is True
    for username in ("alice", "nobody"):
        answer = form(api(), LOGIN, credentials(username), 200)
        assert "sessionid" not in answer.cookies


def test_console_counts_wrong_passwords(api, olga):
    client = api()
    for _try in range(5):
        form(client, LOGIN, credentials("olga", "wrong"), 200)
    locked = form(client, LOGIN, credentials("olga"), 200)
    assert "Too many wrong tries. Please wait and try again." in locked.content.decode()
    assert "sessionid" not in locked.cookies
    form(api(), LOGIN, credentials("olga"), 200)


def test_console_is_on_the_platforms_host_only(api, alpha):
    api(school=alpha).get("/operator/", status=404)
    api(school=alpha).get(LOGIN, status=404)


def test_owner_of_a_school_does_not_get_in(api, alpha):
    client = api()
    client.force_login(owner_of(alpha))
    client.get("/operator/", status=302)


@pytest.mark.parametrize("path", LISTS)
def test_lists_open(console, alpha, path):
    console.get(path)


def test_person_shows_no_password(console, alpha):
    page = console.get(f"/operator/accounts/user/{owner_of(alpha).pk}/change/").content.decode()
    assert "alice@owners.example" in page
    assert owner_of(alpha).password not in page
    console.post(f"/operator/accounts/user/{owner_of(alpha).pk}/change/", {"email": "x@x.x"}, status=403)
    console.post(f"/operator/accounts/user/{owner_of(alpha).pk}/delete/", {"post": "yes"}, status=403)


def test_closing_an_account_ends_its_sessions_and_leaves_a_row(console, api, in_alpha, olga):
    bob = make_student(username="bob")
    client = api(school=in_alpha).sign_in(bob.user)
    action = {"action": "close_accounts", "_selected_action": [str(bob.user_id), str(olga.pk)]}
    form(console, "/operator/accounts/user/", action, 302)
    client.put("/api/v1/change-password/", {}, status=401)
    assert Session.objects.get(user=bob.user).end_reason == "account_closed"
    assert User.objects.get(pk=olga.pk).is_active is True
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.object_id, entry.actor_id) == ("person.close", str(bob.user_id), olga.pk)
    form(console, "/operator/accounts/user/", {**action, "action": "open_accounts"}, 302)
    assert User.objects.get(pk=bob.user_id).is_active is True
    assert AuditEntry.objects.count() == 2


def test_suspending_a_school_leaves_a_row(console, alpha, beta, olga):
    chosen = {"action": "suspend", "_selected_action": str(alpha.id)}
    form(console, "/operator/tenants/tenant/", chosen, 302)
    form(console, "/operator/tenants/tenant/", chosen, 302)
    assert Tenant.objects.get(pk=alpha.id).state == "suspended"
    assert Tenant.objects.get(pk=beta.id).state == "active"
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.tenant_id, entry.after) == (
        "school.suspend",
        alpha.id,
        {"state": "suspended"},
    )
    form(console, "/operator/tenants/tenant/", {**chosen, "action": "restore"}, 302)
    assert Tenant.objects.get(pk=alpha.id).state == "active"


def test_audit_rows_cannot_be_changed_or_removed(console, alpha):
    entry = AuditEntry.objects.create(action="x")
    console.post(f"/operator/kernel/auditentry/{entry.pk}/change/", {"action": "y"}, status=403)
    console.post(f"/operator/kernel/auditentry/{entry.pk}/delete/", {"post": "yes"}, status=403)
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
