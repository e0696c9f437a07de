"""Which apps live once for the platform and which once per school."""

from __future__ import annotations

SHARED_APPS = [
    "tenants",
    "django_tenants",
    "shared_apps.kernel",
    "shared_apps.accounts",
    "shared_apps.teachers",
    "shared_apps.categories",
    "shared_apps.catalogue",
    "shared_apps.operations",
    "shared_apps.wire",
    "branding",
    # Content types, permissions and sessions exist in the public schema only: their process-wide
    # caches would hold one school's ids while serving another.
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.admin",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "corsheaders",
    "csp",
    "django_cotton",
    "django_htmx",
]

TENANT_APPS = [
    "tenant_apps.staff",
    "tenant_apps.students",
    "tenant_apps.courses",
    "tenant_apps.video",
    "tenant_apps.coupons",
    "tenant_apps.enrollments",
    "tenant_apps.assessments",
    "tenant_apps.ratings",
    "tenant_apps.analytics",
]

INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS, "config"]

TENANT_MODEL = "tenants.Tenant"
TENANT_DOMAIN_MODEL = "tenants.Domain"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
ROOT_URLCONF = "config.urls.platform"
PUBLIC_SCHEMA_URLCONF = "config.urls.platform"
SHOW_PUBLIC_IF_NO_TENANT_FOUND = False

MIDDLEWARE = [
    "shared_apps.wire.request_id.RequestIdMiddleware",
    # Before everything that asks for the host: it is the list of allowed hosts (see ALLOWED_HOSTS).
    "tenants.resolver.TenantMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "shared_apps.wire.origin.OriginMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "shared_apps.wire.language.LanguageMiddleware",
    "csp.middleware.CSPMiddleware",
    "shared_apps.wire.headers.HeadersMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shared_apps.accounts.web.middleware.PageSessionMiddleware",
    "shared_apps.accounts.web.reading.ReadingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

# Both spellings of every API path are routed; a redirect would lose a posted body.
APPEND_SLASH = False
