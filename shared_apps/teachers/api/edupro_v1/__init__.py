"""1.9 and 1.15 of the document; `profiles` also holds what 1.14 and 1.16 read and answer."""

from shared_apps.teachers.api.edupro_v1.profiles import (
    TEACHER_PROFILE_ERRORS,
    TeacherProfileInput,
    TeacherProfileOutput,
    TeacherPublicProfile,
    profile_changes,
)
from shared_apps.teachers.api.edupro_v1.registration import (
    REGISTRATION_ERRORS,
    PersonInput,
    TeacherRegister,
    person_details,
)

__all__ = [
    "REGISTRATION_ERRORS",
    "TEACHER_PROFILE_ERRORS",
    "PersonInput",
    "TeacherProfileInput",
    "TeacherProfileOutput",
    "TeacherPublicProfile",
    "TeacherRegister",
    "person_details",
    "profile_changes",
]
