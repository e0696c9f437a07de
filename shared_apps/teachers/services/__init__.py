"""What is done with schools' public faces: `opening` a school, `profiles` changed, `counting` kept."""

from shared_apps.teachers.services.counting import count_courses, count_students, keep_rating
from shared_apps.teachers.services.opening import open_school
from shared_apps.teachers.services.profiles import update_teacher_profile

__all__ = ["count_courses", "count_students", "keep_rating", "open_school", "update_teacher_profile"]
