"""The question bank: kept, changed, copied, taken out."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import IO

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile

from shared_apps.kernel.images import clean_picture
from tenant_apps.assessments.errors import BankFull, BankQuestionUnknown
from tenant_apps.assessments.models import BankQuestion, Draw
from tenant_apps.assessments.rules.draft import Draft, DraftOption, clean_draft
from tenant_apps.assessments.selectors.bank import draft_of_bank, get_bank_question
from tenants.storage import discard_after_commit, stored_together

MAX_BANK = 20_000


def add_to_bank(*, draft: Draft, picture: IO[bytes] | None = None) -> BankQuestion:
    """Keep a question. Raises what `rules.draft.clean_draft` raises, `PictureRefused`, `BankFull`."""
    cleaned = clean_draft(draft)
    drawn = clean_picture(upload=picture, field="picture") if picture else None
    with stored_together():
        _check_room(1)
        question = as_bank_question(cleaned)
        question.picture = drawn or ""
        question.save()
    return question


def change_in_bank(
    *, bank_id: uuid.UUID, draft: Draft, picture: IO[bytes] | None = None, drops_picture: bool = False
) -> BankQuestion:
    """Make the question this; copies and papers that were given out stay as they are.

    Raises `BankQuestionUnknown` and the refusals of `add_to_bank`.
    """
    cleaned = clean_draft(draft)
    drawn = clean_picture(upload=picture, field="picture") if picture else None
    with stored_together():
        question = _lock(bank_id)
        _apply(question, cleaned)
        if drawn or drops_picture:
            _discard_picture(question)
            question.picture = drawn or ""
        question.save()
    return question


def copy_in_bank(*, bank_id: uuid.UUID) -> BankQuestion:
    """The same question once more, with its picture. Raises `BankQuestionUnknown`, `BankFull`."""
    source = get_bank_question(bank_id=bank_id)
    with stored_together():
        _check_room(1)
        question = as_bank_question(draft_of_bank(source))
        question.picture = copied_picture(source.picture) or ""
        question.save()
    return question


def remove_from_bank(*, bank_id: uuid.UUID) -> None:
    """Take the question out; its copies in assessments stay. Raises `BankQuestionUnknown`."""
    with stored_together():
        question = _lock(bank_id)
        _discard_picture(question)
        question.delete()


@transaction.atomic
def import_to_bank(*, drafts: Sequence[Draft]) -> int:
    """Keep them all, in their sequence; returns how many. Raises what `clean_draft` raises, `BankFull`."""
    rows = [as_bank_question(clean_draft(draft)) for draft in drafts]
    _check_room(len(rows))
    return len(BankQuestion.objects.bulk_create(rows))


def as_bank_question(draft: Draft) -> BankQuestion:
    """A row of the bank that is not saved yet, of a clean draft."""
    question = BankQuestion()
    _apply(question, draft)
    return question


def copied_picture(picture: FieldFile) -> ContentFile | None:
    """The picture as a file of its own, so that neither question takes it from the other."""
    if not picture:
        return None
    with picture.open("rb") as file:
        return ContentFile(file.read(), name=f"{uuid.uuid4().hex}.webp")


def _apply(question: BankQuestion, draft: Draft) -> None:
    question.topic, question.level, question.tags = draft.topic, draft.level, list(draft.tags)
    question.kind, question.text, question.points = draft.kind, draft.text, draft.points
    question.explanation = draft.explanation
    question.is_required, question.allows_several = draft.is_required, draft.allows_several
    question.truth = draft.truth
    question.accepted_answers = list(draft.accepted)
    question.options = _options(question.options, draft.options)


def _options(present: list[dict], wanted: Sequence[DraftOption]) -> list[dict]:
    """The options as they are stored. One whose text stays keeps its id: papers name it by that."""
    ids = {one["text"]: one["id"] for one in present}
    left = [one["id"] for one in present if one["text"] not in {new.text for new in wanted}]
    found = []
    for new in wanted:
        key = ids.pop(new.text, None) or (left.pop(0) if left else str(uuid.uuid4()))
        found.append({"id": key, "text": new.text, "is_right": new.is_right})
    return found


def _lock(bank_id: uuid.UUID) -> BankQuestion:
    question = BankQuestion.objects.select_for_update(no_key=True).filter(pk=bank_id).first()
    if question is None:
        raise BankQuestionUnknown()
    return question


def _discard_picture(question: BankQuestion) -> None:
    # Papers that it was drawn into go on showing it.
    if question.picture.name and not Draw.objects.exists():
        discard_after_commit(question.picture.name)


def _check_room(number: int) -> None:
    if BankQuestion.objects.count() + number > MAX_BANK:
        raise BankFull()
