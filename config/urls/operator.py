"""The operator console, on the platform's host only."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

from shared_apps.accounts.web.operator import (
    OperatorCode,
    OperatorEnrol,
    OperatorSecurity,
    OperatorSignIn,
    OperatorSignOut,
)
from shared_apps.operations.web.acts import SchoolAct, SchoolVisit
from shared_apps.operations.web.categories import CategoriesPage, CategoryEdit, CategoryNew
from shared_apps.operations.web.home import OperatorHome
from shared_apps.operations.web.opening import SchoolNew
from shared_apps.operations.web.operator import AuditPage, HealthPage, SchoolPage, SchoolsPage

SCHOOL = "operator/schools/<uuid:school_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("operator/", OperatorHome.as_view(), name="operator_home"),
    path("operator/sign-in/", OperatorSignIn.as_view(), name="operator_sign_in"),
    path("operator/sign-in/code/", OperatorCode.as_view(), name="operator_code"),
    path("operator/sign-in/app/", OperatorEnrol.as_view(), name="operator_enrol"),
    path("operator/sign-out/", OperatorSignOut.as_view(), name="operator_sign_out"),
    path("operator/security/", OperatorSecurity.as_view(), name="operator_security"),
    path("operator/schools/", SchoolsPage.as_view(), name="operator_schools"),
    path("operator/schools/new/", SchoolNew.as_view(), name="operator_school_new"),
    path(SCHOOL, SchoolPage.as_view(), name="operator_school"),
    path(f"{SCHOOL}act/", SchoolAct.as_view(), name="operator_school_act"),
    path(f"{SCHOOL}visit/", SchoolVisit.as_view(), name="operator_school_visit"),
    path("operator/categories/", CategoriesPage.as_view(), name="operator_categories"),
    path("operator/categories/new/", CategoryNew.as_view(), name="operator_category_new"),
    path("operator/categories/<uuid:category_id>/", CategoryEdit.as_view(), name="operator_category"),
    path("operator/audit/", AuditPage.as_view(), name="operator_audit"),
    path("operator/health/", HealthPage.as_view(), name="operator_health"),
    path("operator/data/", admin.site.urls),
]
