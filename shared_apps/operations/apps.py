from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "shared_apps.operations"
    label = "operations"
    verbose_name = _("Operator console")

    def ready(self) -> None:
        from branding.rules.navigation import NavItem
        from branding.services import register_nav_item
        from shared_apps.operations import receivers  # noqa: F401  (registers the receivers)

        for key, label, icon, url_name, order in (
            ("home", _("Overview"), "layout-dashboard", "operator_home", 10),
            ("schools", _("Schools"), "school", "operator_schools", 20),
            ("categories", _("Categories"), "tag", "operator_categories", 30),
            ("audit", _("Audit trail"), "history", "operator_audit", 40),
            ("health", _("Health"), "activity", "operator_health", 50),
            ("data", _("Tables"), "database", "admin:index", 60),
            ("security", _("Your security"), "shield-check", "operator_security", 70),
        ):
            item = NavItem(key=key, label=label, icon=icon, url_name=url_name, order=order)
            register_nav_item(audience="operator", item=item)
        visits = NavItem(
            key="visits",
            label=_("Visits of the platform"),
            icon="eye",
            url_name="teacher_visits",
            order=95,
            group=_("School"),
            is_shown=lambda context: getattr(context.get("actor"), "is_owner", False),
        )
        register_nav_item(audience="teacher", item=visits)
