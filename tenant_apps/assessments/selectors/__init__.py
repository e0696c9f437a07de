"""Reads of assessments.

`authoring` for who writes them (with the key), `drawing` papers, `offers` what a student may take,
`papers` the same beside the lessons of a course,
`attempts` and `results` what became of it, `pending` the grading queue.
"""

from tenant_apps.assessments.selectors.attempts import (
    OwnAttempt,
    SavedAnswer,
    are_results_released,
    find_own_attempt,
    find_taker,
    get_paper,
    list_attempts_for_staff,
    list_attempts_of_assessment,
    list_attempts_of_student,
    own_view,
    saved_answers,
)
from tenant_apps.assessments.selectors.authoring import (
    get_assessment,
    get_option,
    get_question,
    list_assessments_for_staff,
    list_options,
)
from tenant_apps.assessments.selectors.drawing import as_asked, draw_paper, list_questions
from tenant_apps.assessments.selectors.offers import (
    Offer,
    OfferState,
    can_take,
    count_offers,
    is_offered,
    list_assessments_for_student,
    query_offers,
    read_offers,
)
from tenant_apps.assessments.selectors.papers import list_papers_of_course
from tenant_apps.assessments.selectors.pending import get_answer, pending_answers
from tenant_apps.assessments.selectors.results import (
    Result,
    ResultOption,
    ResultRow,
    result_of_attempt,
    review_of_attempt,
)

__all__ = [
    "Offer",
    "OfferState",
    "OwnAttempt",
    "Result",
    "ResultOption",
    "ResultRow",
    "SavedAnswer",
    "are_results_released",
    "as_asked",
    "can_take",
    "count_offers",
    "draw_paper",
    "find_own_attempt",
    "find_taker",
    "get_answer",
    "get_assessment",
    "get_option",
    "get_paper",
    "get_question",
    "is_offered",
    "list_assessments_for_staff",
    "list_assessments_for_student",
    "list_attempts_for_staff",
    "list_attempts_of_assessment",
    "list_attempts_of_student",
    "list_options",
    "list_papers_of_course",
    "list_questions",
    "own_view",
    "pending_answers",
    "query_offers",
    "read_offers",
    "result_of_attempt",
    "review_of_attempt",
    "saved_answers",
]
