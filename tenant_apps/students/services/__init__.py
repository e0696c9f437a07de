"""What is done with students: `joining` the school, `signing_in`, `profiles`, and by the school
`roster` (block, remove, plan).
"""

from tenant_apps.students.services.joining import join_school, register_student
from tenant_apps.students.services.profiles import update_profile
from tenant_apps.students.services.roster import (
    keep_notes,
    remove_student,
    set_blocked,
    set_plan,
    toggle_block,
)
from tenant_apps.students.services.signing_in import refresh_student, sign_in_student

__all__ = [
    "join_school",
    "keep_notes",
    "refresh_student",
    "register_student",
    "remove_student",
    "set_blocked",
    "set_plan",
    "sign_in_student",
    "toggle_block",
    "update_profile",
]
