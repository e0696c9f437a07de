"""What waits for somebody of the staff, each with the place where it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenant_apps.analytics.selectors import BatchProgress, Desk
from tenant_apps.analytics.selectors.work import QUIET_FOR
from tenant_apps.analytics.web.teacher.charts import batch_name
from tenant_apps.analytics.web.teacher.periods import school_zone
from tenant_apps.assessments.models import Assessment
from tenant_apps.ratings.rules import may_moderate

BATCHES_NAMED = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    title: str
    note: str
    href: str
    icon: str


def waiting_lines(
    *, desk: Desk, batches: list[BatchProgress], exams: list[Assessment], role: str
) -> list[Waiting]:
    """The most pressing first; nothing that the role could not do."""
    lines = []
    if desk.to_grade:
        told = ngettext("%(n)d answer to grade", "%(n)d answers to grade", desk.to_grade)
        title = told % {"n": desk.to_grade}
        lines.append(
            Waiting(title, _("Students wait for their marks."), reverse("teacher_grading"), "list-checks")
        )
    lines += [_exam(exam) for exam in exams]
    if desk.unanswered and may_moderate(role=role):
        told = ngettext("%(n)d review without a reply", "%(n)d reviews without a reply", desk.unanswered)
        title = told % {"n": desk.unanswered}
        lines.append(Waiting(title, _("Everybody can read your reply."), reverse("teacher_ratings"), "star"))
    lines += [_batch(batch) for batch in batches if batch.is_running_out][:BATCHES_NAMED]
    if desk.quiet:
        told = ngettext("%(n)d quiet student", "%(n)d quiet students", desk.quiet)
        title, note = told % {"n": desk.quiet}, _("With an open course, and nothing done for 14 days.")
        place = f"{reverse('teacher_students')}?state=active&idle={QUIET_FOR.days}"
        lines.append(Waiting(title, note, place, "user-x"))
    return lines


def _exam(exam: Assessment) -> Waiting:
    closes = date_format(localtime(exam.available_until, school_zone()), "j M H:i")
    return Waiting(
        exam.title,
        _("closes on %(moment)s") % {"moment": closes},
        reverse("teacher_assessment_attempts", args=[exam.id]),
        "alarm-clock",
    )


def _batch(batch: BatchProgress) -> Waiting:
    told = ngettext("%(open)d code of %(size)d left", "%(open)d codes of %(size)d left", batch.open)
    note = told % {"open": batch.open, "size": batch.size}
    return Waiting(batch_name(batch=batch), note, reverse("teacher_batch", args=[batch.batch_id]), "ticket")
