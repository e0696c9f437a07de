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
    MyProgress,
    Today,
)
from tenant_apps.assessments.web.teacher import (
    AssessmentAct,
    AssessmentAnalysis,
    AssessmentAttempts,
    AssessmentNew,
    AssessmentOutline,
    AssessmentPreview,
    AssessmentResults,
    AssessmentSettings,
    AttemptReview,
    GradeAnswer,
    GradeUndo,
    GradingQueue,
    QuestionAct,
    QuestionEdit,
    QuestionNew,
    QuestionOrder,
    QuestionPicture,
    TeacherAssessments,
)
from tenant_apps.assessments.web.teacher.bank import (
    AssessmentBank,
    AssessmentExport,
    AssessmentImport,
    BankExport,
    BankImport,
    BankQuestionAct,
    BankQuestionEdit,
    BankQuestionNew,
    BankQuestionPicture,
    QuestionBank,
    SheetTemplate,
)

BANK = "teach/questions/"
ATTEMPT = "learn/attempts/<uuid:attempt_id>/"
WRITTEN = "teach/assessments/<uuid:assessment_id>/"
QUESTION = f"{WRITTEN}questions/<uuid:question_id>/"

urlpatterns: list[URLPattern] = [
    path("today/", Today.as_view(), name="today"),
    path("progress/", MyProgress.as_view(), name="my_progress"),
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
    path("teach/assessments/", TeacherAssessments.as_view(), name="teacher_assessments"),
    path("teach/assessments/new/", AssessmentNew.as_view(), name="teacher_assessment_new"),
    path(WRITTEN, AssessmentOutline.as_view(), name="teacher_assessment"),
    path(f"{WRITTEN}settings/", AssessmentSettings.as_view(), name="teacher_assessment_settings"),
    path(f"{WRITTEN}preview/", AssessmentPreview.as_view(), name="teacher_assessment_preview"),
    path(f"{WRITTEN}act/", AssessmentAct.as_view(), name="teacher_assessment_act"),
    path(f"{WRITTEN}order/", QuestionOrder.as_view(), name="teacher_question_order"),
    path(f"{WRITTEN}attempts/", AssessmentAttempts.as_view(), name="teacher_assessment_attempts"),
    path(f"{WRITTEN}questions/new/<slug:kind>/", QuestionNew.as_view(), name="teacher_question_new"),
    path(QUESTION, QuestionEdit.as_view(), name="teacher_question"),
    path(f"{QUESTION}act/", QuestionAct.as_view(), name="teacher_question_act"),
    path(f"{QUESTION}picture/", QuestionPicture.as_view(), name="teacher_question_picture"),
    path(f"{WRITTEN}analysis/", AssessmentAnalysis.as_view(), name="teacher_assessment_analysis"),
    path(f"{WRITTEN}results/", AssessmentResults.as_view(), name="teacher_assessment_results"),
    path(f"{WRITTEN}bank/", AssessmentBank.as_view(), name="teacher_assessment_bank"),
    path(f"{WRITTEN}questions/import/", AssessmentImport.as_view(), name="teacher_questions_import"),
    path(f"{WRITTEN}questions/export/", AssessmentExport.as_view(), name="teacher_questions_export"),
    path(BANK, QuestionBank.as_view(), name="teacher_bank"),
    path(f"{BANK}new/<slug:kind>/", BankQuestionNew.as_view(), name="teacher_bank_new"),
    path(f"{BANK}import/", BankImport.as_view(), name="teacher_bank_import"),
    path(f"{BANK}export/", BankExport.as_view(), name="teacher_bank_export"),
    path(f"{BANK}template/", SheetTemplate.as_view(), name="teacher_questions_template"),
    path(f"{BANK}<uuid:bank_id>/", BankQuestionEdit.as_view(), name="teacher_bank_question"),
    path(f"{BANK}<uuid:bank_id>/act/", BankQuestionAct.as_view(), name="teacher_bank_question_act"),
    path(f"{BANK}<uuid:bank_id>/picture/", BankQuestionPicture.as_view(), name="teacher_bank_picture"),
    path("teach/attempts/<uuid:attempt_id>/", AttemptReview.as_view(), name="teacher_attempt"),
    path("teach/grading/", GradingQueue.as_view(), name="teacher_grading"),
    path("teach/grading/<uuid:answer_id>/", GradeAnswer.as_view(), name="teacher_grade"),
    path("teach/grading/<uuid:answer_id>/undo/", GradeUndo.as_view(), name="teacher_grade_undo"),
]
