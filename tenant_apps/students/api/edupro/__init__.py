"""Section 1 of the document, as far as it is about students.

`shapes` what a student looks like on the wire, `joining` register and join, `sessions` sign-in and
refresh, `profiles` one's own, `roster` the school's list.
"""

from tenant_apps.students.api.edupro.joining import JoinTeacher, StudentRegister, TeacherNameMissing
from tenant_apps.students.api.edupro.profiles import OwnProfile, OwnProfileUpdate
from tenant_apps.students.api.edupro.roster import (
    StudentBlocking,
    StudentList,
    StudentProfile,
    StudentRemoval,
)
from tenant_apps.students.api.edupro.sessions import StudentLogin, StudentRefresh

__all__ = [
    "JoinTeacher",
    "OwnProfile",
    "OwnProfileUpdate",
    "StudentBlocking",
    "StudentList",
    "StudentLogin",
    "StudentProfile",
    "StudentRefresh",
    "StudentRegister",
    "StudentRemoval",
    "TeacherNameMissing",
]
