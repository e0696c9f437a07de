"""`authoring` what a teacher writes, `taking` what students do with it."""

from tenant_apps.assessments.models.authoring import Assessment, Option, Question
from tenant_apps.assessments.models.taking import Answer, Attempt

__all__ = ["Answer", "Assessment", "Attempt", "Option", "Question"]
