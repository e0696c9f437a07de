"""Making, changing, voiding, printing codes."""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from shared_apps.kernel.errors import NotFound
from tenant_apps.coupons import errors, rules
from tenant_apps.coupons.models import AccessCode, CodeBatch
from tenant_apps.coupons.selectors import code_counts, find_code, list_batches, list_codes, sheet_rows
from tenant_apps.coupons.services import create_batch, delete_code, update_code, void_batch
from tests.factories import make_batch, make_code

NOW = timezone.now()
PRICE = Decimal("150.00")

pytestmark = pytest.mark.usefixtures("in_alpha")


def test_batch_makes_that_many_unused_codes_of_one_price():
    batch = create_batch(count=25, price=PRICE, now=NOW, label=" January ")

    codes = list(
        batch.codes.values_list("price", "max_uses", "used_count", "is_active", "status", "expires_at")
    )
    assert codes == [(PRICE, 1, 0, True, "full_accessed", NOW + timedelta(days=30))] * 25
    assert batch.codes.values("code").distinct().count() == 25
    assert batch.codes.values("number").distinct().count() == 25
    assert (batch.label, batch.size, batch.price) == ("January", 25, PRICE)


def test_largest_batch_takes_few_statements(django_assert_max_num_queries):
    # batch, five inserts of a thousand, count, and two savepoints' ends
    with django_assert_max_num_queries(12):
        batch = create_batch(count=rules.CODES_PER_BATCH, price=PRICE, now=NOW)
    assert batch.codes.count() == 5000


@pytest.mark.parametrize("count", [0, -1, 5001])
def test_impossible_sizes_are_refused(count):
    with pytest.raises(errors.BatchSizeRefused):
        create_batch(count=count, price=PRICE, now=NOW)
    assert CodeBatch.objects.count() == 0


@pytest.mark.parametrize("price", ["-0.01", "100000000.00"])
def test_impossible_prices_are_refused(price):
    with pytest.raises(errors.CodePriceRefused):
        create_batch(count=1, price=Decimal(price), now=NOW)


def test_batch_is_complete_although_a_code_exists_already(monkeypatch):
    make_code(code="A" * 10)
    signs = iter("A" * 10 + "B" * 10 + "C" * 10)
    monkeypatch.setattr(secrets, "choice", lambda alphabet: next(signs))

    batch = create_batch(count=2, price=PRICE, now=NOW)

    assert sorted(batch.codes.values_list("code", flat=True)) == ["B" * 10, "C" * 10]


def test_voiding_spares_what_is_spent():
    batch = make_batch(size=3)
    spent, half = make_code(batch=batch, used_count=1), make_code(batch=batch, used_count=1, max_uses=2)
    fresh, other = make_code(batch=batch), make_code()

    assert void_batch(batch_id=batch.id, now=NOW) == 2
    assert void_batch(batch_id=batch.id, now=NOW) == 0

    active = set(AccessCode.objects.filter(is_active=True).values_list("id", flat=True))
    assert active == {spent.id, other.id}
    assert {half.id, fresh.id}.isdisjoint(active)
    with pytest.raises(NotFound):
        void_batch(batch_id=uuid.uuid4(), now=NOW)


def test_update_changes_only_what_is_given():
    code = make_code()
    update_code(code_id=code.id, price=Decimal("80"), is_active=False)

    after = AccessCode.objects.get()
    changed = [
        field.name
        for field in AccessCode._meta.fields
        if getattr(after, field.attname) != getattr(code, field.attname)
    ]
    assert changed == ["updated_at", "price", "is_active"]
    assert (after.price, after.is_active) == (Decimal("80.00"), False)


def test_update_refusals():
    code = make_code(used_count=2, max_uses=3)
    with pytest.raises(errors.UsesBelowUsed):
        update_code(code_id=code.id, max_uses=1)
    with pytest.raises(errors.CodePriceRefused):
        update_code(code_id=code.id, price=Decimal(-1))
    with pytest.raises(NotFound):
        update_code(code_id=uuid.uuid4())
    assert update_code(code_id=code.id, max_uses=2).max_uses == 2


def test_unused_code_is_deleted_and_a_used_one_stays():
    fresh, used = make_code(), make_code(used_count=1)
    delete_code(code_id=fresh.id)
    with pytest.raises(errors.CodeIsUsed):
        delete_code(code_id=used.id)
    with pytest.raises(NotFound):
        delete_code(code_id=fresh.id)
    assert list(AccessCode.objects.all()) == [used]


def test_database_refuses_an_overspent_code():
    code = make_code(used_count=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessCode.objects.filter(pk=code.pk).update(used_count=2)


def test_counts_put_each_code_in_one_place():
    make_code()
    make_code(used_count=1)
    make_code(used_count=1, max_uses=5)
    make_code(expires_at=NOW)
    make_code(is_active=False)
    make_code(is_active=False, expires_at=NOW)
    seen = code_counts(now=NOW)
    assert (seen.made, seen.used, seen.open, seen.expired, seen.void) == (6, 2, 1, 1, 2)


@pytest.mark.parametrize("batches", [1, 3])
def test_batches_are_listed_with_their_counts_in_one_query(django_assert_num_queries, batches):
    for _ in range(batches):
        batch = make_batch(size=3)
        make_code(batch=batch)
        make_code(batch=batch, used_count=1)
        make_code(batch=batch, is_active=False)
    with django_assert_num_queries(1):
        rows = [(row.used_codes, row.open_codes, row.void_codes) for row in list_batches(now=NOW)]
    assert rows == [(1, 1, 1)] * batches


def test_sheet_numbers_the_cards_and_leads_to_the_redeem_page():
    batch = create_batch(count=3, price=PRICE, now=NOW)
    rows = sheet_rows(batch=batch)
    assert [row.serial for row in rows] == [1, 2, 3]
    first = rows[0]
    assert (first.printed, first.redeem_path, first.is_used) == (
        f"{first.code[:5]}-{first.code[5:]}", f"/redeem/{first.code}", False,
    )  # fmt: skip


def test_codes_are_found_by_their_beginning_by_use_and_by_batch():
    batch = make_batch()
    one, two = make_code(code="ABCDE22222", batch=batch), make_code(code="ABXYZ33333", used_count=1)
    assert list(list_codes(search="abcde-")) == [one]
    assert list(list_codes(is_used=True)) == [two]
    assert list(list_codes(is_used=False)) == [one]
    assert list(list_codes(batch_id=batch.id)) == [one]
    assert find_code(typed="abxyz 33333") == two
    assert find_code(typed="") is None
