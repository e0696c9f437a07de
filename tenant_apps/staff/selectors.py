"""Reads of the people who run the school, of open invitations and of what was done."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, IntegerField, QuerySet, Value, When

from shared_apps.kernel.errors import NotFound
from tenant_apps.staff.models import Activity, Invitation, StaffMember
from tenant_apps.staff.rules import acts_of

_OWNER_FIRST = Case(
    When(role=StaffMember.Role.OWNER, then=Value(0)),
    When(role=StaffMember.Role.INSTRUCTOR, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class ActivitySearch:
    """What is empty does not narrow; both days count, by the clock of the active time zone."""

    person_id: uuid.UUID | None = None
    group: str = ""
    since: date | None = None
    until: date | None = None


def find_active_member(*, user_id: uuid.UUID) -> StaffMember | None:
    """The person's row in the active school, unless they were put on leave."""
    return StaffMember.objects.filter(user_id=user_id, is_active=True).first()


def list_team() -> QuerySet[StaffMember]:
    """Everybody who runs the school or did: the owner first, who was shut out last."""
    return StaffMember.objects.order_by("-is_active", _OWNER_FIRST, "full_name", "id")


def get_member(*, member_id: uuid.UUID) -> StaffMember:
    """One of them. Raises `NotFound`."""
    member = StaffMember.objects.filter(pk=member_id).first()
    if member is None:
        raise NotFound
    return member


def list_open_invitations() -> QuerySet[Invitation]:
    """Invitations that nobody has accepted, those that are over too; the latest first."""
    return Invitation.objects.filter(accepted_at=None).order_by("-created_at", "id")


def list_activity(*, search: ActivitySearch) -> QuerySet[Activity]:
    """The lines that fit, the latest first."""
    found = Activity.objects.order_by("-at", "-id")
    if search.person_id:
        found = found.filter(person_id=search.person_id)
    if search.group:
        found = found.filter(act__in=acts_of(search.group))
    if search.since:
        found = found.filter(at__date__gte=search.since)
    if search.until:
        found = found.filter(at__date__lte=search.until)
    return found


def list_acting_people(*, besides: Collection[uuid.UUID] = ()) -> list[tuple[uuid.UUID, str]]:
    """Everybody who has a line in the log, once, with the latest name."""
    rows = Activity.objects.exclude(person_id__in=besides).order_by("person_id", "-at")
    people = rows.distinct("person_id").values_list("person_id", "person_name")
    return sorted(people, key=lambda person: person[1])


def latest_acts(*, people: Collection[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """When each of them did something last, by user id; who did nothing is left out."""
    rows = Activity.objects.filter(person_id__in=people).order_by("person_id", "-at")
    return dict(rows.distinct("person_id").values_list("person_id", "at"))
