"""The document's answers to whoever does not get in, shared by its sections."""

from __future__ import annotations

from shared_apps.wire.edupro import MULTIPLE, Error

COURSE_MISSING = Error(404, "Course not found", "The specified course does not exist.")
MODULE_MISSING = Error(404, "Module not found", "The specified module does not exist.")

ENTRY = {
    "course_full": Error(400, "Course full"),
    "prerequisites_not_met": Error(400, "Prerequisites not met"),
    "not_in_plan": Error(400, "Content not available"),
    "not_in_region": Error(400, "Geographic restriction"),
}
"""Whom a course does not take, also at the door of a lesson."""
PAYMENT = {
    "insufficient_funds": Error(400, "Insufficient funds"),
    "payment_failed": Error(400, "Payment failed"),
}
COUPON = {
    "discount_unknown": Error(404, "Coupon not found"),
    "discount_expired": Error(400, "Coupon expired"),
    "discount_used_up": Error(400, "Usage limit reached"),
    "discount_already_used": Error(400, "Already used"),
    "discount_not_yet": Error(400, "Coupon not valid"),
    "discount_not_for_course": Error(400, "Coupon not valid"),
    "code_ambiguous": MULTIPLE,
}
