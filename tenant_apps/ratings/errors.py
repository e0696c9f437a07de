"""Why a rating is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Kind, NotFound, Refusal


class NotEnrolled(Refusal):
    """Only who has or had the course, or a module of it, may rate it."""

    code = "rating_not_enrolled"
    kind = Kind.FORBIDDEN
    message = _("You are not enrolled in this course.")


class AlreadyRated(Refusal):
    code = "already_rated"
    message = _("You have already rated this course.")


class RatingUnknown(NotFound):
    code = "rating_unknown"


class NotTheAuthor(Refusal):
    code = "not_rating_author"
    kind = Kind.FORBIDDEN
    message = _("You do not have permission to perform this action.")


class StarsRefused(Refusal):
    code = "stars_refused"
    field = "rating"
    message = _("Rating must be between 1 and 5.")


class CommentTooLong(Refusal):
    code = "comment_too_long"
    field = "comment"
    message = _("Comment cannot exceed 500 characters.")


class ReplyTooLong(Refusal):
    code = "reply_too_long"
    field = "reply"
    message = _("The reply cannot exceed 1000 characters.")


class ReasonRefused(Refusal):
    code = "hiding_reason_refused"
    field = "reason"
    message = _("Say in at most 200 characters why this review is hidden.")
