"""Words that staff say to students again and again."""

from __future__ import annotations

import uuid

from django.db import transaction

from tenant_apps.assessments.errors import CommentEmpty, CommentUnknown, TooManyComments
from tenant_apps.assessments.models import SavedComment
from tenant_apps.assessments.rules import cleaning

MAX_COMMENT = 500
MAX_COMMENTS = 100


@transaction.atomic
def save_comment(*, text: str) -> SavedComment:
    """Keep the words for everybody who grades; the same words are kept once.

    Raises `CommentEmpty`, `TextTooLong` on `feedback`, `TooManyComments`.
    """
    words = text.replace("\0", "").strip()
    cleaned = cleaning.clean_text(words, field="feedback", at_most=MAX_COMMENT)
    if not cleaned:
        raise CommentEmpty()
    found = SavedComment.objects.filter(text=cleaned).first()
    if found is not None:
        return found
    if SavedComment.objects.count() >= MAX_COMMENTS:
        raise TooManyComments()
    comment, _is_new = SavedComment.objects.get_or_create(text=cleaned)
    return comment


def forget_comment(*, comment_id: uuid.UUID) -> None:
    """Raises `CommentUnknown`."""
    deleted, _details = SavedComment.objects.filter(pk=comment_id).delete()
    if not deleted:
        raise CommentUnknown()
