"""Pages of quizzes, assignments and exams on a school's host."""

from __future__ import annotations

from django.urls import URLPattern, path

from tenant_apps.assessments.web.student import (
    AssessmentStart,
    AttemptAnswers,
    AttemptHandIn,
    AttemptPicture,
    AttemptResult,
    AttemptRoom,
    AttemptSave,
    AttemptSubmit,
    AttemptTakeOver,
    MyAssessments,
)

ATTEMPT = "learn/attempts/<uuid:attempt_id>/"

urlpatterns: list[URLPattern] = [
    path("learn/assessments/", MyAssessments.as_view(), name="my_assessments"),
    path("learn/assessments/<uuid:assessment_id>/", AssessmentStart.as_view(), name="assessment_start"),
    path(ATTEMPT, AttemptRoom.as_view(), name="attempt_room"),
    path(f"{ATTEMPT}answers/", AttemptAnswers.as_view(), name="attempt_answers"),
    path(f"{ATTEMPT}save/", AttemptSave.as_view(), name="attempt_save"),
    path(f"{ATTEMPT}hand-in/", AttemptHandIn.as_view(), name="attempt_hand_in"),
    path(f"{ATTEMPT}submit/", AttemptSubmit.as_view(), name="attempt_submit"),
    path(f"{ATTEMPT}take-over/", AttemptTakeOver.as_view(), name="attempt_take_over"),
    path(f"{ATTEMPT}result/", AttemptResult.as_view(), name="attempt_result"),
    path(f"{ATTEMPT}pictures/<uuid:question_id>/", AttemptPicture.as_view(), name="attempt_picture"),
]
