"""What we switch off in the library."""

from __future__ import annotations

from django.db.models.signals import post_delete
from django_tenants import signals


def unhook_fast_delete() -> None:
    """Narrow the library's `post_delete` receiver to the tenant model.

    It listens to every model, and a model with a listener cannot be deleted in one statement:
    1,000 rows cost 23 statements instead of 3.
    """
    from tenants.models import Tenant

    receiver = signals.tenant_delete_callback
    if post_delete.disconnect(receiver):
        post_delete.connect(receiver, sender=Tenant)
