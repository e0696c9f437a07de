"""Why points are not given or a result is not shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Kind, NotFound, Refusal


class PointsOutOfRange(Refusal):
    """Base: no number, or outside of 0 and the question's points."""

    code = "points_out_of_range"
    field = "points_earned"
    message = _("A valid number is required.")


class PointsTooMany(PointsOutOfRange):
    code = "points_too_many"
    message = _("Points earned cannot exceed question points.")


class PointsNegative(PointsOutOfRange):
    code = "points_negative"
    message = _("Points earned cannot be negative.")


class AttemptStillOpen(Refusal):
    """The student is still writing."""

    code = "attempt_still_open"
    kind = Kind.CONFLICT
    message = _("This attempt has not been submitted yet.")


class ResultsNotReady(Refusal):
    """Submitted, and answers wait for a person."""

    code = "results_not_ready"
    kind = Kind.CONFLICT
    message = _("Please wait until all questions are graded.")


class ResultsNotReleased(Refusal):
    """Submitted; the teacher shows results later."""

    code = "results_not_released"
    kind = Kind.FORBIDDEN
    message = _("The results of this assessment are not shown yet.")


class GradeNotYours(Refusal):
    """Only who gave the points takes them back."""

    code = "grade_not_yours"
    kind = Kind.CONFLICT
    message = _("Somebody else has graded this answer meanwhile.")


class CommentEmpty(Refusal):
    code = "comment_empty"
    field = "feedback"
    message = _("Write the words first.")


class CommentUnknown(NotFound):
    code = "comment_unknown"
    message = _("This saved comment does not exist (any more).")


class TooManyComments(Refusal):
    code = "too_many_comments"
    field = "feedback"
    message = _("At most 100 comments can be saved. Remove one first.")
