"""`authoring` what a teacher writes, `bank` what stands ready, `taking` attempts, `marking` grades."""

from tenant_apps.assessments.models.authoring import Assessment, Option, Question
from tenant_apps.assessments.models.bank import BankQuestion, Draw
from tenant_apps.assessments.models.marking import Regrading, SavedComment
from tenant_apps.assessments.models.taking import Answer, Attempt

__all__ = [
    "Answer",
    "Assessment",
    "Attempt",
    "BankQuestion",
    "Draw",
    "Option",
    "Question",
    "Regrading",
    "SavedComment",
]
