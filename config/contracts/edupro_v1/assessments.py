"""10: assessments, attempts, grading."""

from __future__ import annotations

from django.urls import URLPattern

from config.contracts.routing import route
from tenant_apps.assessments.api import edupro_v1 as assessments

ROUTES: list[list[URLPattern]] = [
    # 10.1 to 10.6: writing
    route("teacher/assessments/", assessments.AssessmentList),
    route("teacher/courses/<uuid:course_id>/assessments/", assessments.CourseAssessmentList),
    route("teacher/assessments/<uuid:assessment_id>/", assessments.AssessmentDetail),
    route("teacher/assessments/<uuid:assessment_id>/release-results/", assessments.ResultsRelease),
    route("teacher/assessments/<uuid:assessment_id>/regrade/", assessments.Regrading),
    route("teacher/assessments/<uuid:assessment_id>/questions/", assessments.QuestionList),
    route("teacher/assessments/<uuid:assessment_id>/questions/reorder/", assessments.QuestionOrder),
    route("teacher/assessments/questions/<uuid:question_id>/", assessments.QuestionDetail),
    route("teacher/questions/<uuid:question_id>/options/", assessments.OptionList),
    route("teacher/questions/options/<uuid:option_id>/", assessments.OptionDetail),
    # 10.7 to 10.11: taking. The first also answers for a teacher who is called "attempts".
    route("student/assessments/<str:teacher_username>/", assessments.StudentAssessmentList),
    route(
        "student/assessments/<uuid:assessment_id>/<str:teacher_username>/start/", assessments.AssessmentStart
    ),
    route("students/attempts/<uuid:attempt_id>/", assessments.AttemptRoom),
    route("students/attempts/<uuid:attempt_id>/answers/<uuid:question_id>/", assessments.AnswerSave),
    route("students/attempts/<uuid:attempt_id>/take-over/", assessments.AttemptTakeOver),
    route("students/attempts/<uuid:attempt_id>/submit/", assessments.AttemptSubmit),
    route("student/<str:teacher_username>/attempts/", assessments.StudentAttemptList),
    route("student/attempts/<uuid:attempt_id>/result/", assessments.AttemptResult),
    route("teacher/assessments/<uuid:assessment_id>/attempts/", assessments.AssessmentAttemptList),
    route("teacher/assessments/attempts/<str:username>/", assessments.AttemptPages),
    # 10.12, 10.13: grading
    route("teacher/grading/pending/", assessments.PendingList),
    route("teacher/courses/<uuid:course_id>/grading/pending/", assessments.PendingOfCourse),
    route("teacher/assessments/<str:assessment_id>/grading/pending/", assessments.PendingOfAssessment),
    route(
        "teacher/assessments/questions/<str:question_type>/grading/pending/",
        assessments.PendingOfQuestionType,
    ),
    route("teacher/grading/answer/<uuid:answer_id>/", assessments.AnswerGrade),
]
