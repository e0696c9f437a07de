"""Why a code does not open something. The sentences are the ones clients know."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Kind, Refusal


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


class CodeIsSpent(Refusal):
    """Nothing is left of it that a new code could carry on."""

    code = "code_is_spent"
    message = _("This code is used up. There is nothing left to replace.")


class SerialsRefused(Refusal):
    code = "serials_refused"
    field = "serials"
    message = _("Give the first and the last number, like 10 and 20.")


class DayRefused(Refusal):
    code = "day_refused"
    field = "until"
    message = _("Choose a day that is still to come, at most ten years away.")


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


class CodeAmbiguous(Refusal):
    """The text is both an access code and a discount coupon of this school."""

    code = "code_ambiguous"
    field = "coupon_code"
    message = _("Multiple objects match the specified criteria.")


class DiscountRefused(Refusal):
    """Base: why a discount coupon takes nothing off."""

    code = "discount_refused"
    field = "coupon_code"


class DiscountUnknown(DiscountRefused):
    """Also for one that is switched off: it is nobody's business that it exists."""

    code = "discount_unknown"
    kind = Kind.MISSING
    message = _("The specified coupon does not exist.")


class DiscountNotYet(DiscountRefused):
    code = "discount_not_yet"
    message = _("This coupon is not valid yet.")


class DiscountExpired(DiscountRefused):
    code = "discount_expired"
    message = _("This coupon has expired and cannot be used.")


class DiscountUsedUp(DiscountRefused):
    code = "discount_used_up"
    message = _("This coupon has reached its maximum usage limit.")


class DiscountAlreadyUsed(DiscountRefused):
    code = "discount_already_used"
    message = _("You have already used this coupon.")


class DiscountNotForCourse(DiscountRefused):
    code = "discount_not_for_course"
    message = _("This coupon is not valid for this course.")


class DiscountCodeRefused(Refusal):
    code = "discount_code_refused"
    field = "code"
    message = _("A code has 4 to 32 letters and digits.")


class DiscountCodeTaken(Refusal):
    code = "discount_code_taken"
    field = "code"
    message = _("Coupon code already exists.")


class DiscountUsesBelowUsed(Refusal):
    code = "discount_uses_below_used"
    field = "max_uses"
    message = _("This coupon has already been used more often than that.")
