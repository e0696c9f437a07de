"""Writes of assessments.

By staff: `assessments`, `questions`, `options` (what they share is in `keeping`, places in `orders`),
`grading`, `regrading`. By students: `starting`, `answering`. By the clock: `closing`. Points are
counted in `settling`.
"""

from tenant_apps.assessments.rules.given import GivenAnswer
from tenant_apps.assessments.services.answering import (
    Saved,
    note_signal,
    save_answer,
    save_answers,
    submit_attempt,
)
from tenant_apps.assessments.services.assessments import (
    AssessmentChanges,
    create_assessment,
    delete_assessment,
    release_results,
    update_assessment,
)
from tenant_apps.assessments.services.closing import (
    attempt_of_student,
    attempts_of_student,
    close_overdue,
)
from tenant_apps.assessments.services.grading import grade_answer
from tenant_apps.assessments.services.options import (
    OptionChanges,
    create_option,
    delete_option,
    update_option,
)
from tenant_apps.assessments.services.questions import (
    QuestionChanges,
    create_question,
    delete_question,
    reorder_questions,
    update_question,
)
from tenant_apps.assessments.services.regrading import Regraded, regrade_assessment
from tenant_apps.assessments.services.starting import start_attempt, take_over

__all__ = [
    "AssessmentChanges",
    "GivenAnswer",
    "OptionChanges",
    "QuestionChanges",
    "Regraded",
    "Saved",
    "attempt_of_student",
    "attempts_of_student",
    "close_overdue",
    "create_assessment",
    "create_option",
    "create_question",
    "delete_assessment",
    "delete_option",
    "delete_question",
    "grade_answer",
    "note_signal",
    "regrade_assessment",
    "release_results",
    "reorder_questions",
    "save_answer",
    "save_answers",
    "start_attempt",
    "submit_attempt",
    "take_over",
    "update_assessment",
    "update_option",
    "update_question",
]
