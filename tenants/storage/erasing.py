"""A dropped school's files go once its rows are gone for good."""

from __future__ import annotations

from django.core.files.storage import storages
from django.db import transaction

from shared_apps.kernel.events import receive
from tenants.events import SchoolDropped
from tenants.storage.backends import SchoolKeys


@receive(SchoolDropped)
def erase_files(event: SchoolDropped) -> None:
    storage = storages["default"]
    if isinstance(storage, SchoolKeys):
        transaction.on_commit(lambda: storage.erase_school(event.tenant_id))
