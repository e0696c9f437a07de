"""What operators do: `schools` warn, close and open them, `visits` look at one as its owner,
`categories` kept with a row in the audit trail.
"""

from shared_apps.operations.services.categories import add_category, change_category
from shared_apps.operations.services.opening import OpenedSchool, open_school_for
from shared_apps.operations.services.schools import (
    archive,
    give_notice,
    restore,
    suspend,
    withdraw_notice,
)
from shared_apps.operations.services.visits import ask_visit, end_visit, enter_visit, read_visit

__all__ = [
    "OpenedSchool",
    "add_category",
    "archive",
    "ask_visit",
    "change_category",
    "end_visit",
    "enter_visit",
    "give_notice",
    "open_school_for",
    "read_visit",
    "restore",
    "suspend",
    "withdraw_notice",
]
