"""A school's host."""

from __future__ import annotations

from django.urls import path

from config.urls.api import urlpatterns as api
from config.urls.assessments import urlpatterns as assessments
from config.urls.pages import urlpatterns as pages
from config.urls.teach import urlpatterns as teach
from shared_apps.accounts.web.account import TeacherAccount
from shared_apps.accounts.web.devices import StudentDevices, TeacherDevices
from shared_apps.accounts.web.school import PasswordReset, PasswordResetConfirm, PasswordResetLink, SignOut
from shared_apps.operations.web.teacher import VisitEnd, VisitEnter, VisitsPage
from shared_apps.teachers.web.looks import colours_css, looks_css
from shared_apps.teachers.web.settings import SettingsPage
from shared_apps.teachers.web.teacher import BrandCorrections, BrandPage
from tenant_apps.courses.web.visitor import course_card
from tenant_apps.enrollments.web.student import (
    CourseDiscount,
    CoursePreview,
    CoursePreviewLink,
    EnrollFree,
    LearnCourse,
    LessonComplete,
    LessonDocument,
    LessonLink,
    LessonNoteAct,
    LessonNotes,
    LessonPlayer,
    LessonStream,
    LessonVideoState,
    LessonWatch,
    MyCourses,
    Redeem,
    RedeemCode,
    SchoolCourse,
    SchoolHome,
)
from tenant_apps.ratings.web.student import CourseReviews, ReviewRemoval, ReviewSave
from tenant_apps.staff.web.teacher import TeacherEnter, TeacherSignIn, TeamJoin
from tenant_apps.students.web.student import StudentProfilePage
from tenant_apps.students.web.visitor import StudentSignIn, StudentSignUp
from tenant_apps.video.api.hooks import VdoCipherHook

handler500 = "config.urls.failing.server_error"

urlpatterns = [
    *api,
    *pages,
    *teach,
    *assessments,
    path("", SchoolHome.as_view(), name="school_home"),
    path("courses/<uuid:course_id>/", SchoolCourse.as_view(), name="school_course"),
    path("courses/<uuid:course_id>/share.png", course_card, name="course_card"),
    path("courses/<uuid:course_id>/enroll/", EnrollFree.as_view(), name="enroll_free"),
    path(
        "courses/<uuid:course_id>/preview/<uuid:lesson_id>/", CoursePreview.as_view(), name="course_preview"
    ),
    path(
        "courses/<uuid:course_id>/preview/<uuid:lesson_id>/link/",
        CoursePreviewLink.as_view(),
        name="course_preview_link",
    ),
    path("courses/<uuid:course_id>/discount/", CourseDiscount.as_view(), name="course_discount"),
    path("courses/<uuid:course_id>/reviews/", CourseReviews.as_view(), name="course_reviews"),
    path("courses/<uuid:course_id>/reviews/save/", ReviewSave.as_view(), name="course_review_save"),
    path("courses/<uuid:course_id>/reviews/remove/", ReviewRemoval.as_view(), name="course_review_remove"),
    path("redeem/", Redeem.as_view(), name="redeem"),
    path("redeem/<str:code>", RedeemCode.as_view()),  # as printed in QR signs
    path("redeem/<str:code>/", RedeemCode.as_view(), name="redeem_code"),
    path("learn/", MyCourses.as_view(), name="my_courses"),
    path("learn/courses/<uuid:course_id>/", LearnCourse.as_view(), name="learn_course"),
    path("learn/lessons/<uuid:lesson_id>/", LessonPlayer.as_view(), name="lesson_player"),
    path("learn/lessons/<uuid:lesson_id>/notes/", LessonNotes.as_view(), name="lesson_notes"),
    path(
        "learn/lessons/<uuid:lesson_id>/notes/<uuid:note_id>/",
        LessonNoteAct.as_view(),
        name="lesson_note_act",
    ),
    path("learn/lessons/<uuid:lesson_id>/link/", LessonLink.as_view(), name="lesson_link"),
    path("learn/lessons/<uuid:lesson_id>/stream.m3u8", LessonStream.as_view(), name="lesson_stream"),
    path("learn/lessons/<uuid:lesson_id>/video/", LessonVideoState.as_view(), name="lesson_video"),
    path("learn/lessons/<uuid:lesson_id>/watch/", LessonWatch.as_view(), name="lesson_watch"),
    path("learn/lessons/<uuid:lesson_id>/complete/", LessonComplete.as_view(), name="lesson_complete"),
    path("learn/lessons/<uuid:lesson_id>/document/", LessonDocument.as_view(), name="lesson_document"),
    path("sign-up/", StudentSignUp.as_view(), name="student_sign_up"),
    path("sign-in/", StudentSignIn.as_view(), name="student_sign_in"),
    path("sign-out/", SignOut.as_view(), name="sign_out"),
    path("password-reset/", PasswordReset.as_view(), name="password_reset"),
    path("password-reset/confirm/", PasswordResetConfirm.as_view(), name="password_reset_confirm"),
    path("password-reset/link/<str:token>/", PasswordResetLink.as_view(), name="password_reset_link"),
    path("profile/", StudentProfilePage.as_view(), name="student_profile"),
    path("profile/devices/", StudentDevices.as_view(), name="student_devices"),
    path("teach/account/", TeacherAccount.as_view(), name="teacher_account"),
    path("teach/account/devices/", TeacherDevices.as_view(), name="teacher_devices"),
    path("looks.css", looks_css, name="looks_css"),
    path("hooks/vdocipher/<str:secret>/", VdoCipherHook.as_view(), name="vdocipher_hook"),
    path("teach/settings/", SettingsPage.as_view(), name="teacher_settings"),
    path("teach/brand/", BrandPage.as_view(), name="teacher_brand"),
    path("teach/brand/corrections/", BrandCorrections.as_view(), name="teacher_brand_corrections"),
    path("teach/brand/colours.css", colours_css, name="colours_css"),
    path("teach/sign-in/", TeacherSignIn.as_view(), name="teacher_sign_in"),
    path("teach/enter/<str:token>/", TeacherEnter.as_view(), name="teacher_enter"),
    path("join/<str:token>/", TeamJoin.as_view(), name="team_join"),
    path("teach/visits/", VisitsPage.as_view(), name="teacher_visits"),
    path("teach/visit/<str:token>/", VisitEnter.as_view(), name="visit_enter"),
    path("teach/visit-end/", VisitEnd.as_view(), name="visit_end"),
]
