"""Staff of every role look at assessments and grade; those who may edit change them."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from shared_apps.accounts.web.actors import Actor
from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.errors import NotFound
from tenant_apps.assessments.errors import QuestionUnknown
from tenant_apps.assessments.models import Question
from tenant_apps.assessments.rules.kinds import may_edit_assessments, may_grade
from tenant_apps.assessments.selectors import get_question
from tenant_apps.assessments.web.clock import BySchoolClock
from tenant_apps.staff.models import StaffMember


class AssessmentPage(BySchoolClock, TeacherPage):
    """All staff look. What is not there (any more) answers 404."""

    scope = "grading"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotFound as missing:
            raise Http404 from missing


class EditorPage(AssessmentPage):
    """A page whose only use is changing."""

    def admits(self, actor: Actor) -> bool:
        return super().admits(actor) and can_edit(actor)


class GraderPage(AssessmentPage):
    """Reading answers and giving points."""

    def admits(self, actor: Actor) -> bool:
        return super().admits(actor) and may_grade(role=actor.staff_member.role)


def can_edit(actor: Actor) -> bool:
    """Whether the reader's role changes assessments and releases results."""
    return may_edit_assessments(role=actor.staff_member.role)


def staff_of(request: HttpRequest) -> StaffMember:
    """The reader of an `AssessmentPage`."""
    member: StaffMember = request.actor.staff_member  # type: ignore[attr-defined]  # set by the page middleware
    return member


def question_of(*, assessment_id: uuid.UUID, question_id: uuid.UUID) -> Question:
    """The question with its options. Raises `QuestionUnknown`, also for one of another assessment."""
    question = get_question(question_id=question_id)
    if question.assessment_id != assessment_id:
        raise QuestionUnknown()
    return question
