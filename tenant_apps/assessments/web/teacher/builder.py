"""One assessment: its questions and what is missing, its settings, how students see it, buttons."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.kernel.errors import InvalidInput, NotFound, Refusal
from tenant_apps.assessments.models import Assessment, Question, Regrading
from tenant_apps.assessments.rules.paper import asked as without_key
from tenant_apps.assessments.rules.paper import missing
from tenant_apps.assessments.selectors import as_asked, draw_paper, get_assessment, list_questions
from tenant_apps.assessments.services import (
    delete_assessment,
    release_results,
    update_assessment,
)
from tenant_apps.assessments.services.arranging import mark_of
from tenant_apps.assessments.services.regrading_jobs import ask_regrading, is_stuck
from tenant_apps.assessments.tasks import regrade
from tenant_apps.assessments.web.teacher.forms import AssessmentForm, zone_name
from tenant_apps.assessments.web.teacher.levels import draw_rows
from tenant_apps.assessments.web.teacher.listing import state_word
from tenant_apps.assessments.web.teacher.question_forms import KINDS
from tenant_apps.assessments.web.teacher.rights import AssessmentPage, EditorPage, can_edit, staff_of
from tenants.tasks import after_commit


class AssessmentOutline(AssessmentPage):
    """The questions in order, each with what it lacks; beside them what to do before publishing."""

    def get(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        assessment = get_assessment(assessment_id=assessment_id)
        rows = [question_row(one) for one in list_questions(assessment_id=assessment_id)]
        draws = draw_rows(assessment_id)
        context = frame(request, assessment, "questions") | {
            "rows": rows,
            "seen": mark_of(question_ids=[row["question"].id for row in rows]),
            "kinds": KINDS.items(),
            "steps": _steps(assessment, rows, has_questions=bool(rows or draws)),
            "draws": draws,
        }
        return render(request, "assessments/teacher/outline.html", context)


def frame(request: HttpRequest, assessment: Assessment, tab: str) -> dict[str, Any]:
    """What every page of one assessment shows around its own."""
    return {
        "nav": "assessments",
        "assessment": assessment,
        "state": state_word(assessment, timezone.now()),
        "tab": tab,
        "can_edit": can_edit(request.actor),  # type: ignore[attr-defined]  # set by the page middleware
    }


def question_row(question: Question) -> dict[str, Any]:
    """A question with its kind in words and what it lacks."""
    lacks = {
        "options": _("This question needs at least two options."),
        "right_option": _("Mark at least one option as right."),
        "truth": _("Say whether true or false is right."),
    }
    lack = missing(as_asked(question))
    return {"question": question, "kind": KINDS[question.kind], "lacks": lacks[lack] if lack else ""}


def _steps(
    assessment: Assessment, rows: list[dict[str, Any]], *, has_questions: bool
) -> list[dict[str, Any]]:
    settings = reverse("teacher_assessment_settings", args=[assessment.id])
    has_time = bool(assessment.time_limit_minutes or assessment.available_until)
    steps = [
        {"title": _("Write questions, or take them from the bank"), "is_done": has_questions, "href": "#add"},
        {
            "title": _("Every question is complete"),
            "is_done": has_questions and not any(row["lacks"] for row in rows),
            "href": "#questions",
        },
        {
            "title": _("Say how long, or until when"),
            "note": _("Without, it may be taken for as long as it is published."),
            "is_done": has_time,
            "href": settings,
        },
    ]
    if assessment.is_closed(timezone.now()):
        note = _("Its closing time is over: nobody could begin.")
        steps.append({"title": _("Give it another time"), "note": note, "is_done": False, "href": settings})
    if not is_offered_when_published(assessment):
        note = _("Students see it only when the part of the course that it belongs to is published.")
        course = reverse("teacher_course", args=[assessment.course_id])
        steps.append(
            {"title": _("Publish its module and lesson"), "note": note, "is_done": False, "href": course}
        )
    return [*steps, {"title": _("Publish"), "is_done": assessment.is_published, "href": ""}]


def is_offered_when_published(assessment: Assessment) -> bool:
    """Whether nothing but publishing keeps students from seeing it. Reads `module` and `lesson`."""
    return all(part is None or part.is_published for part in (assessment.module, assessment.lesson))


class AssessmentSettings(EditorPage):
    def get(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        assessment = get_assessment(assessment_id=assessment_id)
        return self._page(request, AssessmentForm.of(assessment), assessment)

    def post(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        assessment = get_assessment(assessment_id=assessment_id)
        form = AssessmentForm(request.POST, course=assessment.course)
        if not form.is_valid():
            return self._page(request, form, assessment)
        try:
            update_assessment(assessment_id=assessment_id, changes=form.changes(), now=timezone.now())
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self._page(request, form, assessment, status=status_of(refusal))
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("teacher_assessment", args=[assessment_id]))

    def _page(
        self, request: HttpRequest, form: AssessmentForm, assessment: Assessment, *, status: int = 200
    ) -> HttpResponse:
        context = frame(request, assessment, "settings")
        context |= {"form": form, "course": assessment.course, "zone": zone_name()}
        return render(request, "assessments/teacher/settings.html", context, status=status)


class AssessmentPreview(AssessmentPage):
    """A paper as a student could get it now; nothing is kept."""

    def get(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        assessment = get_assessment(assessment_id=assessment_id)
        questions = without_key(draw_paper(assessment=assessment))
        rows = [
            {"number": number, "question": question, "name": f"q-{question.id}", "chosen": [], "text": ""}
            | {"picture_url": _picture(assessment, question.id) if question.picture else ""}
            for number, question in enumerate(questions, start=1)
        ]
        context = frame(request, assessment, "preview") | {"rows": rows}
        return render(request, "assessments/teacher/preview.html", context)


def _picture(assessment: Assessment, question_id: uuid.UUID) -> str:
    return reverse("teacher_question_picture", args=[assessment.id, question_id])


class AssessmentAct(EditorPage):
    """`do`: publish, unpublish, release, regrade, delete. Twice is harmless."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        acts = {
            "publish": self._publish,
            "unpublish": self._unpublish,
            "release": self._release,
            "regrade": self._regrade,
        }
        act = request.POST.get("do", "")
        if act == "delete":
            return self._delete(request, assessment_id)
        if act not in acts:
            raise Http404
        acts[act](request, assessment_id)
        place = "teacher_assessment_attempts" if act in ("release", "regrade") else "teacher_assessment"
        return HttpResponseRedirect(reverse(place, args=[assessment_id]))

    def _publish(self, request: HttpRequest, assessment_id: uuid.UUID) -> None:
        try:
            update_assessment(assessment_id=assessment_id, changes={"is_published": True}, now=timezone.now())
        except InvalidInput as refusal:
            for place, sentences in refusal.errors.items():
                number = place.rpartition(".")[2]
                sentence = _("Question %(number)s: %(why)s") % {"number": number, "why": sentences[0]}
                messages.error(request, sentence)
        else:
            messages.success(request, _("Published. Students find it under “Exams”."))

    def _unpublish(self, request: HttpRequest, assessment_id: uuid.UUID) -> None:
        update_assessment(assessment_id=assessment_id, changes={"is_published": False}, now=timezone.now())
        messages.success(request, _("Taken off. Who is in the middle of it may finish."))

    def _release(self, request: HttpRequest, assessment_id: uuid.UUID) -> None:
        release_results(assessment_id=assessment_id, now=timezone.now())
        messages.success(request, _("Released. Students see what is graded."))

    def _regrade(self, request: HttpRequest, assessment_id: uuid.UUID) -> None:
        now = timezone.now()
        with transaction.atomic():
            asked = ask_regrading(assessment_id=assessment_id, by=staff_of(request), now=now)
            if asked.state == Regrading.State.WAITING and (
                asked.created_at >= now or is_stuck(asked, now=now)
            ):
                after_commit(regrade, str(asked.id))
        if asked.state == Regrading.State.WAITING:
            messages.success(request, _("It is being counted anew. This page tells when it is done."))
            return
        changed = asked.changed_count
        sentence = ngettext("%(n)d result changed.", "%(n)d results changed.", changed) % {"n": changed}
        messages.success(request, _("Counted anew by the questions as they are now.") + " " + sentence)

    def _delete(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        try:
            title = get_assessment(assessment_id=assessment_id).title
            delete_assessment(assessment_id=assessment_id)
        except NotFound:
            pass  # the other click was faster
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("teacher_assessment", args=[assessment_id]))
        else:
            messages.success(request, _("“%(title)s” is deleted.") % {"title": title})
        return HttpResponseRedirect(reverse("teacher_assessments"))
