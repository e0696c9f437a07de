"""Why an operator is refused something."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Kind, Refusal


class ReasonMissing(Refusal):
    code = "reason_missing"
    field = "reason"
    message = _("Say why: the school and your colleagues will read it.")


class NoticeDateInvalid(Refusal):
    code = "notice_date_invalid"
    field = "closes_on"
    message = _("Choose a day after today.")


class NoticeStands(Refusal):
    """The school has been warned already."""

    code = "notice_stands"
    kind = Kind.CONFLICT
    message = _("This school has been given notice already.")


class NoticeNotOver(Refusal):
    """The day that the notice names has not come, and nobody said that it cannot wait."""

    code = "notice_not_over"
    kind = Kind.CONFLICT
    message = _("Give notice first and wait for its day, or say that it cannot wait.")


class ConfirmationWrong(Refusal):
    code = "confirmation_wrong"
    field = "confirm"
    message = _("Type the name of the school to confirm.")


class VisitRefused(Refusal):
    """The school is closed, or has no owner any more."""

    code = "visit_refused"
    kind = Kind.CONFLICT
    message = _("Only an open school that has an owner can be visited.")


class VisitInvalid(Refusal):
    code = "visit_invalid"
    message = _("This way in has been used already or is too old.")
