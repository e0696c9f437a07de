"""The permission class of the people who run a school, under the name of their app."""

from shared_apps.accounts.api.permissions import IsTeacher, ManagesSchool, ManagesStudents

__all__ = ["IsTeacher", "ManagesSchool", "ManagesStudents"]
