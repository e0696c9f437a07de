"""8: assessments in `edupro`: `writing` them, `questions` and options, `taking` and results, `grading`."""

from tenant_apps.assessments.api.edupro.grading import AnswerGrade, PendingList
from tenant_apps.assessments.api.edupro.questions import (
    OptionDetail,
    OptionList,
    QuestionDetail,
    QuestionList,
)
from tenant_apps.assessments.api.edupro.taking import (
    AssessmentStart,
    AttemptResult,
    AttemptSubmit,
    StudentAssessmentList,
    StudentAttemptList,
)
from tenant_apps.assessments.api.edupro.writing import (
    AssessmentDetail,
    AssessmentList,
    CourseAssessmentList,
)

__all__ = [
    "AnswerGrade",
    "AssessmentDetail",
    "AssessmentList",
    "AssessmentStart",
    "AttemptResult",
    "AttemptSubmit",
    "CourseAssessmentList",
    "OptionDetail",
    "OptionList",
    "PendingList",
    "QuestionDetail",
    "QuestionList",
    "StudentAssessmentList",
    "StudentAttemptList",
]
