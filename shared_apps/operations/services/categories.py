"""Categories, as operators change them: with a row in the audit trail."""

from __future__ import annotations

import uuid

from django.db import transaction

from shared_apps.accounts.models import User
from shared_apps.categories.models import Category
from shared_apps.categories.services import CategoryChanges, create_category, update_category
from shared_apps.kernel.audit import record_act
from tenants.logs import request_id


def add_category(*, changes: CategoryChanges, by: User) -> Category:
    """Raises `CategoryNameTaken`."""
    with transaction.atomic():
        category = create_category(
            name=changes["name"],
            name_ar=changes.get("name_ar", ""),
            description=changes.get("description", ""),
            position=changes.get("position", 0),
        )
        _note("category.add", category, by)
    return category


def change_category(*, category_id: uuid.UUID, changes: CategoryChanges, by: User) -> Category:
    """Raises `NotFound` or `CategoryNameTaken`."""
    with transaction.atomic():
        category = update_category(category_id=category_id, changes=changes)
        _note("category.change", category, by)
    return category


def _note(action: str, category: Category, by: User) -> None:
    record_act(
        action=action,
        actor_id=by.pk,
        actor_name=by.full_name,
        object_type="category",
        object_id=category.pk,
        after={"name": category.name, "name_ar": category.name_ar, "position": category.position},
        request_id=request_id.get(),
    )
