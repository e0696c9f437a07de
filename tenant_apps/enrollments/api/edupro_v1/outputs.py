"""How a place looks, in short and in full. `context` carries `now`."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tenant_apps.enrollments.models import Enrollment


class PlaceOutput(serializers.Serializer):
    """How a place stands at the moment of the answer: one whose time is over is told as expired.

    `module` is the title of the module when only that was bought.
    """

    id = serializers.IntegerField(source="number")
    enrollment_date = serializers.DateTimeField(source="enrolled_at")
    status = serializers.SerializerMethodField()
    access_type = serializers.SerializerMethodField()
    is_active = serializers.BooleanField()
    progress = serializers.DecimalField(max_digits=5, decimal_places=2, source="progress_percent")
    module = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(choices=Enrollment.Status.choices))
    def get_status(self, enrollment: Enrollment) -> str:
        return enrollment.status_at(self.context["now"])

    @extend_schema_field(serializers.ChoiceField(choices=Enrollment.Access.choices))
    def get_access_type(self, enrollment: Enrollment) -> str:
        return enrollment.access_at(self.context["now"])

    def get_module(self, enrollment: Enrollment) -> str | None:
        return enrollment.module.title if enrollment.module else None


class StandingOutput(PlaceOutput):
    """With its end and the latest activity."""

    ended_date = serializers.DateTimeField(source="ends_at", allow_null=True)
    is_completed = serializers.SerializerMethodField()
    last_activity = serializers.DateTimeField(source="last_activity_at", allow_null=True)

    def get_is_completed(self, enrollment: Enrollment) -> bool:
        return enrollment.completed_at is not None
