"""Asking somebody into the team: a link for three days, good once.

The link carries a signed word and nothing is stored that opens it, so that the owner can be shown
the same link again. What spends it is the invitation's own row, under its lock.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db import IntegrityError, transaction

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
from shared_apps.kernel.errors import NotFound
from tenant_apps.staff.errors import AlreadyInTeam, AlreadyInvited, InvitationOver, RoleUnknown, StudiesHere
from tenant_apps.staff.models import Invitation, StaffMember
from tenant_apps.staff.rules import INVITATION_LIFETIME, INVITED_ROLES, clean_scopes, username_for
from tenants import context
from tenants.keys import tenant_key

_SALT = "invitation"
_MAX_CHARS = 300
_NAME_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """From where somebody comes."""

    address: str = ""
    user_agent: str = ""


def invite(
    *, full_name: str, email: str, role: str, scopes: Iterable[str], by: str, now: datetime
) -> Invitation:
    """Ask the person with this e-mail into the team.

    Raises `RoleUnknown`, `AlreadyInTeam`, `StudiesHere`, or `AlreadyInvited` while a link is open.
    """
    if role not in INVITED_ROLES:
        raise RoleUnknown
    address = email.strip().lower()
    _refuse_known(address)
    with transaction.atomic():
        Invitation.objects.filter(email=address, accepted_at=None, expires_at__lte=now).delete()
        try:
            with transaction.atomic():
                made = Invitation.objects.create(
                    full_name=" ".join(full_name.split()),
                    email=address,
                    role=role,
                    scopes=clean_scopes(scopes),
                    invited_by=by,
                    expires_at=now + INVITATION_LIFETIME,
                )
        except IntegrityError as error:
            raise AlreadyInvited from error
        note_act(act="team.invited", of=made.pk, title=made.full_name, details={"role": role})
    return made


def renew_invitation(*, invitation_id: uuid.UUID, now: datetime) -> Invitation:
    """Three more days from now; links handed out before stop working. Raises `NotFound`."""
    with transaction.atomic():
        found = _lock(invitation_id)
        found.expires_at = now + INVITATION_LIFETIME
        found.save(update_fields=["expires_at", "updated_at"])
    return found


def withdraw_invitation(*, invitation_id: uuid.UUID) -> None:
    """The link stops working at once. Withdrawing what is gone changes nothing."""
    with transaction.atomic():
        found = Invitation.objects.select_for_update().filter(pk=invitation_id, accepted_at=None).first()
        if found is not None:
            note_act(act="team.invitation_withdrawn", title=found.full_name)
            found.delete()


def word_of(*, invitation: Invitation) -> str:
    """What the link carries; another one after each renewal."""
    content = {"id": str(invitation.pk), "ends": int(invitation.expires_at.timestamp())}
    return signing.dumps(content, key=_key(), salt=_SALT)


def read_invitation(*, word: str, now: datetime) -> Invitation:
    """The open invitation that the word names; it stays open. Raises `InvitationOver`."""
    return _read(word, now, Invitation.objects.all())


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
    invitation = _read(word, now, Invitation.objects.select_for_update())
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


def _refuse_known(email: str) -> None:
    if StaffMember.objects.filter(email=email, is_active=True).exists():
        raise AlreadyInTeam
    school = context.require_tenant()
    role = Membership.objects.filter(user__email=email, tenant_id=school.id).values_list("role", flat=True)
    if role.first() == Membership.Role.STUDENT:
        raise StudiesHere


def _lock(invitation_id: uuid.UUID) -> Invitation:
    found = Invitation.objects.select_for_update().filter(pk=invitation_id, accepted_at=None).first()
    if found is None:
        raise NotFound
    return found


def _read(word: str, now: datetime, rows: object) -> Invitation:
    try:
        content = signing.loads(word[:_MAX_CHARS], key=_key(), salt=_SALT)
        key, ends = uuid.UUID(content["id"]), int(content["ends"])
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise InvitationOver from error
    found = rows.filter(pk=key).first()  # type: ignore[attr-defined]  # a queryset, locked or not
    if found is None or not found.is_open(now) or int(found.expires_at.timestamp()) != ends:
        raise InvitationOver
    return found


def _key() -> str:
    return tenant_key(tenant_id=context.require_tenant().id, purpose="invitation").hex()
