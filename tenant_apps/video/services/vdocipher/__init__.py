"""VdoCipher on the wire (API v3).

`transport` sends one request within bounds, `answers` believes nothing that comes back, `client` has
one method per thing we ask for.
"""

from tenant_apps.video.services.vdocipher.answers import Seen, Ticket, UploadTicket
from tenant_apps.video.services.vdocipher.client import VdoCipher

NAME = "vdocipher"

__all__ = ["NAME", "Seen", "Ticket", "UploadTicket", "VdoCipher"]
