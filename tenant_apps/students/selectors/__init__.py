"""Reads of the school's students: `people` themselves; `timeline` and `results`, to which higher apps
say how to find what they know of a student.
"""

from tenant_apps.students.selectors.people import (
    BY_NAME,
    NEWEST,
    ORDERINGS,
    find_active_student,
    find_student_of_user,
    get_student,
    get_student_by_user_number,
    get_student_of_user,
    list_roster,
)
from tenant_apps.students.selectors.results import StudentResult, list_results, register_results_source
from tenant_apps.students.selectors.timeline import (
    Before,
    Moment,
    Strand,
    Telling,
    list_moments,
    list_strands,
    read_before,
    register_strand,
    strand_of_rows,
)

__all__ = [
    "BY_NAME",
    "NEWEST",
    "ORDERINGS",
    "Before",
    "Moment",
    "Strand",
    "StudentResult",
    "Telling",
    "find_active_student",
    "find_student_of_user",
    "get_student",
    "get_student_by_user_number",
    "get_student_of_user",
    "list_moments",
    "list_results",
    "list_roster",
    "list_strands",
    "read_before",
    "register_results_source",
    "register_strand",
    "strand_of_rows",
]
