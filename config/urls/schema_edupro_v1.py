"""What the OpenAPI document of `edupro_v1` is generated from: each address once."""

from __future__ import annotations

from django.urls import include, path

from config.contracts import edupro_v1

urlpatterns = [
    path(
        "api/v1/",
        include(
            [
                pattern
                for pattern in edupro_v1.urlpatterns
                if not str(pattern.pattern) or str(pattern.pattern).endswith("/")
            ]
        ),
    )
]
