"""What the OpenAPI document of `edupro` is generated from: each address once."""

from __future__ import annotations

from config.contracts import edupro
from config.contracts.routing import once

urlpatterns = once("api/", edupro.urlpatterns)
