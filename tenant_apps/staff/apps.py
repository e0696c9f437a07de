from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "tenant_apps.staff"
    label = "staff"

    def ready(self) -> None:
        from shared_apps.accounts.services import register_member_source
        from tenant_apps.staff import receivers  # noqa: F401  (registers the receivers)
        from tenant_apps.staff.selectors import find_active_member

        register_member_source(kind="staff", find=lambda user_id: find_active_member(user_id=user_id))
        _register_places()


def _register_places() -> None:
    from branding.rules.navigation import NavItem
    from branding.services import register_nav_item

    team = NavItem(
        key="team",
        label=_("Team"),
        icon="users",
        url_name="teacher_team",
        order=82,
        group=_("School"),
        is_shown=_is_owner,
    )
    activity = NavItem(
        key="activity",
        label=_("Activity"),
        icon="history",
        url_name="teacher_activity",
        order=84,
        group=_("School"),
        is_shown=_is_owner,
    )
    for item in (team, activity):
        register_nav_item(audience="teacher", item=item)


def _is_owner(context: Any) -> bool:
    actor = context.get("actor")
    return actor is not None and actor.is_owner
