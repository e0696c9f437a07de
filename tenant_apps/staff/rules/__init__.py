"""`team`: roles, scopes, invitations. `acts`: the words of the activity log."""

from tenant_apps.staff.rules.acts import GROUPS, acts_of, details_text, group_of, word_for
from tenant_apps.staff.rules.team import (
    CODES,
    CONTENT,
    DISCOUNTS,
    GRADING,
    INVITATION_LIFETIME,
    INVITED_ROLES,
    SCOPES,
    STUDENTS,
    all_scopes,
    clean_scopes,
    may,
    username_for,
)

__all__ = [
    "CODES",
    "CONTENT",
    "DISCOUNTS",
    "GRADING",
    "GROUPS",
    "INVITATION_LIFETIME",
    "INVITED_ROLES",
    "SCOPES",
    "STUDENTS",
    "acts_of",
    "all_scopes",
    "clean_scopes",
    "details_text",
    "group_of",
    "may",
    "username_for",
    "word_for",
]
