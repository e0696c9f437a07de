"""10: assessments in `edupro_v1`.

Staff: `assessments`, `questions`, `options`, `grading`. Students: `taking`, `room`. Both: `results`.
"""

from tenant_apps.assessments.api.edupro_v1.assessments import (
    AssessmentDetail,
    AssessmentList,
    CourseAssessmentList,
    Regrading,
    ResultsRelease,
)
from tenant_apps.assessments.api.edupro_v1.grading import (
    AnswerGrade,
    PendingList,
    PendingOfAssessment,
    PendingOfCourse,
    PendingOfQuestionType,
)
from tenant_apps.assessments.api.edupro_v1.options import OptionDetail, OptionList
from tenant_apps.assessments.api.edupro_v1.questions import QuestionDetail, QuestionList, QuestionOrder
from tenant_apps.assessments.api.edupro_v1.results import (
    AssessmentAttemptList,
    AttemptPages,
    AttemptResult,
    StudentAttemptList,
)
from tenant_apps.assessments.api.edupro_v1.room import AnswerSave, AttemptRoom, AttemptTakeOver
from tenant_apps.assessments.api.edupro_v1.taking import (
    AssessmentStart,
    AttemptSubmit,
    StudentAssessmentList,
)

__all__ = [
    "AnswerGrade",
    "AnswerSave",
    "AssessmentAttemptList",
    "AssessmentDetail",
    "AssessmentList",
    "AssessmentStart",
    "AttemptPages",
    "AttemptResult",
    "AttemptRoom",
    "AttemptSubmit",
    "AttemptTakeOver",
    "CourseAssessmentList",
    "OptionDetail",
    "OptionList",
    "PendingList",
    "PendingOfAssessment",
    "PendingOfCourse",
    "PendingOfQuestionType",
    "QuestionDetail",
    "QuestionList",
    "QuestionOrder",
    "Regrading",
    "ResultsRelease",
    "StudentAssessmentList",
    "StudentAttemptList",
]
