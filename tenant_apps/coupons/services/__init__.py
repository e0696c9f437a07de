"""Writes about access codes.

`batches` makes and voids, `codes` changes single ones, `redeeming` spends one,
`guessing` counts tries before a code is looked at, also for a mere look.
"""

from tenant_apps.coupons.services.batches import create_batch, void_batch
from tenant_apps.coupons.services.codes import delete_code, update_code
from tenant_apps.coupons.services.guessing import counted_try, look_at_code
from tenant_apps.coupons.services.redeeming import redeem_code

__all__ = [
    "counted_try",
    "create_batch",
    "delete_code",
    "look_at_code",
    "redeem_code",
    "update_code",
    "void_batch",
]
