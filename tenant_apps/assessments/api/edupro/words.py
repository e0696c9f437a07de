"""The document's answers in section 8, and its names of what rules and services name otherwise."""

from __future__ import annotations

from shared_apps.wire.edupro import Error

TAGS = ["8 Assessments"]

COURSE_MISSING = Error(404, "Course not found", "The specified course does not exist.")
ASSESSMENT_MISSING = Error(404, "Assessment not found", "The specified assessment does not exist.")
QUESTION_MISSING = Error(404, "Question not found", "The specified question does not exist.")
OPTION_MISSING = Error(404, "Option not found", "The specified option does not exist.")
ATTEMPT_MISSING = Error(404, "Attempt not found", "The specified assessment attempt does not exist.")
ANSWER_MISSING = Error(404, "Answer not found", "The specified student answer does not exist.")
NOT_OWN_TARGET = Error(
    403, "Permission denied", "You can only create assessments for your own courses/modules/lessons."
)
NOT_OWN_ANSWER = Error(403, "Permission denied", "You can only grade answers for your own questions.")
NOT_AVAILABLE = Error(
    400, "Assessment not available", "This assessment is not active or available for students."
)
NOT_ENROLLED = Error(403, "Not enrolled", "You must be enrolled in the course to take this assessment.")
ALREADY_ATTEMPTED = Error(400, "Already attempted", "You have already attempted this assessment.")
EXPIRED = Error(400, "Assessment expired", "The time limit for this assessment has expired.")
ALREADY_SUBMITTED = Error(400, "Already submitted", "This assessment attempt has already been submitted.")

STARTING = {
    "assessment_not_available": NOT_AVAILABLE,
    "assessment_not_open_yet": NOT_AVAILABLE,
    "assessment_closed": NOT_AVAILABLE,
    "assessment_not_enrolled": NOT_ENROLLED,
    "already_attempted": ALREADY_ATTEMPTED,
}
SUBMITTING = {"attempt_expired": EXPIRED, "already_submitted": ALREADY_SUBMITTED}

ASSESSMENT_NAMES = {
    "kind": "assessment_type",
    "time_limit_minutes": "duration_minutes",
    "passing_percent": "passing_score",
}
# The catalogue names these two fields otherwise than the section on writing them: both are taken.
QUESTION_NAMES = {"text": "question_text", "points": "mark", "kind": "question_type"}
OPTION_NAMES = {"text": "option_text"}

WHOLE_NUMBER = "A valid integer is required."
ORDER_WRONG = "Order must be greater than 0."
