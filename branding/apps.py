"""The app that decides how every page looks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BrandingConfig(AppConfig):
    """Owns no tables: colours come from whoever registers a brand source."""

    name = "branding"
    verbose_name = _("Branding")
