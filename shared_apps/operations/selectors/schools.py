"""Schools as operators see them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet

from shared_apps.accounts.models import Membership, Session, User
from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.searching import words_in
from tenants.models import Domain, Tenant

SORTS = {
    "name": F("username").asc(),
    "newest": F("activated_at").desc(nulls_last=True),
    "students": F("teacher__students_count").desc(nulls_last=True),
    "courses": F("teacher__courses_count").desc(nulls_last=True),
}
STATES = (Tenant.State.ACTIVE, Tenant.State.SUSPENDED, Tenant.State.ARCHIVED)

_ADDRESS = re.compile(r"(?:https?://)?([^/:@\s]+\.[^/:@\s]+)(?::\d+)?(?:/\S*)?", re.IGNORECASE)
_SIZES = """
SELECT n.nspname, coalesce(sum(pg_total_relation_size(c.oid)), 0)
  FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind = 'r'
 WHERE n.nspname = ANY(%s)
 GROUP BY n.nspname
"""


@dataclass(frozen=True, slots=True)
class SchoolUsage:
    """What a school takes, and when somebody was last there."""

    size: int = 0
    """Bytes on disk, indexes included."""
    latest_activity: datetime | None = None


def list_schools(*, text: str = "", state: str = "", sort: str = "name") -> QuerySet[Tenant]:
    """Schools with a name whose address, teacher, owner's e-mail or domain has `text` in it."""
    found = Tenant.objects.exclude(username=None).select_related("teacher__user")
    if state in STATES:
        found = found.filter(state=state)
    if text := _pasted_host(text):
        domains = Domain.objects.filter(tenant=OuterRef("pk"), domain__icontains=text)
        found = found.filter(
            words_in(text, fields=["username", "teacher__full_name", "teacher__user__email"])
            | Exists(domains)
        )
    return found.order_by(SORTS.get(sort, SORTS["name"]), "username")


def _pasted_host(text: str) -> str:
    """The host of an address that was pasted whole, a school's own word when it is the platform's."""
    address = _ADDRESS.fullmatch(text)
    return address[1].lower().removesuffix(f".{settings.PLATFORM_DOMAIN}") if address else text


def get_school(*, tenant_id: uuid.UUID) -> Tenant:
    """The school with its teacher and schema state. Raises `NotFound`."""
    named = Tenant.objects.exclude(username=None).select_related("teacher__user", "schema_state")
    school = named.filter(pk=tenant_id).first()
    if school is None:
        raise NotFound
    return school


def find_owner(*, tenant_id: uuid.UUID) -> User | None:
    """The person who owns the school."""
    row = Membership.objects.filter(tenant_id=tenant_id, role=Membership.Role.OWNER).select_related("user")
    owner = row.first()
    return owner.user if owner else None


def usage_of(*, schools: Iterable[Tenant]) -> dict[uuid.UUID, SchoolUsage]:
    """Size and latest activity of these schools. Two queries, however many they are."""
    shown = list(schools)
    with connection.cursor() as cursor:
        cursor.execute(_SIZES, [[school.schema_name for school in shown]])
        sizes = dict(cursor.fetchall())
    # What an operator did there is not the school's own life.
    own = Session.objects.filter(tenant__in=[school.pk for school in shown], visitor_id=None)
    seen = dict(own.values_list("tenant").annotate(latest=Max("rotated_at")).order_by())
    return {
        school.pk: SchoolUsage(int(sizes.get(school.schema_name, 0)), seen.get(school.pk)) for school in shown
    }


def count_schools() -> dict[str, int]:
    """How many schools are in each state that has any, stock included. One query."""
    return dict(Tenant.objects.values_list("state").annotate(schools=Count("id")).order_by())
