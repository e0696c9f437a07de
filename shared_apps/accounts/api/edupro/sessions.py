"""1.5, 1.7: the teachers' refresh, and sign-out."""

from __future__ import annotations

from typing import cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.devices import place_of_refresh
from shared_apps.accounts.api.edupro.shapes import (
    REFRESH_INVALID,
    TAGS,
    AccessOutput,
    RefreshInput,
    refresh_token_of,
    told,
)
from shared_apps.accounts.api.permissions import IsSignedIn
from shared_apps.accounts.models import Session
from shared_apps.accounts.services import end_session, renew_session
from shared_apps.wire.edupro import EduproView
from shared_apps.wire.edupro_fields import MessageBody, errors

REFRESH_PHRASES = {
    "refresh_invalid": REFRESH_INVALID,
    "session_kind_wrong": REFRESH_INVALID,
    "not_a_student_here": REFRESH_INVALID,
}


class TokenRefresh(EduproView):
    """1.5: a fresh access token for staff and operators; a student's token is refused here."""

    permission_classes = [AllowAny]
    phrases = REFRESH_PHRASES

    @extend_schema(
        operation_id="token_refresh",
        request=RefreshInput,
        responses={200: AccessOutput, **errors(400)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        raw = refresh_token_of(request)
        tokens = renew_session(
            raw=raw,
            tenant_id=place_of_refresh(request, raw),
            kinds={Session.Kind.STAFF, Session.Kind.OPERATOR},
            now=timezone.now(),
        )
        return told(AccessOutput, tokens)


class Logout(EduproView):
    """1.7: ends the session of the access token, and with it every token of that sign-in."""

    permission_classes = [IsSignedIn]

    @extend_schema(
        operation_id="logout", request=None, responses={200: MessageBody, **errors(401)}, tags=TAGS
    )
    def post(self, request: Request) -> Response:
        end_session(session=cast(Session, request.auth), reason="signed_out", now=timezone.now())
        return Response({"message": "Successfully logged out"})
