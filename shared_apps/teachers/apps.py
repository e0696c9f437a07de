from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeachersConfig(AppConfig):
    name = "shared_apps.teachers"
    label = "teachers"
    verbose_name = _("Teachers")

    def ready(self) -> None:
        from branding.rules.navigation import NavItem
        from branding.services import register_brand_source, register_nav_item
        from shared_apps.teachers import receivers  # noqa: F401  (registers the receivers)
        from shared_apps.teachers.selectors import read_brand

        register_brand_source(source=read_brand)
        register_nav_item(
            audience="teacher",
            item=NavItem(
                key="brand",
                label=_("Look and name"),
                icon="palette",
                url_name="teacher_brand",
                order=80,
                group=_("School"),
                is_shown=lambda context: _is_owner(context.get("actor")),
            ),
        )
        register_nav_item(
            audience="teacher",
            item=NavItem(
                key="settings",
                label=_("Settings"),
                icon="settings",
                url_name="teacher_settings",
                order=95,
                group=_("School"),
                is_shown=lambda context: _is_owner(context.get("actor")),
            ),
        )


def _is_owner(actor: Any) -> bool:
    member = getattr(actor, "staff_member", None)
    return member is not None and member.role == "owner"
