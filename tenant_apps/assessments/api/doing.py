"""What both contracts do alike; each reads and answers in its own words.

Rights are the views' own. A `form` is the contract's shape of a body; where something is written, its
`changes()` are what the services take.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.utils import timezone
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from tenant_apps.assessments import selectors, services
from tenant_apps.assessments.api.reading import NOT_READY, NOT_RELEASED, device_of, picture_url
from tenant_apps.assessments.errors import ResultsNotReady, ResultsNotReleased
from tenant_apps.assessments.models import Assessment, Attempt, Option, Question
from tenant_apps.assessments.rules.paper import AskedQuestion
from tenant_apps.assessments.selectors import Result
from tenant_apps.assessments.services import GivenAnswer

Form = TypeVar("Form", bound=serializers.Serializer)


def read(form: type[Form], request: Request, *, partial: bool = False) -> Form:
    """The body of the request. Raises `ValidationError`."""
    given = form(data=request.data, partial=partial)
    given.is_valid(raise_exception=True)
    return given


def create_assessment(form: type[Any], request: Request, **target: uuid.UUID) -> Assessment:
    """A new one; a `target` of the path counts more than that of the body."""
    changes: services.AssessmentChanges = {**read(form, request).changes(), **target}  # type: ignore[typeddict-item]  # names are its own
    return services.create_assessment(changes=changes, now=timezone.now())


def change_assessment(form: type[Any], request: Request, assessment_id: uuid.UUID) -> None:
    changes = read(form, request, partial=True).changes()
    services.update_assessment(assessment_id=assessment_id, changes=changes, now=timezone.now())


def create_question(form: type[Any], request: Request, assessment_id: uuid.UUID) -> Question:
    changes = read(form, request).changes()
    return services.create_question(assessment_id=assessment_id, changes=changes)


def change_question(form: type[Any], request: Request, question_id: uuid.UUID) -> Question:
    changes = read(form, request, partial=True).changes()
    return services.update_question(question_id=question_id, changes=changes)


def create_option(form: type[Any], request: Request, question_id: uuid.UUID) -> Option:
    return services.create_option(question_id=question_id, changes=read(form, request).changes())


def change_option(form: type[Any], request: Request, option_id: uuid.UUID) -> Option:
    changes = read(form, request, partial=True).changes()
    return services.update_option(option_id=option_id, changes=changes)


def hand_in(
    request: Request, *, attempt_id: uuid.UUID, answers: Sequence[GivenAnswer], now: datetime
) -> Attempt:
    """Handing in is final, so it is taken from any device of the student."""
    who: dict[str, Any] = {
        "student": request.student,  # type: ignore[attr-defined]  # set by IsStudent
        "attempt_id": attempt_id,
        "device": device_of(request),
        "now": now,
    }
    services.take_over(**who)
    return services.submit_attempt(answers=answers, **who)


def own_result(request: Request, *, attempt_id: uuid.UUID) -> Result | Response:
    """The result of the student's attempt; while there is none to show, 202 with the reason."""
    now = timezone.now()
    student = request.student  # type: ignore[attr-defined]  # set by IsStudent
    attempt = services.attempt_of_student(student=student, attempt_id=attempt_id, now=now)
    try:
        return selectors.result_of_attempt(attempt=attempt, now=now)
    except ResultsNotReady:
        return Response({"message": NOT_READY}, status=status.HTTP_202_ACCEPTED)
    except ResultsNotReleased:
        return Response({"message": NOT_RELEASED}, status=status.HTTP_202_ACCEPTED)


class Asked(Protocol):
    """A serializer with its request."""

    context: dict[str, Any]


class ShowsPicture:
    """A question as a student is asked it has its picture as `image`."""

    def get_image(self: Asked, question: AskedQuestion) -> str | None:
        return picture_url(self.context["request"], question.picture)
