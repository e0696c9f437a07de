"""The question bank: `listing` it, `editing` one question, `choosing` from it for an assessment, and
`sheets` for files, coming in (`importing`) and going out.
"""

from tenant_apps.assessments.web.teacher.bank.choosing import AssessmentBank
from tenant_apps.assessments.web.teacher.bank.editing import (
    BankQuestionAct,
    BankQuestionEdit,
    BankQuestionNew,
    BankQuestionPicture,
)
from tenant_apps.assessments.web.teacher.bank.importing import AssessmentImport, BankImport
from tenant_apps.assessments.web.teacher.bank.listing import QuestionBank
from tenant_apps.assessments.web.teacher.bank.sheets import AssessmentExport, BankExport, SheetTemplate

__all__ = [
    "AssessmentBank",
    "AssessmentExport",
    "AssessmentImport",
    "BankExport",
    "BankImport",
    "BankQuestionAct",
    "BankQuestionEdit",
    "BankQuestionNew",
    "BankQuestionPicture",
    "QuestionBank",
    "SheetTemplate",
]
