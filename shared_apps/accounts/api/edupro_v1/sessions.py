"""1.3, 1.4: sign-out and the teachers' refresh."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.edupro_v1.answers import (
    TAGS,
    ErrorOutput,
    MessageOutput,
    refresh_token_of,
    with_cookies,
)
from shared_apps.accounts.models import Session
from shared_apps.accounts.services import end_session, read_refresh, rotate_session
from shared_apps.wire.cookies import delete_cookies
from shared_apps.wire.edupro_v1 import EduproV1View, Phrase

REFRESH_PHRASES = {
    "refresh_missing": Phrase(401, "error", "Refresh token not found"),
    "refresh_invalid": Phrase(401, "error", "Invalid or expired refresh token"),
    "session_kind_wrong": Phrase(401, "error", "Invalid or expired refresh token"),
}


class Logout(EduproV1View):
    """Ends the session that the refresh cookie names, also when the access token has run out."""

    permission_classes = [AllowAny]
    phrases = {
        "refresh_missing": Phrase(400, "message", "No refresh token found"),
        "refresh_invalid": Phrase(400, "error", "Invalid token"),
    }

    class RefusedOutput(serializers.Serializer):
        message = serializers.CharField(required=False)
        error = serializers.CharField(required=False)
        detail = serializers.CharField()

    @extend_schema(
        operation_id="logout",
        request=None,
        responses={205: MessageOutput, 400: RefusedOutput, 500: ErrorOutput},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        raw, tenant_id = refresh_token_of(request)
        _claims, session = read_refresh(raw=raw, tenant_id=tenant_id)
        end_session(session=session, reason="signed_out", now=timezone.now())
        response = Response({"message": "Logged out successfully"}, status=status.HTTP_205_RESET_CONTENT)
        delete_cookies(response)
        return response

    def broken_body(self) -> dict[str, str]:
        text = "An unexpected error occurred during logout."
        return {"error": text, "detail": text}


class TokenRefresh(EduproV1View):
    """Fresh cookies for staff and operators; a student's cookie is refused here."""

    permission_classes = [AllowAny]
    phrases = REFRESH_PHRASES

    @extend_schema(
        operation_id="token_refresh",
        request=None,
        responses={200: MessageOutput, 401: OpenApiResponse(ErrorOutput)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        raw, tenant_id = refresh_token_of(request)
        kinds = {Session.Kind.STAFF, Session.Kind.OPERATOR}
        tokens = rotate_session(raw=raw, tenant_id=tenant_id, kinds=kinds, now=timezone.now())
        return with_cookies(Response({"message": "Token refreshed successfully"}), tokens)
