"""Teacher's pages of codes: batches, one batch, sheet, spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from shared_apps.kernel.spreadsheets import safe_cell
from tenant_apps.coupons.models import AccessCode, CodeBatch, CodeUse
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import (
    make_batch,
    make_code,
    make_course,
    make_module,
    make_staff,
    make_student,
)
from tests.pages.desk import body, send
from tests.pages.portal import queries_of

ORDER = {"count": "3", "price": "100", "valid_days": "30"}


def printed(text: str) -> list[str]:
    return re.findall(r'<a class="link ltr font-mono whitespace-nowrap"[^>]*>([^<]*)</a>', text)


def spend(code: AccessCode, name: str = "Sara") -> CodeUse:
    student = make_student(full_name=name)
    course = make_course(title="Waves")
    AccessCode.objects.filter(pk=code.pk).update(used_count=1)
    return CodeUse.objects.create(
        access_code=code,
        student_id=student.id,
        student_number=student.number,
        student_name=student.full_name,
        course_id=course.id,
        course_title=course.title,
        price=code.price,
        used_at=timezone.now(),
    )


def test_the_list_is_empty_with_a_next_step(teacher: Api) -> None:
    assert "No codes yet" in body(teacher, "/teach/codes/")


def test_the_list_asks_the_same_for_one_and_three(teacher: Api) -> None:
    make_code()
    one = queries_of(teacher, "/teach/codes/")
    make_code()
    make_code()
    assert queries_of(teacher, "/teach/codes/") == one


def test_a_batch_asks_the_same_for_one_and_three_used_codes(teacher: Api) -> None:
    batch = make_batch(size=3)
    spend(make_code(batch=batch))
    one = queries_of(teacher, f"/teach/codes/{batch.id}/")
    spend(make_code(batch=batch))
    spend(make_code(batch=batch))
    assert queries_of(teacher, f"/teach/codes/{batch.id}/") == one


def test_an_address_from_before_the_desk_leads_to_it(teacher: Api) -> None:
    answer = teacher.get("/teach/codes/?code=7kq2m-9xwpd", status=302)
    assert answer["Location"] == "/teach/codes/find/?q=7kq2m-9xwpd"


def test_a_new_batch_offers_the_schools_own_prices(teacher: Api) -> None:
    course = make_course(price=Decimal("120.00"))
    make_module(course, price=Decimal("45.00"))
    make_course(is_free=True)
    text = body(teacher, "/teach/codes/new/")
    assert re.findall(r'href="\?price=([\d.]+)"', text) == ["45.00", "120.00"]
    assert 'value="45.00"' in body(teacher, "/teach/codes/new/?price=45.00")
    assert 'name="price" value' not in body(teacher, "/teach/codes/new/?price=abc")


@pytest.mark.parametrize(
    "wrong", [{"count": "0"}, {"count": "5001"}, {"price": "-1"}, {"price": ""}, {"valid_days": "0"}]
)
def test_an_impossible_batch_is_refused_and_what_was_typed_stays(teacher: Api, wrong: dict[str, str]) -> None:
    given = {**ORDER, "label": "Week 1", **wrong}
    assert 'value="Week 1"' in send(teacher, "/teach/codes/new/", given, status=200).content.decode()
    assert CodeBatch.objects.count() == 0


def test_single_codes_become_void_and_come_back(teacher: Api) -> None:
    code = make_code()
    base = f"/teach/codes/{code.batch_id}/"
    for act, is_active in (("void", False), ("void", False), ("restore", True)):
        send(teacher, f"{base}codes/{code.id}/{act}/?only=unused", {})
        code.refresh_from_db()
        assert code.is_active is is_active
    send(teacher, f"{base}codes/{code.id}/explode/", {}, status=404)
    send(teacher, f"{base}codes/{make_code().id}/void/", {}, status=404)


def test_voiding_a_batch_leaves_used_codes_alone_and_twice_is_harmless(teacher: Api) -> None:
    batch = make_batch(size=2)
    used, unused = make_code(batch=batch), make_code(batch=batch)
    spend(used)
    for _time in range(2):
        send(teacher, f"/teach/codes/{batch.id}/act/", {"do": "void"})
    states = dict(AccessCode.objects.values_list("id", "is_active"))
    assert states == {used.id: True, unused.id: False}


def test_the_batch_filters_its_codes(teacher: Api) -> None:
    batch = make_batch(size=2)
    used = make_code(batch=batch, code="AAAAAAAAAA")
    make_code(batch=batch, code="BBBBBBBBBB")
    spend(used)
    base = f"/teach/codes/{batch.id}/"
    assert printed(body(teacher, f"{base}?only=used")) == ["AAAAA-AAAAA"]
    assert printed(body(teacher, f"{base}?only=unused")) == ["BBBBB-BBBBB"]
    assert printed(body(teacher, f"{base}?q=bbb")) == ["BBBBB-BBBBB"]
    assert "No code matches" in body(teacher, f"{base}?q=CCC")


def test_the_sheet_holds_ten_or_twenty_four_cards_and_no_used_ones(teacher: Api) -> None:
    batch = make_batch(size=12)
    codes = [make_code(batch=batch) for _number in range(12)]
    spend(codes[0])
    base = f"/teach/codes/{batch.id}/sheet/"
    ten, small = body(teacher, base), body(teacher, f"{base}?cards=24&part=99")
    assert (ten.count('class="code-card"'), ten.count('class="card-page ')) == (11, 2)
    assert (small.count('class="code-card"'), small.count('class="card-page ')) == (11, 1)
    assert ten.count("<bdi>100</bdi> EGP") == 11
    spend(codes[1], "Omar")
    assert body(teacher, base).count('class="code-card"') == 10


def test_the_spreadsheet_tells_each_code_once_and_runs_no_formula(teacher: Api) -> None:
    batch = make_batch(size=2)
    make_code(batch=batch, code="AAAAAAAAAA")
    spend(make_code(batch=batch, code="BBBBBBBBBB"), name="=HYPERLINK(1)")
    answer = send(teacher, f"/teach/codes/{batch.id}/codes.csv", {}, status=200)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows] == ["Code", "AAAAA-AAAAA", "BBBBB-BBBBB"]
    assert [row[3] for row in rows] == ["State", "Not used", "Used"]
    assert rows[2][5] == "'=HYPERLINK(1)"
    assert rows[1][7] == "http://alice.edupro.test/redeem/AAAAAAAAAA"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_never_begins_like_a_formula(start: str) -> None:
    assert safe_cell(f"{start}1") == f"'{start}1"


def test_an_over_batch_says_so(teacher: Api) -> None:
    batch = make_batch(expires_at=timezone.now() - timedelta(days=1))
    make_code(batch=batch)
    assert "These codes are over" in body(teacher, f"/teach/codes/{batch.id}/sheet/")


def test_an_assistant_looks_and_makes_nothing(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    code = make_code()
    client = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    client.cookies["language"] = "en"
    client.get("/teach/codes/")
    text = body(client, f"/teach/codes/{code.batch_id}/")
    assert ("void/" in text, "extend/" in text) == (False, False)
    client.get("/teach/codes/new/", status=403)
    send(client, "/teach/codes/new/", ORDER, status=403)
    send(client, f"/teach/codes/{code.batch_id}/act/", {"do": "void"}, status=403)
    send(client, f"/teach/codes/{code.batch_id}/codes/{code.id}/void/", {}, status=403)
    assert list(AccessCode.objects.values_list("is_active", flat=True)) == [True]


def test_another_schools_batch_is_not_found(teacher: Api, beta: ActiveTenant) -> None:
    with context.enter(beta):
        code = make_code()
    base = f"/teach/codes/{code.batch_id}/"
    for path in (base, f"{base}sheet/", f"{base}void/", f"{base}extend/", f"/teach/codes/{uuid.uuid4()}/"):
        teacher.get(path, status=404)
    send(teacher, f"{base}act/", {"do": "void"}, status=404)
    send(teacher, f"{base}codes.csv", {}, status=404)
    send(teacher, f"{base}codes/{code.id}/void/", {}, status=404)
    with context.enter(beta):
        code.refresh_from_db()
        assert code.is_active
