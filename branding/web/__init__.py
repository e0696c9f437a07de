"""Pages of branding, mounted on both hosts at the root by `include("branding.web")`.

`marks` colours, drawn mark and theme switch, `pictures` icons and share card, `installing` the school as an
app, `kit` the living page for developers and operators.
"""

from django.urls import path

from branding.web.installing import manifest, offline, worker
from branding.web.kit import living_page
from branding.web.marks import favicon, icon_maskable, set_theme, theme_css
from branding.web.pictures import Icon, share_card

app_name = "branding"
urlpatterns = [
    path("theme.css", theme_css, name="theme_css"),
    path("favicon.svg", favicon, name="favicon"),
    path("favicon.ico", favicon, name="favicon_ico"),
    path("icon-maskable.svg", icon_maskable, name="icon_maskable"),
    path("apple-touch-icon.png", Icon.as_view(side=180, shape="touch"), name="touch_icon"),
    path("icon-192.png", Icon.as_view(side=192), name="icon_192"),
    path("icon-512.png", Icon.as_view(side=512), name="icon_512"),
    path("icon-maskable-192.png", Icon.as_view(side=192, shape="maskable"), name="icon_maskable_192"),
    path("icon-maskable-512.png", Icon.as_view(side=512, shape="maskable"), name="icon_maskable_512"),
    path("share.png", share_card, name="share_card"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("sw.js", worker, name="worker"),
    path("offline/", offline, name="offline"),
    path("theme", set_theme, name="set_theme"),
    path("_kit/", living_page, name="living_page"),
]
