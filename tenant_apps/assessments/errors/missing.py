"""What is not there. The sentences are the ones clients know."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import NotFound


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
