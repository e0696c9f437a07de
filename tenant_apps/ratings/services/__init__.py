"""Writes of ratings: `rating` by students, `moderating` by the school, `counting` of averages."""

from tenant_apps.ratings.services.counting import recount_course, recount_school
from tenant_apps.ratings.services.moderating import hide_rating, reply_to_rating, show_rating
from tenant_apps.ratings.services.rating import change_rating, delete_rating, rate_course

__all__ = [
    "change_rating",
    "delete_rating",
    "hide_rating",
    "rate_course",
    "recount_course",
    "recount_school",
    "reply_to_rating",
    "show_rating",
]
