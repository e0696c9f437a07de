"""Files and transactions: both or neither."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tenants import context
from tenants.events import SchoolDropped
from tenants.storage import discard_after_commit, stored_together
from tenants.storage.erasing import erase_files


def stored(content: bytes = b"x") -> str:
    return default_storage.save("private/documents/a.pdf", ContentFile(content))


def test_file_of_a_failed_transaction_is_removed(in_alpha):
    with pytest.raises(ZeroDivisionError), stored_together():
        key = stored()
        assert default_storage.exists(key) is True
        raise ZeroDivisionError
    assert default_storage.exists(key) is False


def test_file_stored_within_a_smaller_transaction_goes_with_the_larger(in_alpha):
    with pytest.raises(ZeroDivisionError), stored_together():
        with stored_together():
            key = stored()
        raise ZeroDivisionError
    assert default_storage.exists(key) is False


def test_file_of_a_good_transaction_stays(in_alpha):
    with stored_together():
        key = stored()
    assert default_storage.exists(key) is True


def test_discarded_file_goes_after_commit_in_its_own_school(alpha, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), context.enter(alpha):
        key = stored()
        discard_after_commit(key, "")
        assert default_storage.exists(key) is True
    with context.enter(alpha):
        assert default_storage.exists(key) is False


def test_dropped_school_leaves_no_file(alpha, beta, django_capture_on_commit_callbacks):
    keys = {}
    for school in (alpha, beta):
        with context.enter(school):
            keys[school.id] = stored()
    with django_capture_on_commit_callbacks(execute=True):
        erase_files(SchoolDropped(tenant_id=alpha.id, username="alice"))
    with context.enter(alpha):
        assert default_storage.exists(keys[alpha.id]) is False
    with context.enter(beta):
        assert default_storage.exists(keys[beta.id]) is True
