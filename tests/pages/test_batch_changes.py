"""Many codes at once: counted, asked, done once, told in the history."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tenant_apps.coupons.models import AccessCode, CodeBatch, CodeEvent
from tenant_apps.coupons.services import create_batch
from tenants.context import ActiveTenant
from tests.client import Api
from tests.pages.desk import body, send


@pytest.fixture
def batch(in_alpha: ActiveTenant) -> CodeBatch:
    """Twenty codes, of which the third is used and the fourth void."""
    batch = create_batch(count=20, price=Decimal(100), now=timezone.now())
    batch.codes.filter(serial=3).update(used_count=1)
    batch.codes.filter(serial=4).update(is_active=False)
    return batch


def void_serials() -> list[int]:
    return list(
        AccessCode.objects.filter(is_active=False).order_by("serial").values_list("serial", flat=True)
    )


def test_batches_and_codes_are_numbered_from_one(in_alpha: ActiveTenant) -> None:
    batches = [create_batch(count=3, price=Decimal(1), now=timezone.now()) for _number in range(2)]
    assert [batch.number for batch in batches] == [1, 2]
    assert sorted(batches[1].codes.values_list("serial", flat=True)) == [1, 2, 3]


def test_a_range_is_counted_before_it_is_voided(teacher: Api, batch: CodeBatch) -> None:
    text = body(teacher, f"/teach/codes/{batch.id}/void/?serials=2-6&reason=Lost")
    assert re.findall(r"<dd>(\d+)</dd>", text) == ["3", "1", "1"]
    assert "Make 3 codes void" in text
    assert void_serials() == [4]


def test_a_range_is_voided_once_and_told(teacher: Api, batch: CodeBatch) -> None:
    for _time in range(2):
        send(teacher, f"/teach/codes/{batch.id}/void/", {"serials": "٢ - ٦", "reason": "Lost"})
    assert void_serials() == [2, 4, 5, 6]
    event = CodeEvent.objects.get()
    facts = (event.kind, event.count, event.first_serial, event.last_serial, event.reason, event.by_name)
    assert facts == ("voided", 3, 2, 6, "Lost", "Alice Owner")
    text = body(teacher, f"/teach/codes/{batch.id}/")
    assert "3 codes made void" in text
    assert "1-002 – 1-006" in text


def test_the_whole_batch_is_voided_but_what_is_used(teacher: Api, batch: CodeBatch) -> None:
    send(teacher, f"/teach/codes/{batch.id}/void/", {"serials": "", "reason": "Stolen"})
    assert void_serials() == [serial for serial in range(1, 21) if serial != 3]
    assert "Nothing to make void here" in body(
        teacher, f"/teach/codes/{batch.id}/void/?serials=&reason=Stolen"
    )


@pytest.mark.parametrize(
    "given",
    [
        {"serials": "6-2", "reason": "x"},
        {"serials": "0", "reason": "x"},
        {"serials": "a-b", "reason": "x"},
        {"serials": "1-9999999", "reason": "x"},
        {"serials": "1-2", "reason": ""},
    ],
)
def test_what_cannot_be_understood_voids_nothing(
    teacher: Api, batch: CodeBatch, given: dict[str, str]
) -> None:
    send(teacher, f"/teach/codes/{batch.id}/void/", given, status=200)
    assert (void_serials(), CodeEvent.objects.count()) == ([4], 0)


def test_a_batch_gets_another_last_day_and_used_codes_keep_theirs(teacher: Api, batch: CodeBatch) -> None:
    former = batch.codes.get(serial=3).expires_at
    for _time in range(2):
        send(teacher, f"/teach/codes/{batch.id}/extend/", {"until": "2027-06-30", "serials": ""})
    days = {code.serial: code.expires_at for code in batch.codes.all()}
    batch.refresh_from_db()
    assert days.pop(3) == former
    assert {day.isoformat() for day in days.values()} == {"2027-06-30T21:00:00+00:00"}
    assert batch.expires_at == days[1]
    event = CodeEvent.objects.get()
    assert (event.kind, event.count, event.until) == ("extended", 19, days[1])


def test_a_few_codes_get_another_last_day_and_the_batch_keeps_its_own(teacher: Api, batch: CodeBatch) -> None:
    send(teacher, f"/teach/codes/{batch.id}/extend/", {"until": "2027-06-30", "serials": "1-2"})
    changed = batch.codes.exclude(expires_at=batch.expires_at).order_by("serial")
    assert list(changed.values_list("serial", flat=True)) == [1, 2]
    assert CodeBatch.objects.get().expires_at == batch.expires_at


@pytest.mark.parametrize("until", ["", "2001-01-01", "9999-12-31", "30.6.2027"])
def test_an_impossible_day_extends_nothing(teacher: Api, batch: CodeBatch, until: str) -> None:
    send(teacher, f"/teach/codes/{batch.id}/extend/", {"until": until}, status=200)
    assert (CodeBatch.objects.get().expires_at, CodeEvent.objects.count()) == (batch.expires_at, 0)


def test_the_bar_and_the_filters_say_the_same(teacher: Api, batch: CodeBatch) -> None:
    batch.codes.filter(serial__gt=15).update(expires_at=timezone.now() - timedelta(days=1))
    path = f"/teach/codes/{batch.id}/"
    counts = re.findall(r'<span class="state-count">(\d+)</span>', body(teacher, path))
    assert counts == ["1", "13", "5", "1"]
    shown = {}
    for state in ("used", "open", "expired", "void"):
        text = body(teacher, f"{path}?only={state}")
        shown[state] = [int(found) for found in re.findall(r'<span class="ltr muted">(\d+)</span>', text)]
    open_ones = [1, 2, *range(5, 16)]
    assert shown == {"used": [3], "open": open_ones, "expired": [16, 17, 18, 19, 20], "void": [4]}
    text = body(teacher, f"{path}?q=5-7")
    assert [int(found) for found in re.findall(r'<span class="ltr muted">(\d+)</span>', text)] == [5, 6, 7]


def test_ten_pages_of_codes_are_shown_page_by_page(teacher: Api, in_alpha: ActiveTenant) -> None:
    batch = create_batch(count=1000, price=Decimal(10), now=timezone.now())
    text = body(teacher, f"/teach/codes/{batch.id}/?page=50")
    assert [int(found) for found in re.findall(r'<span class="ltr muted">(\d+)</span>', text)] == list(
        range(981, 1001)
    )
