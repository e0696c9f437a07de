"""The teacher's assessments: `listing` all of them and a new one, `builder` one with its settings and
buttons, `questions` its questions, `arranging` their order, `bank` the question bank, `attempts` what
students handed in, `analysis` what that says, `grading` the queue.

`forms` and `question_forms` read what is typed; `rights` says who may.
"""

from tenant_apps.assessments.web.teacher.analysis import AssessmentAnalysis, AssessmentResults
from tenant_apps.assessments.web.teacher.arranging import QuestionOrder
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
    "AssessmentAnalysis",
    "AssessmentAttempts",
    "AssessmentNew",
    "AssessmentOutline",
    "AssessmentPreview",
    "AssessmentResults",
    "AssessmentSettings",
    "AttemptReview",
    "GradeAnswer",
    "GradeUndo",
    "GradingQueue",
    "QuestionAct",
    "QuestionEdit",
    "QuestionNew",
    "QuestionOrder",
    "QuestionPicture",
    "TeacherAssessments",
]
