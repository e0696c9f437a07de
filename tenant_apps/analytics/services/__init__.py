"""Writes: `exports` asks for the school's data, packs and removes it; `packing` writes the archive;
`platform` sums up for the operators."""

from tenant_apps.analytics.services.exports import ask_export, pack_export, sweep_exports
from tenant_apps.analytics.services.platform import count_redeemed

__all__ = ["ask_export", "count_redeemed", "pack_export", "sweep_exports"]
