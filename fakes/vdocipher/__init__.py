"""A stand-in for VdoCipher (API v3): `python -m fakes.vdocipher`, or `VdoCipherFake` in `fakes.serving`."""

from fakes.vdocipher.app import VdoCipherFake
from fakes.vdocipher.state import PLATFORM_SECRET, SCHOOL_UPLOADER, SCHOOL_VIEWER

__all__ = ["PLATFORM_SECRET", "SCHOOL_UPLOADER", "SCHOOL_VIEWER", "VdoCipherFake"]
