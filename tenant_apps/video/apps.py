from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VideoConfig(AppConfig):
    name = "tenant_apps.video"
    label = "video"

    def ready(self) -> None:
        from tenant_apps.video import receivers  # noqa: F401  (registers them)

        _register_place()


def _register_place() -> None:
    from branding.rules.navigation import NavItem
    from branding.services import register_nav_item

    item = NavItem(
        key="video_account",
        label=_("Video service"),
        icon="film",
        url_name="teacher_video_account",
        order=85,
        group=_("School"),
        is_shown=lambda context: _is_owner(context.get("actor")),
    )
    register_nav_item(audience="teacher", item=item)


def _is_owner(actor: Any) -> bool:
    member = getattr(actor, "staff_member", None)
    return member is not None and member.role == "owner"
