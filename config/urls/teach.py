"""The teacher's pages of a school's host."""

from __future__ import annotations

from django.urls import URLPattern, path

from tenant_apps.analytics.web.teacher import (
    CourseNumbersPage,
    ExportFile,
    ExportPage,
    RevenueExport,
    RevenuePage,
    TeacherHome,
)
from tenant_apps.coupons.web.teacher import (
    BatchAct,
    BatchExport,
    BatchExtend,
    BatchNew,
    BatchPage,
    BatchVoid,
    CodeAct,
    CodeDesk,
    CodeDo,
    CodePage,
    CodesPage,
    DiscountAct,
    DiscountNew,
    DiscountPage,
    DiscountsPage,
    SheetPage,
    TriesForgiven,
)
from tenant_apps.courses.web.teacher import (
    CourseAct,
    CourseDetails,
    CourseNew,
    ModuleAct,
    ModuleEdit,
    ModuleNew,
)
from tenant_apps.enrollments.web.teacher import (
    BulkAsk,
    BulkWorkPage,
    GuardianMessages,
    PlaceExtension,
    PlaceRemoval,
    StudentAct,
    StudentNew,
    StudentPage,
    StudentsExport,
    StudentsPage,
)
from tenant_apps.enrollments.web.teacher_courses import CoursesWithFigures
from tenant_apps.enrollments.web.teacher_desk import CodeOpen
from tenant_apps.ratings.web.teacher import RatingAct, RatingsPage
from tenant_apps.staff.web.teacher import (
    ActivityExport,
    ActivityPage,
    InvitationAct,
    MemberAct,
    MemberPage,
    TeamInvite,
    TeamPage,
)
from tenant_apps.video.web.teacher import (
    CourseOutline,
    CoursePreview,
    LessonAct,
    LessonEdit,
    LessonFile,
    LessonFromFile,
    LessonNew,
    LessonPreview,
    LessonStream,
    LessonVideo,
    LessonVideoLink,
    ModuleVideos,
    OutlineOrder,
    UploadPlace,
    VideoAccountPage,
)

COURSE = "teach/courses/<uuid:course_id>/"
MODULE = f"{COURSE}modules/<uuid:module_id>/"
LESSON = f"{COURSE}lessons/<uuid:lesson_id>/"
STUDENT = "teach/students/<uuid:student_id>/"
CODE = "teach/codes/one/<uuid:code_id>/"
BATCH = "teach/codes/<uuid:batch_id>/"
DISCOUNT = "teach/discounts/<uuid:coupon_id>/"

urlpatterns: list[URLPattern] = [
    path("teach/", TeacherHome.as_view(), name="teacher_home"),
    path("teach/revenue/", RevenuePage.as_view(), name="teacher_revenue"),
    path("teach/revenue/table.csv", RevenueExport.as_view(), name="teacher_revenue_export"),
    path("teach/export/", ExportPage.as_view(), name="teacher_export"),
    path("teach/export/file/", ExportFile.as_view(), name="teacher_export_file"),
    path(f"{COURSE}numbers/", CourseNumbersPage.as_view(), name="teacher_course_numbers"),
    path("teach/courses/", CoursesWithFigures.as_view(), name="teacher_courses"),
    path("teach/courses/new/", CourseNew.as_view(), name="teacher_course_new"),
    path(COURSE, CourseOutline.as_view(), name="teacher_course"),
    path(f"{COURSE}details/", CourseDetails.as_view(), name="teacher_course_details"),
    path(f"{COURSE}preview/", CoursePreview.as_view(), name="teacher_course_preview"),
    path(f"{COURSE}act/", CourseAct.as_view(), name="teacher_course_act"),
    path(f"{COURSE}order/", OutlineOrder.as_view(), name="teacher_outline_order"),
    path(f"{COURSE}modules/new/", ModuleNew.as_view(), name="teacher_module_new"),
    path(MODULE, ModuleEdit.as_view(), name="teacher_module"),
    path(f"{MODULE}act/", ModuleAct.as_view(), name="teacher_module_act"),
    path(f"{MODULE}lessons/new/", LessonNew.as_view(), name="teacher_lesson_new"),
    path(f"{MODULE}videos/", ModuleVideos.as_view(), name="teacher_module_videos"),
    path(f"{MODULE}videos/new/", LessonFromFile.as_view(), name="teacher_lesson_from_file"),
    path(LESSON, LessonEdit.as_view(), name="teacher_lesson"),
    path(f"{LESSON}preview/", LessonPreview.as_view(), name="teacher_lesson_preview"),
    path(f"{LESSON}act/", LessonAct.as_view(), name="teacher_lesson_act"),
    path(f"{LESSON}video/", LessonVideo.as_view(), name="teacher_lesson_video"),
    path(f"{LESSON}video/place/", UploadPlace.as_view(), name="teacher_upload_place"),
    path(f"{LESSON}video/file/", LessonFile.as_view(), name="teacher_lesson_file"),
    path(f"{LESSON}video/link/", LessonVideoLink.as_view(), name="teacher_lesson_link"),
    path(f"{LESSON}video/stream.m3u8", LessonStream.as_view(), name="teacher_lesson_stream"),
    path("teach/settings/video/", VideoAccountPage.as_view(), name="teacher_video_account"),
    path("teach/students/", StudentsPage.as_view(), name="teacher_students"),
    path("teach/students/new/", StudentNew.as_view(), name="teacher_student_new"),
    path("teach/students/bulk/", BulkAsk.as_view(), name="teacher_bulk"),
    path("teach/students/bulk/<uuid:work_id>/", BulkWorkPage.as_view(), name="teacher_bulk_work"),
    path("teach/students/messages/", GuardianMessages.as_view(), name="teacher_student_messages"),
    path("teach/students/students.csv", StudentsExport.as_view(), name="teacher_students_export"),
    path(STUDENT, StudentPage.as_view(), name="teacher_student"),
    path(f"{STUDENT}act/", StudentAct.as_view(), name="teacher_student_act"),
    path(f"{STUDENT}places/<uuid:place_id>/remove/", PlaceRemoval.as_view(), name="teacher_place_removal"),
    path(
        f"{STUDENT}places/<uuid:place_id>/extend/", PlaceExtension.as_view(), name="teacher_place_extension"
    ),
    path("teach/codes/", CodesPage.as_view(), name="teacher_codes"),
    path("teach/codes/new/", BatchNew.as_view(), name="teacher_codes_new"),
    path("teach/codes/find/", CodeDesk.as_view(), name="teacher_code_desk"),
    path(
        "teach/codes/find/<uuid:student_id>/forgive/", TriesForgiven.as_view(), name="teacher_tries_forgiven"
    ),
    path(CODE, CodePage.as_view(), name="teacher_code"),
    path(f"{CODE}act/", CodeDo.as_view(), name="teacher_code_do"),
    path(f"{CODE}open/", CodeOpen.as_view(), name="teacher_code_open"),
    path(BATCH, BatchPage.as_view(), name="teacher_batch"),
    path(f"{BATCH}act/", BatchAct.as_view(), name="teacher_batch_act"),
    path(f"{BATCH}void/", BatchVoid.as_view(), name="teacher_batch_void"),
    path(f"{BATCH}extend/", BatchExtend.as_view(), name="teacher_batch_extend"),
    path(f"{BATCH}codes/<uuid:code_id>/<str:act>/", CodeAct.as_view(), name="teacher_code_act"),
    path(f"{BATCH}sheet/", SheetPage.as_view(), name="teacher_sheet"),
    path(f"{BATCH}codes.csv", BatchExport.as_view(), name="teacher_batch_export"),
    path("teach/discounts/", DiscountsPage.as_view(), name="teacher_discounts"),
    path("teach/discounts/new/", DiscountNew.as_view(), name="teacher_discount_new"),
    path(DISCOUNT, DiscountPage.as_view(), name="teacher_discount"),
    path(f"{DISCOUNT}act/", DiscountAct.as_view(), name="teacher_discount_act"),
    path("teach/team/", TeamPage.as_view(), name="teacher_team"),
    path("teach/team/invite/", TeamInvite.as_view(), name="teacher_team_invite"),
    path("teach/team/<uuid:member_id>/", MemberPage.as_view(), name="teacher_member"),
    path("teach/team/<uuid:member_id>/act/", MemberAct.as_view(), name="teacher_member_act"),
    path(
        "teach/team/invitations/<uuid:invitation_id>/act/",
        InvitationAct.as_view(),
        name="teacher_invitation_act",
    ),
    path("teach/activity/", ActivityPage.as_view(), name="teacher_activity"),
    path("teach/activity/activity.csv", ActivityExport.as_view(), name="teacher_activity_export"),
    path("teach/ratings/", RatingsPage.as_view(), name="teacher_ratings"),
    path("teach/ratings/<uuid:rating_id>/act/", RatingAct.as_view(), name="teacher_rating_act"),
]
