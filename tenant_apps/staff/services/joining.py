"""Coming into the team by an invitation's link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shared_apps.accounts.errors import CredentialsWrong, DetailsTaken
from shared_apps.accounts.models import Membership, Session, User
from shared_apps.accounts.services import (
    Tokens,
    check_credentials,
    prepare_person,
    save_person,
    start_session,
)
from shared_apps.kernel.acts import ActingPerson, begin_acting, note_act
from tenant_apps.staff.errors import AlreadyInTeam, InvitationOver, StudiesHere
from tenant_apps.staff.models import StaffMember
from tenant_apps.staff.rules import username_for
from tenant_apps.staff.services.inviting import read_invitation, read_locked
from tenants import context

_NAME_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """From where somebody comes."""

    address: str = ""
    user_agent: str = ""


def accept_as_new(
    *, word: str, first_name: str, last_name: str, phone: str, password: str, now: datetime, device: Device
) -> Tokens:
    """A new identity that is in the team, and signed in; the word is spent.

    Raises `InvitationOver`, `DetailsTaken`, `PhoneInvalid` or `InvalidInput` (weak password).
    """
    invitation = read_invitation(word=word, now=now)
    school = context.require_tenant()
    for attempt in range(_NAME_TRIES):
        try:
            user = prepare_person(
                first_name=first_name,
                last_name=last_name,
                username=username_for(email=invitation.email, attempt=attempt),
                email=invitation.email,
                phone=phone,
                password=password,
                password_field="password",
                user_type=User.Type.TEACHER,
                region=school.country,
            )
            with transaction.atomic():
                save_person(user=user)
                _join(word, user, now)
            return _enter(user, now, device)
        except DetailsTaken as refusal:
            if tuple(refusal.fields) != ("username",):
                raise
    raise InvitationOver


def accept_as_known(*, word: str, password: str, now: datetime, device: Device) -> Tokens:
    """The person whose e-mail was invited proves who they are and is in the team; the word is spent.

    Raises `InvitationOver`, `CredentialsWrong`, `SignInLocked` or `StudiesHere`.
    """
    invitation = read_invitation(word=word, now=now)
    school = context.require_tenant()
    user = check_credentials(
        login=invitation.email,
        password=password,
        tenant_id=school.id,
        region=school.country,
        address=device.address,
        now=now,
    )
    if user.email != invitation.email:
        raise CredentialsWrong
    with transaction.atomic():
        _join(word, user, now)
    return _enter(user, now, device)


def _join(word: str, user: User, now: datetime) -> None:
    """Spend the word and write the rows; the caller holds the transaction."""
    # The lock on the invitation lets one of two clicks through.
    invitation = read_locked(word=word, now=now)
    school = context.require_tenant()
    membership, is_new = Membership.objects.get_or_create(
        user=user, tenant_id=school.id, defaults={"role": invitation.role}
    )
    if membership.role == Membership.Role.STUDENT:
        raise StudiesHere
    if membership.role == Membership.Role.OWNER:
        raise AlreadyInTeam
    if not is_new:
        Membership.objects.filter(pk=membership.pk).update(role=invitation.role)
    StaffMember.objects.update_or_create(
        user_id=user.pk,
        defaults={
            "role": invitation.role,
            "scopes": invitation.scopes,
            "full_name": user.full_name,
            "email": user.email,
            "is_active": True,
        },
    )
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at", "updated_at"])
    begin_acting(ActingPerson(id=user.pk, name=user.full_name))
    note_act(act="team.joined", of=user.pk, title=user.full_name, details={"role": invitation.role})


def _enter(user: User, now: datetime, device: Device) -> Tokens:
    return start_session(
        user=user,
        tenant_id=context.require_tenant().id,
        kind=Session.Kind.STAFF,
        now=now,
        address=device.address or None,
        user_agent=device.user_agent,
    )
