"""What is done with schools' public faces: `opening` a school, `profiles` changed, `settings`
chosen, `counting` kept."""

from shared_apps.teachers.services.counting import count_courses, count_students, keep_rating
from shared_apps.teachers.services.opening import open_school
from shared_apps.teachers.services.profiles import update_teacher_profile
from shared_apps.teachers.services.settings import has_money, register_money, update_settings

__all__ = [
    "count_courses",
    "count_students",
    "has_money",
    "keep_rating",
    "open_school",
    "register_money",
    "update_settings",
    "update_teacher_profile",
]
