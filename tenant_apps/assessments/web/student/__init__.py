"""A student's day (`today`), marks (`progress`) and assessments.

`listing` what may be taken, `room` the attempt, `calls` what its script asks, `result` what became of it.
`typed` reads the plain form, `reading` is what they have in common.
"""

from tenant_apps.assessments.web.student.calls import AttemptSave, AttemptSubmit
from tenant_apps.assessments.web.student.listing import AssessmentStart, MyAssessments
from tenant_apps.assessments.web.student.progress import MyProgress
from tenant_apps.assessments.web.student.result import AttemptResult
from tenant_apps.assessments.web.student.room import (
    AttemptAnswers,
    AttemptHandIn,
    AttemptPicture,
    AttemptRoom,
    AttemptTakeOver,
)
from tenant_apps.assessments.web.student.today import Today

__all__ = [
    "AssessmentStart",
    "AttemptAnswers",
    "AttemptHandIn",
    "AttemptPicture",
    "AttemptResult",
    "AttemptRoom",
    "AttemptSave",
    "AttemptSubmit",
    "AttemptTakeOver",
    "MyAssessments",
    "MyProgress",
    "Today",
]
