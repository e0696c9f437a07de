"""One course in numbers: who enrolled, how far they come, where they stop."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branding.rules.charts import Share, shares
from tenant_apps.analytics import selectors
from tenant_apps.analytics.rules import Span
from tenant_apps.analytics.selectors import CourseFigures, ExamFigures, LessonFigures
from tenant_apps.analytics.web.teacher.cards import Card, compared
from tenant_apps.analytics.web.teacher.charts import amount, count_plot
from tenant_apps.analytics.web.teacher.periods import ChosenPeriod, read_period
from tenant_apps.courses.models import Course
from tenant_apps.courses.selectors import get_course
from tenant_apps.courses.web.teacher.rights import CoursePage, can_edit
from tenant_apps.ratings.selectors import spread_of_course


@dataclass(frozen=True, slots=True)
class Stop:
    """A lesson, with the shares of the course's students who finished and who only opened it."""

    lesson: LessonFigures
    bar: list[Share]
    lost: int
    """How many fewer finished it than the lesson before."""
    is_most: bool
    """Whether more stop here than anywhere else."""


@dataclass(frozen=True, slots=True)
class Marks:
    exam: ExamFigures
    columns: list[dict[str, str]]
    """Boxes of a small histogram."""


class CourseNumbersPage(CoursePage):
    """All staff look; income is for the owner."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        now = timezone.now()
        course = get_course(course_id=course_id)
        chosen = read_period(request, now=now)
        figures = selectors.course_figures(course_id=course.id, now=now)
        is_owner = request.actor.is_owner  # type: ignore[attr-defined]  # set by the page middleware
        reach = Span(chosen.period.previous.first, chosen.period.last)
        by_day = selectors.enrollments_of_course_by_day(course_id=course.id, span=reach, zone=chosen.zone)
        lessons = selectors.list_lesson_figures(course_id=course.id)
        context = {
            "nav": "courses",
            "tab": "numbers",
            "course": course,
            "can_edit": can_edit(request.actor),  # type: ignore[attr-defined]  # as above
            "now": now,
            "chosen": chosen,
            "figures": figures,
            "cards": _cards(course, figures, by_day, chosen, is_owner),
            "plot": count_plot(by_day=by_day, period=chosen.period, name=_("Enrolments")),
            "bands": _bands(figures),
            "stops": stops(lessons=lessons, students=figures.students),
            "exams": [marks(exam=exam) for exam in selectors.list_exam_figures(course_id=course.id)],
            "spread": spread_of_course(course_id=course.id),
        }
        return render(request, "analytics/teacher/course.html", context)


def _cards(
    course: Course, figures: CourseFigures, by_day: dict[Any, int], chosen: ChosenPeriod, is_owner: bool
) -> list[Card]:
    period = chosen.period
    share = round(100 * figures.finished / figures.students) if figures.students else 0
    done = ngettext("%(n)d finished", "%(n)d finished", figures.finished) % {"n": figures.finished}
    told = _("%(done)s, %(percent)s on average") % {"done": done, "percent": f"{figures.progress}%"}
    cards = [
        Card(
            _("Students"), amount(figures.students), "users", _("%(n)d with access now") % {"n": figures.live}
        ),
        compared(_("Enrolments"), period.sum(by_day), period.previous.sum(by_day), "graduation-cap"),
        Card(_("Completion"), f"{share}%", "trophy", told),
    ]
    return [_income(course, chosen), *cards] if is_owner else cards


def _income(course: Course, chosen: ChosenPeriod) -> Card:
    now, before = (
        selectors.takings_of_course(course_id=course.id, span=span, zone=chosen.zone)
        for span in (chosen.period, chosen.period.previous)
    )
    return compared(_("Income of the period"), now, before, "wallet", is_money=True)


def _bands(figures: CourseFigures) -> list[tuple[str, int]]:
    """Students by how far they are."""
    # Isolated, so that a range reads from the left in Arabic, too.
    ranges = (f"\u2066{text}%\u2069" for text in ("1–25", "26–50", "51–75", "76–99"))
    names = (_("Not begun"), *ranges, _("All done"))
    return list(zip(names, figures.bands, strict=True))


def stops(*, lessons: list[LessonFigures], students: int) -> list[Stop]:
    """The lessons in order, each with what was lost since the one before."""
    found: list[tuple[LessonFigures, int]] = []
    former = students
    for lesson in lessons:
        found.append((lesson, max(0, former - lesson.finished)))
        former = lesson.finished
    most = max((lost for _lesson, lost in found), default=0)
    return [Stop(lesson, _bar(lesson, students), lost, 0 < most == lost) for lesson, lost in found]


def _bar(lesson: LessonFigures, students: int) -> list[Share]:
    begun = max(0, lesson.opened - lesson.finished)
    parts = [(_("Finished"), lesson.finished, 1), (_("Only opened"), begun, 2)]
    return shares(parts=parts, whole=max(students, lesson.opened))


def marks(*, exam: ExamFigures) -> Marks:
    """The exam with the boxes of its histogram, in percent of the drawing."""
    top = max(exam.bands) or 1
    step = 100 / len(exam.bands)
    columns = [
        {
            "x": f"{place * step + step * 0.1:.2f}%",
            "y": f"{100 - 100 * count / top:.2f}%",
            "width": f"{step * 0.8:.2f}%",
            "height": f"{100 * count / top:.2f}%",
        }
        for place, count in enumerate(exam.bands)
    ]
    return Marks(exam, columns)
