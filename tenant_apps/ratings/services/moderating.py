"""What the school does about ratings: answer, hide, show again."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from shared_apps.kernel.acts import note_act
from shared_apps.kernel.audit import record_act
from tenant_apps.ratings import rules
from tenant_apps.ratings.models import Rating
from tenant_apps.ratings.selectors import get_rating
from tenant_apps.ratings.services.counting import keep_totals
from tenant_apps.ratings.services.rating import lock_rating
from tenant_apps.staff.models import StaffMember
from tenants.context import require_tenant


def reply_to_rating(*, rating_id: uuid.UUID, reply: str, now: datetime) -> Rating:
    """Answer a rating in public, or with an empty text take the answer back.

    Raises `RatingUnknown`, `ReplyTooLong`.
    """
    text = rules.clean_reply(reply)
    with transaction.atomic():
        rating = lock_rating(rating=get_rating(rating_id=rating_id))
        rating.reply, rating.replied_at = text, now if text else None
        rating.save(update_fields=["reply", "replied_at", "updated_at"])
        note_act(act="rating.replied", of=rating.pk)
    return rating


def hide_rating(*, rating_id: uuid.UUID, reason: str, by: StaffMember, now: datetime) -> Rating:
    """Take a rating out of public view and out of the averages; hiding it twice keeps the first reason.

    Raises `RatingUnknown`, `ReasonRefused`.
    """
    why = rules.clean_reason(reason)
    with transaction.atomic():
        rating = lock_rating(rating=get_rating(rating_id=rating_id))
        if rating.is_hidden:
            return rating
        rating.hidden_at, rating.hidden_reason, rating.hidden_by = now, why, by.user_id
        _save_visibility(rating)
        _note(rating, "rating.hide", by, reason=why)
        note_act(act="rating.hidden", of=rating.pk, details={"reason": why})
    return rating


def show_rating(*, rating_id: uuid.UUID, by: StaffMember) -> Rating:
    """Bring a hidden rating back; doing it twice changes nothing. Raises `RatingUnknown`."""
    with transaction.atomic():
        rating = lock_rating(rating=get_rating(rating_id=rating_id))
        if not rating.is_hidden:
            return rating
        rating.hidden_at, rating.hidden_reason, rating.hidden_by = None, "", None
        _save_visibility(rating)
        _note(rating, "rating.show", by)
        note_act(act="rating.shown", of=rating.pk)
    return rating


def _save_visibility(rating: Rating) -> None:
    rating.save(update_fields=["hidden_at", "hidden_reason", "hidden_by", "updated_at"])
    keep_totals(course_id=rating.course_id)


def _note(rating: Rating, action: str, by: StaffMember, **after: str) -> None:
    # Hiding changes what the public reads of a school: somebody may ask later who did it.
    record_act(
        action=action,
        actor_id=by.user_id,
        actor_name=by.full_name,
        object_type="rating",
        object_id=rating.id,
        tenant_id=require_tenant().id,
        before={"stars": rating.stars, "comment": rating.comment},
        after=after or None,
    )
