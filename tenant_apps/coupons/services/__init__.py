"""Writes about access codes and discount coupons.

`batches` makes, voids and extends, `codes` changes single ones, `history` keeps what was done with them,
`redeeming` spends one; `discounts` makes and
changes discount coupons, `discounting` uses one; `guessing` counts tries before a code is looked at,
also for a mere look.
"""

from tenant_apps.coupons.services.batches import create_batch, extend_batch, void_batch
from tenant_apps.coupons.services.codes import delete_code, replace_code, update_code
from tenant_apps.coupons.services.discounting import use_discount
from tenant_apps.coupons.services.discounts import (
    DiscountChanges,
    create_discounts,
    delete_discount,
    update_discount,
)
from tenant_apps.coupons.services.guessing import counted_try, forgive_tries, locked_until, look_at_code
from tenant_apps.coupons.services.history import note_paper
from tenant_apps.coupons.services.redeeming import redeem_code

__all__ = [
    "DiscountChanges",
    "counted_try",
    "create_batch",
    "create_discounts",
    "delete_code",
    "delete_discount",
    "extend_batch",
    "forgive_tries",
    "locked_until",
    "look_at_code",
    "note_paper",
    "redeem_code",
    "replace_code",
    "update_code",
    "update_discount",
    "use_discount",
    "void_batch",
]
