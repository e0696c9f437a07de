"""News from the video service. It signs nothing, so a secret address is asked and the news is a hint only."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from tenant_apps.video.rules import EXTERNAL_ID
from tenant_apps.video.selectors import has_external_video
from tenant_apps.video.services import is_hook_secret
from tenant_apps.video.tasks import refresh_video
from tenants.tasks import after_commit

LONGEST_BODY = 64 * 1024


@method_decorator(csrf_exempt, name="dispatch")
class VdoCipherHook(View):
    """Answers 204 at once whatever is told; what the video's state is, a task asks the service itself."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, secret: str) -> HttpResponse:
        if not is_hook_secret(secret):
            raise Http404
        name = _video_named(request)
        if name and has_external_video(external_id=name):
            after_commit(refresh_video, name)
        return HttpResponse(status=204)


def _video_named(request: HttpRequest) -> str:
    if len(request.body) > LONGEST_BODY:
        return ""
    try:
        told: Any = json.loads(request.body)
    except (ValueError, RecursionError):
        return ""
    payload = told.get("payload") if isinstance(told, dict) else None
    name = payload.get("id") if isinstance(payload, dict) else None
    return name if isinstance(name, str) and EXTERNAL_ID.fullmatch(name) else ""
