"""Why something about an assessment is refused. The sentences are the ones clients know."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import InvalidInput, Kind, NotFound, Refusal


class AssessmentUnknown(NotFound):
    code = "assessment_unknown"
    message = _("The specified assessment does not exist.")


class QuestionUnknown(NotFound):
    code = "question_unknown"
    message = _("The specified question does not exist.")


class OptionUnknown(NotFound):
    code = "option_unknown"
    message = _("The specified option does not exist.")


class AttemptUnknown(NotFound):
    code = "attempt_unknown"
    message = _("The specified assessment attempt does not exist.")


class AnswerUnknown(NotFound):
    code = "answer_unknown"
    message = _("The specified student answer does not exist.")


# Writing an assessment


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


# Writing questions


class QuestionTextEmpty(Refusal):
    code = "question_text_empty"
    field = "text"
    message = _("Question text cannot be empty.")


class QuestionKindUnknown(Refusal):
    code = "question_kind_unknown"
    field = "kind"
    message = _("Invalid question type.")


class QuestionPointsRefused(Refusal):
    code = "question_points_refused"
    field = "points"
    message = _("Marks must be greater than 0.")


class QuestionPointsTooMany(QuestionPointsRefused):
    code = "question_points_too_many"
    message = _("A question can have at most 9,999.99 marks.")


class QuestionOrderRefused(Refusal):
    code = "question_order_refused"
    field = "order"
    message = _("Order must be greater than 0.")


class TooManyQuestions(Refusal):
    code = "too_many_questions"
    field = "questions"
    message = _("An assessment can have at most 500 questions.")


class AcceptedAnswersRefused(Refusal):
    code = "accepted_answers_refused"
    field = "accepted_answers"
    message = _("At most 50 accepted answers, each of at most 500 characters.")


class OptionTextEmpty(Refusal):
    code = "option_text_empty"
    field = "option_text"
    message = _("Option text cannot be empty.")


class OptionOrderRefused(Refusal):
    code = "option_order_refused"
    field = "order"
    message = _("Order must be greater than 0.")


class TooManyOptions(Refusal):
    code = "too_many_options"
    field = "options"
    message = _("A question can have at most 50 options.")


class OptionsNotTaken(Refusal):
    """Only multiple choice and true/false questions have options."""

    code = "options_not_taken"
    field = "options"
    message = _("Only multiple choice and true/false questions have options.")


class TrueFalseOptionRefused(Refusal):
    code = "true_false_option_refused"
    field = "option_text"
    message = _("The options of a true/false question are True and False.")


# Taking


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


# Grading and results


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
