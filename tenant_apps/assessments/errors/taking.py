"""Why an attempt does not begin or an answer is not taken."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import InvalidInput, Kind, Refusal


class AssessmentNotAvailable(Refusal):
    """Base: not published, or not at this moment."""

    code = "assessment_not_available"
    message = _("This assessment is not active or available for students.")


class AssessmentNotOpenYet(AssessmentNotAvailable):
    code = "assessment_not_open_yet"


class AssessmentClosed(AssessmentNotAvailable):
    code = "assessment_closed"


class NotEnrolled(Refusal):
    code = "assessment_not_enrolled"
    kind = Kind.FORBIDDEN
    message = _("You must be enrolled in the course to take this assessment.")


class AlreadyAttempted(Refusal):
    code = "already_attempted"
    message = _("You have already attempted this assessment.")


class AttemptExpired(Refusal):
    """Too late; what was saved in time counts and the attempt is closed."""

    code = "attempt_expired"
    message = _("The time limit for this assessment has expired.")


class AlreadySubmitted(Refusal):
    code = "already_submitted"
    message = _("This assessment attempt has already been submitted.")


class AttemptElsewhere(Refusal):
    """Another device holds the attempt; `take_over` or starting again brings it here."""

    code = "attempt_elsewhere"
    kind = Kind.CONFLICT
    message = _("This attempt is open on another device.")


class AnswersInvalid(InvalidInput):
    """`errors` maps a path such as `answers.0.question` to its sentences."""

    code = "answers_invalid"
