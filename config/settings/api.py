"""REST framework and the OpenAPI documents."""

from __future__ import annotations

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["shared_apps.accounts.api.authentication.CookieAuthentication"],
    # Whoever forgets to say who may call a view has said: nobody.
    "DEFAULT_PERMISSION_CLASSES": ["shared_apps.wire.permissions.Nobody"],
    "DEFAULT_THROTTLE_CLASSES": ["shared_apps.wire.throttles.RequestThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "shared_apps.wire.parsers.BoundedJSONParser",
        "rest_framework.parsers.MultiPartParser",
        "rest_framework.parsers.FormParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "shared_apps.wire.openapi.ContractSchema",
    "EXCEPTION_HANDLER": "shared_apps.wire.errors.handle",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "NUM_PROXIES": 0,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "EduPro API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "shared_apps.wire.openapi.add_examples",
    ],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Two rows have a field called `status`, each with words of its own.
    "ENUM_NAME_OVERRIDES": {
        "EnrollmentStatus": "tenant_apps.enrollments.models.Enrollment.Status",
        "CouponStatus": "tenant_apps.coupons.models.AccessCode.Status",
        "AttemptStatus": "tenant_apps.assessments.models.Attempt.State",
        "AssessmentType": "tenant_apps.assessments.rules.kinds.AssessmentKind",
    },
}

# These look at the whole URL table, where each address stands in two spellings; the document of a
# contract is generated from its own table and a test allows it no warning.
SILENCED_SYSTEM_CHECKS = ["drf_spectacular.W001", "drf_spectacular.W002"]
