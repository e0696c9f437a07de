"""8: assessments, attempts, grading."""

from __future__ import annotations

from django.urls import URLPattern

from config.contracts.routing import route
from tenant_apps.assessments.api import edupro as assessments

ROUTES: list[list[URLPattern]] = [
    route("teacher/assessments/", assessments.AssessmentList),
    route("teacher/courses/<uuid:course_id>/assessments/", assessments.CourseAssessmentList),
    route("teacher/assessments/<uuid:assessment_id>/", assessments.AssessmentDetail),
    route("teacher/assessments/<uuid:assessment_id>/questions/", assessments.QuestionList),
    route("teacher/assessments/questions/<uuid:question_id>/", assessments.QuestionDetail),
    route("teacher/questions/<uuid:question_id>/options/", assessments.OptionList),
    route("teacher/questions/options/<uuid:option_id>/", assessments.OptionDetail),
    # The first also answers for a teacher who is called "attempts".
    route("student/assessments/<str:teacher_username>/", assessments.StudentAssessmentList),
    route(
        "student/assessments/<uuid:assessment_id>/<str:teacher_username>/start/", assessments.AssessmentStart
    ),
    route("students/attempts/<uuid:attempt_id>/submit/", assessments.AttemptSubmit),
    route("student/<str:teacher_username>/attempts/", assessments.StudentAttemptList),
    route("student/attempts/<uuid:attempt_id>/result/", assessments.AttemptResult),
    route("teacher/grading/pending/", assessments.PendingList),
    route("teacher/grading/answer/<uuid:answer_id>/", assessments.AnswerGrade),
]
