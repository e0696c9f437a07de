"""Section 1 of the document, as far as it is about students.

`shapes` what a student looks like on the wire, `joining` register and join, `sessions` sign-in and
refresh, `profiles` one's own, `roster` the teacher's list.
"""

from tenant_apps.students.api.edupro_v1.joining import JoinTeacher, StudentRegister
from tenant_apps.students.api.edupro_v1.profiles import StudentProfileUpdate
from tenant_apps.students.api.edupro_v1.roster import StudentBlocking, StudentList, StudentRemoval
from tenant_apps.students.api.edupro_v1.sessions import StudentLogin, StudentRefresh
from tenant_apps.students.api.edupro_v1.shapes import (
    OwnStudentOutput,
    RosterRowOutput,
    StudentOutput,
    StudentProfileOutput,
)

__all__ = [
    "JoinTeacher",
    "OwnStudentOutput",
    "RosterRowOutput",
    "StudentBlocking",
    "StudentList",
    "StudentLogin",
    "StudentOutput",
    "StudentProfileOutput",
    "StudentProfileUpdate",
    "StudentRefresh",
    "StudentRegister",
    "StudentRemoval",
]
