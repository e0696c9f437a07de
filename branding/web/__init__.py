"""Pages of branding: `marks` for every host, `kit` for developers and operators.

Mounted on both hosts at the root by `include("branding.web")`.
"""

from django.urls import path

from branding.web.kit import living_page
from branding.web.marks import favicon, icon_maskable, manifest, set_theme, theme_css

app_name = "branding"
urlpatterns = [
    path("theme.css", theme_css, name="theme_css"),
    path("favicon.svg", favicon, name="favicon"),
    path("favicon.ico", favicon, name="favicon_ico"),
    path("icon-maskable.svg", icon_maskable, name="icon_maskable"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("theme", set_theme, name="set_theme"),
    path("_kit/", living_page, name="living_page"),
]
