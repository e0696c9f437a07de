"""Writes: `exports` asks for the school's data, packs and removes it; `packing` writes the archive."""

from tenant_apps.analytics.services.exports import ask_export, pack_export, sweep_exports

__all__ = ["ask_export", "pack_export", "sweep_exports"]
