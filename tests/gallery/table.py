"""Every named page of the product and how to come to see it.

A page that is neither shown nor exempt fails (`test_accessibility.py` and `make screenshots`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

HOSTS = ("school", "platform")


@dataclass(frozen=True)
class Shown:
    """One page: whose eyes see it, and its address with the names of rows in it."""

    host: str
    name: str
    who: str
    """visitor, student, teacher, operator; `half` and `fresh` are operators between their two steps.

    `beginner` is a student without a course, `newcomer` the owner of a school opened a moment ago,
    and `stranger` a visitor of that school.
    """
    path: str
    status: int = 200
    state: str = ""
    """Which of several looks of the page this is; empty for the usual one."""
    typed: tuple[tuple[str, str], ...] = ()
    """What is typed first: names of fields, and words, in which names of rows may stand."""
    sends: str = ""
    """The button (a selector) that sends it then; `status` is that of the answer."""
    opens: str = ""
    """The button that opens a part of the page instead: a menu, a question."""
    draws: str = ""
    """A script that shows what only the page's own script can come to."""

    @property
    def key(self) -> str:
        state = f"-{self.state}" if self.state else ""
        return f"{self.host}-{self.name.replace(':', '-')}{state}"


def _shown(host: str, who: str, rows: dict[str, str]) -> list[Shown]:
    return [Shown(host, name, who, path) for name, path in rows.items()]


_COURSE = "/teach/courses/{course}/"
_MODULE = f"{_COURSE}modules/{{module}}/"
_LESSON = f"{_COURSE}lessons/{{lesson}}/"
_PAPER = "/teach/assessments/{exam}/"

PAGES = [
    Shown("school", "school_home", "visitor", "/?q=zz", state="nothing"),
    Shown("school", "school_home", "student", "/", state="student"),
    Shown("school", "school_course", "beginner", "/courses/{other_course}/", state="terms"),
    *_shown(
        "school",
        "visitor",
        {
            "school_home": "/",
            "school_course": "/courses/{course}/",
            "course_preview": "/courses/{course}/preview/{lesson}/",
            "course_reviews": "/courses/{course}/reviews/",
            "redeem": "/redeem/",
            "redeem_code": "/redeem/{code}/",
            "student_sign_up": "/sign-up/",
            "student_sign_in": "/sign-in/",
            "password_reset": "/password-reset/",
            "password_reset_confirm": "/password-reset/confirm/",
            "password_reset_link": "/password-reset/link/{reset}/",
            "branding:offline": "/offline/",
            "teacher_sign_in": "/teach/sign-in/",
            "teacher_enter": "/teach/enter/{hand_over}/",
            "visit_enter": "/teach/visit/{visit}/",
            "team_join": "/join/{invitation}/",
        },
    ),
    *_shown(
        "school",
        "student",
        {
            "today": "/today/",
            "my_courses": "/learn/",
            "my_progress": "/progress/",
            "learn_course": "/learn/courses/{course}/",
            "lesson_player": "/learn/lessons/{lesson}/",
            "course_discount": "/courses/{other_course}/discount/",
            "student_profile": "/profile/",
            "student_devices": "/profile/devices/",
            "my_assessments": "/learn/assessments/",
            "assessment_start": "/learn/assessments/{untouched}/",
            "attempt_room": "/learn/attempts/{attempt}/",
            "attempt_hand_in": "/learn/attempts/{attempt}/hand-in/",
            "attempt_result": "/learn/attempts/{graded}/result/",
        },
    ),
    *_shown(
        "school",
        "teacher",
        {
            "teacher_home": "/teach/",
            "teacher_revenue": "/teach/revenue/",
            "teacher_export": "/teach/export/",
            "teacher_course_numbers": f"{_COURSE}numbers/",
            "teacher_courses": "/teach/courses/",
            "teacher_course_new": "/teach/courses/new/",
            "teacher_course": _COURSE,
            "teacher_course_details": f"{_COURSE}details/",
            "teacher_course_preview": f"{_COURSE}preview/",
            "teacher_module_new": f"{_COURSE}modules/new/",
            "teacher_module": _MODULE,
            "teacher_lesson_new": f"{_MODULE}lessons/new/",
            "teacher_module_videos": f"{_MODULE}videos/",
            "teacher_lesson": _LESSON,
            "teacher_lesson_preview": f"{_LESSON}preview/",
            "teacher_video_account": "/teach/settings/video/",
            "teacher_students": "/teach/students/",
            "teacher_student_new": "/teach/students/new/",
            "teacher_student_messages": "/teach/students/messages/?all=1",
            "teacher_bulk_work": "/teach/students/bulk/{work}/",
            "teacher_student": "/teach/students/{student}/",
            "teacher_team": "/teach/team/",
            "teacher_team_invite": "/teach/team/invite/",
            "teacher_member": "/teach/team/{member}/",
            "teacher_activity": "/teach/activity/",
            "teacher_codes": "/teach/codes/",
            "teacher_codes_new": "/teach/codes/new/",
            "teacher_batch": "/teach/codes/{batch}/",
            "teacher_batch_void": "/teach/codes/{batch}/void/?serials=1-20&reason=Lost",
            "teacher_batch_extend": "/teach/codes/{batch}/extend/",
            "teacher_sheet": "/teach/codes/{batch}/sheet/",
            "teacher_code_desk": "/teach/codes/find/",
            "teacher_code": "/teach/codes/one/{code_id}/",
            "teacher_code_open": "/teach/codes/one/{code_id}/open/",
            "teacher_discounts": "/teach/discounts/",
            "teacher_discount_new": "/teach/discounts/new/",
            "teacher_discount": "/teach/discounts/{discount}/",
            "teacher_ratings": "/teach/ratings/",
            "teacher_assessments": "/teach/assessments/",
            "teacher_assessment_new": "/teach/assessments/new/",
            "teacher_assessment": _PAPER,
            "teacher_assessment_settings": f"{_PAPER}settings/",
            "teacher_assessment_preview": f"{_PAPER}preview/",
            "teacher_assessment_attempts": f"{_PAPER}attempts/",
            "teacher_question_new": f"{_PAPER}questions/new/multiple_choice/",
            "teacher_question": f"{_PAPER}questions/{{question}}/",
            "teacher_attempt": "/teach/attempts/{graded}/",
            "teacher_assessment_analysis": "/teach/assessments/{done_exam}/analysis/",
            "teacher_bank": "/teach/questions/",
            "teacher_bank_new": "/teach/questions/new/multiple_choice/",
            "teacher_bank_question": "/teach/questions/{bank}/",
            "teacher_bank_import": "/teach/questions/import/",
            "teacher_assessment_bank": f"{_PAPER}bank/",
            "teacher_questions_import": f"{_PAPER}questions/import/",
            "teacher_grading": "/teach/grading/?assessment={untouched}",
            "teacher_grade": "/teach/grading/{answer}/",
            "teacher_brand": "/teach/brand/",
            "teacher_visits": "/teach/visits/",
            "teacher_account": "/teach/account/",
            "teacher_settings": "/teach/settings/",
            "teacher_devices": "/teach/account/devices/",
        },
    ),
    Shown("school", "teacher_students", "newcomer", "/teach/students/", state="empty"),
    Shown("school", "teacher_team", "newcomer", "/teach/team/", state="alone"),
    Shown("school", "teacher_students", "teacher", "/teach/students/", state="chosen", opens="#bulk-all"),
    Shown("school", "teacher_students", "teacher", "/teach/students/?q=zzzz", state="nobody"),
    Shown("school", "teacher_student", "teacher", "/teach/students/{lost}/", state="blocked"),
    Shown(
        "school",
        "teacher_student",
        "teacher",
        "/teach/students/{lost}/",
        state="reset-link",
        sends="button[value=reset_link]",
    ),
    Shown("school", "teacher_activity", "teacher", "/teach/activity/?kind=students", state="filtered"),
    Shown(
        "school",
        "student_sign_up",
        "visitor",
        "/sign-up/",
        state="refused",
        typed=(("full_name", "Omar"), ("phone", "12"), ("password", "123")),
        sends="form[action$='/sign-up/'] button[type=submit]",
    ),
    *_shown(
        "platform",
        "visitor",
        {
            "platform_home": "/",
            "platform_catalogue": "/courses/",
            "platform_schools": "/schools/",
            "platform_prices": "/prices/",
            "platform_status": "/status/",
            "teacher_sign_up": "/start/",
            "platform_sign_in": "/sign-in/",
            "operator_sign_in": "/operator/sign-in/",
        },
    ),
    *_shown("platform", "half", {"operator_code": "/operator/sign-in/code/"}),
    *_shown("platform", "fresh", {"operator_enrol": "/operator/sign-in/app/"}),
    *_shown(
        "platform",
        "operator",
        {
            "operator_home": "/operator/",
            "operator_security": "/operator/security/",
            "operator_schools": "/operator/schools/",
            "operator_school_new": "/operator/schools/new/",
            "operator_school": "/operator/schools/{tenant}/",
            "operator_categories": "/operator/categories/",
            "operator_category_new": "/operator/categories/new/",
            "operator_category": "/operator/categories/{category}/",
            "operator_audit": "/operator/audit/",
            "operator_health": "/operator/health/",
            "branding:living_page": "/_kit/",
        },
    ),
]

_NEXT = "() => document.querySelector('[data-steps-next]').click()"
_LAST_STEP = "() => { document.querySelector('[data-steps-end]').hidden = false; }"
_PERSON = (
    ("first_name", "Sample"),
    ("last_name", "Teacher"),
    ("phone", "0100 123 4567"),
    ("email", "sample@schools.example"),
    ("password", "waves-And-tides-7"),
)
_ADDRESS = ("username", "sample-physics")
_ONE_SCHOOL = "/operator/schools/{tenant}/"
# Visitors of the platform and operators: nothing found, filters in use, schools in each state, questions.
PAGES += [
    Shown("platform", "platform_catalogue", "visitor", "/courses/?q=zz", state="nothing"),
    Shown("platform", "platform_schools", "visitor", "/schools/?q=zz", state="nothing"),
    Shown("platform", "platform_schools", "visitor", "/schools/?country=SA", state="filtered"),
    Shown(
        "platform", "platform_sign_in", "visitor", "/sign-in/", state="errors", sends="button.button-primary"
    ),
    Shown("platform", "teacher_sign_up", "visitor", "/start/", state="step2", typed=_PERSON, draws=_NEXT),
    Shown(
        "platform",
        "teacher_sign_up",
        "visitor",
        "/start/",
        state="step3",
        typed=(*_PERSON, _ADDRESS),
        opens="[data-steps-next]",
        draws=_NEXT,
    ),
    Shown(
        "platform",
        "teacher_sign_up",
        "visitor",
        "/start/",
        state="errors",
        typed=(("first_name", "Sample"), ("phone", "12"), ("email", "sample@"), ("password", "1234")),
        draws=_LAST_STEP,
        sends="[data-steps-end] button",
    ),
    Shown(
        "platform",
        "teacher_sign_up",
        "visitor",
        "/start/",
        state="taken",
        typed=(*_PERSON, ("username", "nour")),
        draws=_LAST_STEP,
        sends="[data-steps-end] button",
    ),
    Shown("platform", "operator_schools", "operator", "/operator/schools/?q=zz", state="nothing"),
    Shown("platform", "operator_schools", "operator", "/operator/schools/?state=suspended", state="filtered"),
    Shown("platform", "operator_audit", "operator", "/operator/audit/?q=zz", state="nothing"),
    Shown(
        "platform", "operator_audit", "operator", "/operator/audit/?action=school.suspend", state="filtered"
    ),
    Shown("platform", "operator_home", "operator", "/operator/?days=84", state="weeks"),
    Shown("platform", "platform_status", "operator", "/status/?rehearse=slow", state="slow"),
    Shown("platform", "platform_status", "operator", "/status/?rehearse=down", state="down"),
    *(
        Shown("platform", "operator_school", "operator", f"/operator/schools/{{{state}}}/", state=state)
        for state in ("suspended", "archived", "warned")
    ),
    *(
        Shown(
            "platform",
            "operator_school",
            "operator",
            _ONE_SCHOOL,
            state=f"asks-{act}",
            opens=f"[data-dialog='#{act}']",
        )
        for act in ("suspend", "notice", "visit")
    ),
    Shown("school", "teacher_home", "visiting", "/teach/", state="visited"),
]

_FAULTS = {"400": 400, "403_csrf": 403, "405": 405, "429": 429, "500": 500, "closed": 503, "archived": 410}
# What is shown instead of a page. Those that cannot be met on purpose stand on the living page.
FAULTS = [
    Shown("school", "fault_404", "visitor", "/no-such-page/", 404),
    Shown("school", "fault_403", "student", "/teach/", 403),
    Shown("platform", "school_finder", "visitor", "/find/?school=nuor", 404),
    Shown("platform", "fault_404", "visitor", "/no-such-page/", 404),
    *(
        Shown("platform", f"fault_{name}", "operator", f"/_kit/?fault={name}", _FAULTS[name])
        for name in _FAULTS
    ),
]
PAGES += FAULTS

_SAVES = "main .form-actions button:not([type=button])"
EXAM_STATES = [
    Shown("school", "teacher_assessment", "teacher", "/teach/assessments/{new_exam}/", state="new"),
    Shown(
        "school",
        "teacher_assessment",
        "teacher",
        "/teach/assessments/{new_exam}/",
        state="deletes",
        opens="[data-dialog='#delete-assessment']",
    ),
    Shown("school", "teacher_assessments", "teacher", "/teach/assessments/?q=zz", state="nothing"),
    Shown(
        "school",
        "teacher_assessment_preview",
        "teacher",
        "/teach/assessments/{new_exam}/preview/",
        state="new",
    ),
    Shown(
        "school",
        "teacher_assessment_attempts",
        "teacher",
        "/teach/assessments/{counted}/attempts/",
        state="counted",
    ),
    Shown(
        "school",
        "teacher_assessment_attempts",
        "teacher",
        "/teach/assessments/{failed}/attempts/",
        state="failed",
    ),
    Shown(
        "school",
        "teacher_assessment_attempts",
        "teacher",
        "/teach/assessments/{new_exam}/attempts/",
        state="new",
    ),
    Shown(
        "school",
        "teacher_assessment_settings",
        "teacher",
        f"{_PAPER}settings/",
        state="errors",
        typed=(("title", ""), ("passing_percent", "140"), ("time_limit_minutes", "-3")),
        sends=_SAVES,
    ),
    Shown(
        "school",
        "teacher_question_new",
        "teacher",
        f"{_PAPER}questions/new/multiple_choice/",
        state="errors",
        typed=(("points", "-1"),),
        sends=_SAVES,
    ),
    Shown("school", "teacher_bank", "teacher", "/teach/questions/?q=zz", state="nothing"),
    Shown(
        "school",
        "teacher_bank_import",
        "teacher",
        "/teach/questions/import/",
        state="rows",
        typed=(("text", "{sheet}"),),
        sends="button[value=check]",
    ),
    Shown("school", "teacher_batch_void", "teacher", "/teach/codes/{batch}/void/", state="asks"),
    Shown(
        "school",
        "teacher_codes_new",
        "teacher",
        "/teach/codes/new/",
        state="errors",
        typed=(("count", "0"), ("price", "-5")),
        sends=_SAVES,
    ),
    Shown(
        "school",
        "teacher_discount_new",
        "teacher",
        "/teach/discounts/new/",
        state="errors",
        typed=(("code", "A"), ("percent", "140")),
        sends=_SAVES,
    ),
    Shown("school", "teacher_code_desk", "teacher", "/teach/codes/find/?q=zzzzz", state="nothing"),
    Shown(
        "school",
        "teacher_ratings",
        "teacher",
        "/teach/ratings/",
        state="replies",
        opens="[data-dialog^='#reply-']",
    ),
    Shown("school", "teacher_assessments", "newcomer", "/teach/assessments/", state="empty"),
    Shown("school", "teacher_assessment_new", "newcomer", "/teach/assessments/new/", state="empty"),
    Shown("school", "teacher_bank", "newcomer", "/teach/questions/", state="empty"),
    Shown("school", "teacher_grading", "newcomer", "/teach/grading/", state="empty"),
    Shown("school", "teacher_codes", "newcomer", "/teach/codes/", state="empty"),
    Shown("school", "teacher_codes_new", "newcomer", "/teach/codes/new/", state="empty"),
    Shown("school", "teacher_discounts", "newcomer", "/teach/discounts/", state="empty"),
    Shown("school", "teacher_ratings", "newcomer", "/teach/ratings/", state="empty"),
]
PAGES += EXAM_STATES


# Uploads as the page shows them when one waits, one goes up, one failed and one is ready.
_UPLOADS = """() => {
    const told = name => document.querySelector(`[data-word="${name}"]`).textContent;
    const rows = [["ready", "Lesson 1.mp4"], ["uploading", "Lesson 2.mp4"], ["failed", "Lesson 3.mov"],
                  ["processing", "Lesson 4.mp4"], ["waiting", "Lesson 5.mkv"]];
    for (const [state, name] of rows) {
        const row = document.querySelector("[data-upload-row]").content.firstElementChild.cloneNode(true);
        const part = key => row.querySelector(`[data-upload-${key}]`);
        row.dataset.state = state;
        part("name").textContent = name;
        part("word").textContent = told(state === "failed" ? "cutOff" : state);
        part("bar").hidden = state !== "uploading";
        part("bar").value = 62;
        part("figures").textContent = state === "uploading"
            ? `62% · ${told("left").replace("{time}", "2:14")}` : "";
        part("retry").hidden = state !== "failed";
        part("stop").hidden = !["waiting", "uploading"].includes(state);
        part("drop").hidden = state !== "failed";
        part("open").hidden = !["processing", "ready"].includes(state);
        part("open").href = "#";
        document.querySelector("[data-upload-list]").append(row);
    }
}"""
TEACHER_STATES = [
    Shown("school", "teacher_home", "newcomer", "/teach/", state="new"),
    Shown("school", "teacher_courses", "newcomer", "/teach/courses/", state="new"),
    Shown("school", "teacher_revenue", "newcomer", "/teach/revenue/", state="new"),
    Shown("school", "teacher_export", "newcomer", "/teach/export/", state="new"),
    Shown(
        "school", "teacher_course_numbers", "teacher", "/teach/courses/{blank_course}/numbers/", state="new"
    ),
    Shown("school", "teacher_course", "teacher", "/teach/courses/{blank_course}/", state="new"),
    Shown("school", "teacher_courses", "teacher", "/teach/courses/?view=table", state="table"),
    Shown("school", "teacher_courses", "teacher", "/teach/courses/?q=zz&view=cards", state="nothing"),
    Shown("school", "teacher_module_videos", "teacher", f"{_MODULE}videos/", state="uploads", draws=_UPLOADS),
    Shown(
        "school",
        "teacher_course_new",
        "teacher",
        "/teach/courses/new/",
        state="errors",
        typed=(("price", "-5"), ("access_days", "x"), ("countries", "Egypt")),
        sends="#course-form button.button-primary",
    ),
    Shown(
        "school",
        "teacher_brand",
        "teacher",
        "/teach/brand/",
        state="corrected",
        typed=(("primary", "#ffe08a"), ("secondary", "#fff3c4"), ("accent", "#c9f7d4")),
        sends="button[name=show]",
    ),
    Shown(
        "school",
        "teacher_course_details",
        "teacher",
        f"{_COURSE}details/",
        state="asks",
        opens="[data-dialog='#delete-course']",
    ),
]
PAGES += TEACHER_STATES


def _door(action: str) -> str:
    """The button that sends the form of one of the doors."""
    return f"form[action$='{action}'] button.button-primary[type=submit]"


_NOBODY = ("email", "nobody@students.example")
# Visitors and students where something is missing, wrong, used up or full.
PAGES += [
    Shown("school", "school_home", "visitor", "/?price=150.00&order=price", state="filtered"),
    Shown("school", "school_home", "beginner", "/", state="beginner"),
    Shown("school", "school_home", "stranger", "/", state="empty"),
    Shown("school", "school_course", "student", "/courses/{other_course}/", state="barred"),
    Shown("school", "school_course", "visitor", "/courses/{full_course}/", state="full"),
    Shown("school", "lesson_player", "beginner", "/learn/lessons/{other_lesson}/", 403, state="locked"),
    Shown("school", "lesson_player", "beginner", "/learn/lessons/{closed_lesson}/", 403, state="closed"),
    Shown("school", "student_profile", "beginner", "/profile/", state="new-email"),
    Shown("school", "today", "beginner", "/today/", state="empty"),
    Shown("school", "my_courses", "beginner", "/learn/", state="empty"),
    Shown("school", "my_progress", "beginner", "/progress/", state="empty"),
    Shown("school", "my_assessments", "beginner", "/learn/assessments/", state="empty"),
    Shown("school", "attempt_result", "student", "/learn/attempts/{passed}/result/", state="passed"),
    Shown(
        "school",
        "attempt_room",
        "student",
        "/learn/attempts/{attempt}/",
        state="review",
        opens=".exam-bar button[value=review]",
    ),
    Shown("school", "redeem_code", "visitor", "/redeem/ZZZZZ-77777/", state="unknown"),
    Shown("school", "redeem_code", "beginner", "/redeem/{spent}/", state="spent"),
    Shown(
        "school",
        "redeem",
        "visitor",
        "/redeem/",
        state="wrong",
        typed=(("code", "@@"),),
        sends=_door("/redeem/"),
    ),
    Shown(
        "school",
        "password_reset",
        "visitor",
        "/password-reset/",
        state="wrong",
        typed=(("email", "nobody"),),
        sends=_door("/password-reset/"),
    ),
    Shown(
        "school",
        "password_reset_confirm",
        "visitor",
        "/password-reset/confirm/",
        state="wrong",
        typed=(_NOBODY, ("otp", "ABC-234"), ("new_password", "a-Long-word-7")),
        sends=_door("/confirm/"),
    ),
    Shown(
        "school",
        "student_sign_up",
        "visitor",
        "/sign-up/",
        state="wrong",
        typed=(("full_name", "Sample Student"), ("phone", "0100"), ("email", "sample"), ("password", "123")),
        sends=_door("/sign-up/"),
    ),
    Shown(
        "school",
        "student_sign_in",
        "visitor",
        "/sign-in/",
        state="wrong",
        typed=(("identifier", "nobody"), ("password", "a-Long-word-7")),
        sends=_door("/sign-in/"),
    ),
]

NO_PAGES = {
    # Seen after a choice that was sent; `teacher_bulk_work` shows where it leads.
    "teacher_bulk",
    "teacher_students_export",
    "teacher_activity_export",
    # Files and what a script or the browser asks for.
    "branding:theme_css",
    "branding:favicon",
    "branding:favicon_ico",
    "branding:icon_maskable",
    "branding:touch_icon",
    "branding:icon_192",
    "branding:icon_512",
    "branding:icon_maskable_192",
    "branding:icon_maskable_512",
    "branding:share_card",
    "course_card",
    "branding:worker",
    "branding:manifest",
    "looks_css",
    "colours_css",
    "public_file",
    "private_file",
    "lesson_document",
    "lesson_stream",
    "lesson_video",
    "teacher_lesson_stream",
    "teacher_lesson_video",
    "teacher_export_file",
    "teacher_revenue_export",
    "attempt_picture",
    "teacher_question_picture",
    "teacher_bank_picture",
    "teacher_bank_export",
    "teacher_assessment_results",
    "teacher_questions_export",
    "teacher_questions_template",
    # Parts of a page, shown inside it.
    "teacher_brand_corrections",
    "check_address",
    # Take POST and lead to a page, as functions; those of classes are in ONLY_POSTED.
    "set_language",
    "branding:set_theme",
    "set_theme",
    "set_digits",
}
ONLY_POSTED = {
    "course_preview_link",
    "teacher_course_act",
    "teacher_outline_order",
    "teacher_module_act",
    "teacher_lesson_from_file",
    "teacher_lesson_act",
    "teacher_lesson_file",
    "teacher_upload_place",
    "teacher_lesson_link",
    "teacher_student_act",
    "teacher_place_removal",
    "teacher_batch_act",
    "teacher_batch_export",
    "teacher_code_act",
    "teacher_place_extension",
    "teacher_member_act",
    "teacher_invitation_act",
    "teacher_code_do",
    "teacher_tries_forgiven",
    "teacher_discount_act",
    "teacher_rating_act",
    "attempt_answers",
    "attempt_save",
    "attempt_submit",
    "attempt_take_over",
    "teacher_assessment_act",
    "teacher_question_order",
    "teacher_question_act",
    "teacher_bank_question_act",
    "teacher_grade_undo",
    "enroll_free",
    "course_review_save",
    "course_review_remove",
    "lesson_link",
    "lesson_watch",
    "lesson_complete",
    "lesson_notes",
    "lesson_note_act",
    "sign_out",
    "vdocipher_hook",
    "visit_end",
    "operator_sign_out",
    "operator_school_act",
    "operator_school_visit",
}
# The contracts have tests of their own; the tables behind the console are Django's own pages.
_OUTSIDE = ("api/", "operator/data/")


def named(host: str) -> dict[str, Any]:
    """The view of every name in a host's URL table."""
    return dict(_named(get_resolver(f"config.urls.{host}").url_patterns, "", ""))


def _named(patterns: Any, prefix: str, space: str) -> Iterator[tuple[str, Any]]:
    for item in patterns:
        path = prefix + str(item.pattern)
        if path.startswith(_OUTSIDE):
            continue
        if isinstance(item, URLResolver):
            yield from _named(item.url_patterns, path, f"{item.namespace}:" if item.namespace else space)
        elif isinstance(item, URLPattern) and item.name:
            yield space + item.name, item.callback


def faults() -> list[str]:
    """What the table does not say about the URL tables, or says wrongly."""
    found = []
    known: set[str] = set()
    anywhere = {page.name for page in PAGES}  # what both hosts have is shown on one of them
    for host in HOSTS:
        names = named(host)
        known |= set(names)
        shown = {page.name for page in PAGES if page.host == host and not page.name.startswith("fault_")}
        found += [f"{host}: {name} is not shown" for name in set(names) - anywhere - NO_PAGES - ONLY_POSTED]
        found += [f"{host}: {name} does not exist" for name in shown - set(names)]
        found += [f"{host}: {n} has a page" for n in ONLY_POSTED & set(names) if _can_get(names[n])]
    found += [f"{name} does not exist" for name in (NO_PAGES | ONLY_POSTED) - known]
    return sorted(found)


def _can_get(view: Any) -> bool:
    return not hasattr(view, "view_class") or hasattr(view.view_class, "get")
