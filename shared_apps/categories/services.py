"""Writes of categories, by the platform's administrators."""

from __future__ import annotations

import uuid
from typing import TypedDict

from django.core.cache import caches
from django.core.files.base import File
from django.db import IntegrityError, transaction

from shared_apps.categories.errors import CategoryNameTaken
from shared_apps.categories.models import Category
from shared_apps.categories.selectors import CACHE_KEY, get_category
from tenants.context import platform
from tenants.storage import discard_after_commit, stored_together


class CategoryChanges(TypedDict, total=False):
    """Only the keys that are present change; `icon=None` takes the picture away."""

    name: str
    name_ar: str
    description: str
    icon: File | None
    position: int


def create_category(
    *, name: str, name_ar: str = "", description: str = "", icon: File | None = None, position: int = 0
) -> Category:
    """A new category; `icon` is a checked picture. Raises `CategoryNameTaken`."""
    category = Category(name_ar=name_ar.strip(), position=position)
    return _save(category, {"name": name, "description": description, "icon": icon})


def update_category(
    *, number: int | None = None, category_id: uuid.UUID | None = None, changes: CategoryChanges
) -> Category:
    """Change what `changes` names of the category with this number, or with this id.

    Raises `NotFound`, `CategoryNameTaken`.
    """
    return _save(get_category(number=number, category_id=category_id), changes)


def _save(category: Category, changes: CategoryChanges) -> Category:
    # Pictures of the platform are kept under the platform's keys, whatever school is active.
    with platform(), stored_together():
        former = category.icon.name
        for name in ("name", "name_ar", "description"):
            if name in changes:
                setattr(category, name, str(changes[name]).strip())
        category.position = changes.get("position", category.position)
        if "icon" in changes:
            category.icon = changes["icon"] or ""
        _refuse_taken(category)
        try:
            with transaction.atomic():
                category.save()
        except IntegrityError as error:  # two at once
            raise CategoryNameTaken() from error
        if former and former != category.icon.name:
            discard_after_commit(former)
    transaction.on_commit(lambda: caches["platform"].delete(CACHE_KEY))
    return category


def _refuse_taken(category: Category) -> None:
    if Category.objects.filter(name__iexact=category.name).exclude(pk=category.pk).exists():
        raise CategoryNameTaken()
