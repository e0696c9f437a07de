"""Asking somebody into the team: a link for three days, good once.

The link carries a signed word and nothing is stored that opens it, so that the owner can be shown
the same link again. What spends it is the invitation's own row, under its lock.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction

from shared_apps.accounts.models import Membership
from shared_apps.kernel import counters
from shared_apps.kernel.acts import note_act
from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.events import publish
from tenant_apps.staff.errors import AlreadyInTeam, AlreadyInvited, InvitationOver, RoleUnknown, StudiesHere
from tenant_apps.staff.events import InvitationReady
from tenant_apps.staff.models import Invitation, StaffMember
from tenant_apps.staff.rules import INVITATION_LIFETIME, INVITED_ROLES, clean_scopes
from tenants import context
from tenants.keys import tenant_key

_SALT = "invitation"
_MAX_CHARS = 300
_DAY = timedelta(days=1)


def invite(
    *, full_name: str, email: str, role: str, scopes: Iterable[str], by: str, now: datetime, door: str = ""
) -> Invitation:
    """Ask the person with this e-mail into the team; the link is mailed when its `door` is given.

    Raises `RoleUnknown`, `AlreadyInTeam`, `StudiesHere`, `AlreadyInvited` while a link is open, or
    `TooManyAttempts`.
    """
    if role not in INVITED_ROLES:
        raise RoleUnknown
    address = email.strip().lower()
    _refuse_known(address)
    school = context.require_tenant()
    counters.hit(key=f"invitations:{school.id}", limit=settings.INVITATIONS_PER_DAY, window=_DAY, now=now)
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
        _mail(made, door)
    return made


def renew_invitation(*, invitation_id: uuid.UUID, now: datetime, door: str = "") -> Invitation:
    """Three more days from now; links handed out before stop working, the new one is mailed.

    Raises `NotFound` or `TooManyAttempts`.
    """
    _count_mail(invitation_id, now)
    with transaction.atomic():
        found = _lock(invitation_id)
        found.expires_at = now + INVITATION_LIFETIME
        found.save(update_fields=["expires_at", "updated_at"])
        _mail(found, door)
    return found


def send_invitation_again(*, invitation_id: uuid.UUID, now: datetime, door: str) -> Invitation:
    """Mail the same link once more. Raises `NotFound`, `InvitationOver` or `TooManyAttempts`."""
    _count_mail(invitation_id, now)
    with transaction.atomic():
        found = _lock(invitation_id)
        if not found.is_open(now):
            raise InvitationOver
        _mail(found, door)
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


def read_locked(*, word: str, now: datetime) -> Invitation:
    """As `read_invitation`, holding the row's lock; the caller holds the transaction."""
    return _read(word, now, Invitation.objects.select_for_update())


def _mail(invitation: Invitation, door: str) -> None:
    if door:
        publish(InvitationReady(invitation_id=invitation.pk, door=door))


def _count_mail(invitation_id: uuid.UUID, now: datetime) -> None:
    limit = settings.INVITATION_MAILS_PER_DAY
    counters.hit(key=f"invitation_mail:{invitation_id}", limit=limit, window=_DAY, now=now)


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
