"""An operator looks at a school as its owner: with a reason, for half an hour, changing nothing.

The session belongs to the owner but carries the operator's id: pages refuse every change and hide
access codes (`accounts/web/middleware.py`), the API does not know it at all, and the owner reads
who came, when and why.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core import signing
from django.db import transaction

from shared_apps.accounts.models import Membership, Session, User
from shared_apps.accounts.services import Tokens, end_session, find_member, start_session
from shared_apps.kernel.acts import ActingPerson, acting_as, note_act
from shared_apps.kernel.errors import NotFound
from shared_apps.operations.errors import VisitInvalid, VisitRefused
from shared_apps.operations.models import Visit
from shared_apps.operations.rules import VISIT_LIFETIME, WORD_LIFETIME, clean_reason
from shared_apps.operations.services.schools import note
from tenants import context
from tenants.keys import tenant_key
from tenants.models import Tenant

_SALT = "visit"
_MAX_CHARS = 400


def ask_visit(*, tenant_id: uuid.UUID, reason: str, by: User, now: datetime) -> str:
    """A word that lets this operator into the school once, within a minute.

    Raises `NotFound`, `ReasonMissing` or `VisitRefused`.
    """
    reason = clean_reason(reason)
    with context.platform(), transaction.atomic():
        tenant = Tenant.objects.exclude(username=None).filter(pk=tenant_id).first()
        if tenant is None:
            raise NotFound
        owner = Membership.objects.filter(tenant=tenant, role=Membership.Role.OWNER).first()
        if tenant.state != Tenant.State.ACTIVE or owner is None:
            raise VisitRefused
        visit = Visit.objects.create(
            tenant=tenant,
            operator_id=by.pk,
            operator_name=by.full_name,
            owner_id=owner.user_id,
            reason=reason,
            ends_at=now + VISIT_LIFETIME,
        )
        note(tenant, "school.visit_asked", by, after={"reason": reason})
    ends = int((now + WORD_LIFETIME).timestamp())
    return signing.dumps({"visit": str(visit.pk), "ends": ends}, key=_key(tenant.pk), salt=_SALT)


def read_visit(*, word: str, now: datetime) -> Visit:
    """The visit at the active school that the word opens; it stays good. Raises `VisitInvalid`."""
    school = context.require_tenant()
    try:
        content = signing.loads(word[:_MAX_CHARS], key=_key(school.id), salt=_SALT)
        visit_id, ends = uuid.UUID(content["visit"]), int(content["ends"])
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise VisitInvalid from error
    visit = Visit.objects.filter(pk=visit_id, tenant_id=school.id, entered_at=None).first()
    if visit is None or now.timestamp() >= ends:
        raise VisitInvalid
    return visit


def enter_visit(*, word: str, now: datetime, address: str = "", user_agent: str = "") -> Tokens:
    """A session at the active school that ends with the visit; the word is spent.

    Raises `VisitInvalid`, also when the operator or the owner is none any more.
    """
    found = read_visit(word=word, now=now)
    with transaction.atomic():
        visit = Visit.objects.select_for_update().select_related("tenant").get(pk=found.pk)
        operator = User.objects.filter(pk=visit.operator_id, is_active=True, is_staff=True).first()
        owner = User.objects.filter(pk=visit.owner_id, is_active=True).first()
        if visit.entered_at is not None or operator is None or owner is None or not _owns(owner):
            raise VisitInvalid
        tokens = start_session(
            user=owner,
            tenant_id=visit.tenant_id,
            kind=Session.Kind.STAFF,
            now=now,
            address=address or None,
            user_agent=user_agent,
            lifetime=visit.ends_at - now,
            visitor_id=operator.pk,
        )
        visit.entered_at, visit.session_id = now, tokens.session.pk
        visit.save(update_fields=["entered_at", "session_id"])
        note(visit.tenant, "school.visit", operator, after={"reason": visit.reason})
        with acting_as(ActingPerson(id=operator.pk, name=operator.full_name)):
            note_act(act="visit.entered", of=visit.pk, details={"reason": visit.reason})
    return tokens


def end_visit(*, session: Session, now: datetime) -> None:
    """The operator leaves before the time is over. Ending twice changes nothing."""
    with transaction.atomic():
        visit = Visit.objects.select_for_update().filter(session_id=session.pk, ended_at=None).first()
        end_session(session=session, reason="visit_over", now=now)
        if visit is None:
            return
        visit.ended_at = now
        visit.save(update_fields=["ended_at"])
        operator = User.objects.get(pk=visit.operator_id)
        note(visit.tenant, "school.visit_end", operator)


def _owns(user: User) -> bool:
    member = find_member(kind=Session.Kind.STAFF, user_id=user.pk)
    return member is not None and member.role == Membership.Role.OWNER


def _key(tenant_id: uuid.UUID) -> str:
    return tenant_key(tenant_id=tenant_id, purpose="visit").hex()
