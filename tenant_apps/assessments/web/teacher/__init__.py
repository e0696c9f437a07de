"""The teacher's assessments: `listing` all of them and a new one, `builder` one with its settings and
buttons, `questions` its questions, `attempts` what students handed in, `grading` the queue.

`forms` and `question_forms` read what is typed; `rights` says who may.
"""

from tenant_apps.assessments.web.teacher.attempts import AssessmentAttempts, AttemptReview
from tenant_apps.assessments.web.teacher.builder import (
    AssessmentAct,
    AssessmentOutline,
    AssessmentPreview,
    AssessmentSettings,
)
from tenant_apps.assessments.web.teacher.grading import GradeAnswer, GradeUndo, GradingQueue
from tenant_apps.assessments.web.teacher.listing import AssessmentNew, TeacherAssessments
from tenant_apps.assessments.web.teacher.questions import (
    QuestionAct,
    QuestionEdit,
    QuestionNew,
    QuestionPicture,
)

__all__ = [
    "AssessmentAct",
    "AssessmentAttempts",
    "AssessmentNew",
    "AssessmentOutline",
    "AssessmentPreview",
    "AssessmentSettings",
    "AttemptReview",
    "GradeAnswer",
    "GradeUndo",
    "GradingQueue",
    "QuestionAct",
    "QuestionEdit",
    "QuestionNew",
    "QuestionPicture",
    "TeacherAssessments",
]
