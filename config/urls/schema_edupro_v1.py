"""What the OpenAPI document of `edupro_v1` is generated from: each address once."""

from __future__ import annotations

from config.contracts import edupro_v1
from config.contracts.routing import once

urlpatterns = once("api/v1/", edupro_v1.urlpatterns)
