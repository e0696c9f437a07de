"""What an operator does with a school: find, suspend, restore, archive."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Kind, NotFound, Refusal
from shared_apps.kernel.events import publish
from tenants import context
from tenants.events import SchoolStateChanged
from tenants.hosts import forget_hosts
from tenants.models import Tenant

State = Tenant.State
_MOVES = {
    State.SUSPENDED: {State.ACTIVE},
    State.ARCHIVED: {State.ACTIVE, State.SUSPENDED},
    State.ACTIVE: {State.SUSPENDED, State.ARCHIVED},
}


class StateRefused(Refusal):
    code = "school_state_refused"
    kind = Kind.CONFLICT
    message = _("The school is not in a state from which this is possible.")


def get_school(*, username: str) -> Tenant:
    """The school called `username`, in any state. Raises `NotFound`."""
    with context.platform():
        tenant = Tenant.objects.filter(username=username.strip().lower()).first()
    if tenant is None:
        raise NotFound(f"There is no school called {username}.")
    return tenant


def list_schools() -> list[Tenant]:
    """Every school that has a name, by name."""
    with context.platform():
        return list(Tenant.objects.exclude(username=None).select_related("schema_state").order_by("username"))


def suspend_school(*, tenant: Tenant, reason: str) -> Tenant:
    """Close the school for everybody until it is restored. Raises `StateRefused`."""
    return _move(tenant, State.SUSPENDED, reason)


def restore_school(*, tenant: Tenant) -> Tenant:
    """Open a suspended or archived school again. Raises `StateRefused`."""
    return _move(tenant, State.ACTIVE, "")


def archive_school(*, tenant: Tenant) -> Tenant:
    """Close the school for good, keeping its rows. Raises `StateRefused`."""
    return _move(tenant, State.ARCHIVED, "")


def _move(tenant: Tenant, to: State, reason: str) -> Tenant:
    with context.platform(), transaction.atomic():
        locked = Tenant.objects.select_for_update().get(pk=tenant.pk)
        if locked.state not in _MOVES[to]:
            raise StateRefused(f"A school that is {locked.state} cannot become {to}.")
        locked.state = to
        locked.suspended_reason = reason[:200]
        locked.save(update_fields=["state", "suspended_reason"])
        publish(SchoolStateChanged(tenant_id=locked.pk, state=to))
        transaction.on_commit(forget_hosts)
    return locked
