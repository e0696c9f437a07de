"""Why an assessment is not written like that."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import InvalidInput, Kind, Refusal


class TargetUnknown(Refusal):
    """The course, module or lesson is none of this school."""

    code = "assessment_target_unknown"
    kind = Kind.FORBIDDEN
    message = _("You can only create assessments for your own courses/modules/lessons.")


class TargetMissing(Refusal):
    code = "assessment_target_missing"
    field = "course"
    message = _("Choose a course, a module or a lesson.")


class TargetMismatch(Refusal):
    code = "assessment_target_mismatch"
    field = "course"
    message = _("The lesson, the module and the course do not belong together.")


class AssessmentTitleEmpty(Refusal):
    code = "assessment_title_empty"
    field = "title"
    message = _("Title must not be empty.")


class TextTooLong(Refusal):
    code = "assessment_text_too_long"
    message = _("This text is too long.")


class AssessmentKindUnknown(Refusal):
    code = "assessment_kind_unknown"
    field = "kind"
    message = _("Invalid assessment type. Must be one of: quiz, assignment, exam")


class TimeLimitRefused(Refusal):
    code = "time_limit_refused"
    field = "time_limit_minutes"
    message = _("Duration must be greater than 0.")


class TimeLimitTooLong(TimeLimitRefused):
    code = "time_limit_too_long"
    message = _("The time limit can be at most 10,080 minutes (one week).")


class PassingPercentRefused(Refusal):
    code = "passing_percent_refused"
    field = "passing_percent"
    message = _("The passing grade must be between 0 and 100 percent.")


class MaxAttemptsRefused(Refusal):
    code = "max_attempts_refused"
    field = "max_attempts"
    message = _("The number of attempts must be between 1 and 1,000.")


class WindowRefused(Refusal):
    code = "window_refused"
    field = "available_until"
    message = _("The end must come after the beginning.")


class MomentTooFar(Refusal):
    """Not within the years in which a school is open. `field` says which moment."""

    code = "moment_too_far"
    message = _("These dates are too far away.")


class ClosingTimeMissing(Refusal):
    """Results shown after closing need a moment of closing."""

    code = "closing_time_missing"
    field = "available_until"
    message = _("To show results after closing, say when the assessment closes.")


class ResultsShownUnknown(Refusal):
    code = "results_shown_unknown"
    field = "results_shown"
    message = _("Choose when students see their results.")


class AssessmentHasAttempts(Refusal):
    """What students have written is not thrown away; take it off instead."""

    code = "assessment_has_attempts"
    kind = Kind.CONFLICT
    message = _("Students have already taken this assessment. Unpublish it instead.")


class QuestionsIncomplete(InvalidInput):
    """Cannot be published: `errors` maps `questions.<order>` to what that question lacks."""

    code = "questions_incomplete"
    message = _("Some questions are not complete.")
