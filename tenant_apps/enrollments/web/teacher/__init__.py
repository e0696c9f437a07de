"""The school's students, for those who run it: `roster` all of them, `adding` one by hand, `bulk` acts,
`messages` to guardians, `student` one with what they learn, `acts` what is done to one.
"""

from tenant_apps.enrollments.web.teacher.acts import PlaceExtension, PlaceRemoval, StudentAct
from tenant_apps.enrollments.web.teacher.adding import StudentNew
from tenant_apps.enrollments.web.teacher.bulk import BulkAsk, BulkWorkPage
from tenant_apps.enrollments.web.teacher.messages import GuardianMessages
from tenant_apps.enrollments.web.teacher.roster import StudentsExport, StudentsPage
from tenant_apps.enrollments.web.teacher.student import StudentPage

__all__ = [
    "BulkAsk",
    "BulkWorkPage",
    "GuardianMessages",
    "PlaceExtension",
    "PlaceRemoval",
    "StudentAct",
    "StudentNew",
    "StudentPage",
    "StudentsExport",
    "StudentsPage",
]
