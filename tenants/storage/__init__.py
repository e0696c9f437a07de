"""Uploads, each under the prefix of its school.

`keys` what a key may look like and whose it is, `backends` the two storages, `links` short signed
addresses of private files, `keeping` files that stand or fall with a transaction, `views` how both
kinds are served.
"""

from tenants.storage.backends import LocalSchoolStorage, S3SchoolStorage
from tenants.storage.keeping import discard_after_commit, stored_together
from tenants.storage.keys import KeyRefused, is_public, public_url
from tenants.storage.links import signed_url

__all__ = [
    "KeyRefused",
    "LocalSchoolStorage",
    "S3SchoolStorage",
    "discard_after_commit",
    "is_public",
    "public_url",
    "signed_url",
    "stored_together",
]
