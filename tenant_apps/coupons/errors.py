"""Why a code does not open something. The sentences are the ones clients know."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Refusal


class CodeRefused(Refusal):
    """Base: whoever catches this knows that the code was the reason."""

    code = "code_refused"
    field = "coupon"


class CodeUnknown(CodeRefused):
    code = "code_unknown"
    message = _("Invalid coupon code")


class CodeExpired(CodeRefused):
    code = "code_expired"
    message = _("Coupon has expired")


class CodeSpent(CodeRefused):
    code = "code_spent"
    message = _("Coupon has reached its maximum uses")


class CodeInactive(CodeRefused):
    code = "code_inactive"
    message = _("Coupon is not active")


class CodeNotForCourse(CodeRefused):
    code = "code_not_for_course"
    message = _("Coupon is not valid for this course")


class CodeNotForModule(CodeRefused):
    code = "code_not_for_module"
    message = _("Coupon is not valid for this module")


class CodeStatusRefuses(CodeRefused):
    code = "code_status_refuses"
    message = _("Coupon status does not allow enrollment")


class CodeIsUsed(Refusal):
    """A used code is part of what the teacher earned and stays."""

    code = "code_is_used"
    message = _("A used code cannot be deleted. Make it inactive instead.")


class UsesBelowUsed(Refusal):
    code = "uses_below_used"
    field = "max_uses"
    message = _("This code has already been used more often than that.")


class BatchSizeRefused(Refusal):
    code = "batch_size_refused"
    field = "number_of_coupons"
    message = _("Ensure this value is less than or equal to 5000.")


class CodePriceRefused(Refusal):
    code = "code_price_refused"
    field = "price"
    message = _("Ensure this value is greater than or equal to 0.")
