"""The platform's own host."""

from __future__ import annotations

from django.urls import path

from config.urls.api import urlpatterns as api
from config.urls.operator import urlpatterns as operator
from config.urls.pages import urlpatterns as pages
from shared_apps.accounts.web.platform import PlatformSignIn
from shared_apps.catalogue.web.platform import PlatformCatalogue, PlatformHome, PlatformPrices
from shared_apps.catalogue.web.schools import PlatformSchools
from shared_apps.operations.web.platform import StatusPage
from shared_apps.teachers.web.finding import SchoolFinder
from shared_apps.teachers.web.looks import looks_css
from shared_apps.teachers.web.platform import CheckAddress, TeacherSignUp

handler500 = "config.urls.failing.server_error"

urlpatterns = [
    *api,
    *pages,
    *operator,
    path("", PlatformHome.as_view(), name="platform_home"),
    path("courses/", PlatformCatalogue.as_view(), name="platform_catalogue"),
    path("schools/", PlatformSchools.as_view(), name="platform_schools"),
    path("prices/", PlatformPrices.as_view(), name="platform_prices"),
    path("status/", StatusPage.as_view(), name="platform_status"),
    path("find/", SchoolFinder.as_view(), name="school_finder"),
    path("start/", TeacherSignUp.as_view(), name="teacher_sign_up"),
    path("start/check-address/", CheckAddress.as_view(), name="check_address"),
    path("sign-in/", PlatformSignIn.as_view(), name="platform_sign_in"),
    path("looks.css", looks_css, name="looks_css"),
]
