"""The page where a school gets its colours, name and logo."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from branding.rules import READY_THEMES, find_ready_theme
from branding.services import forget_brand
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.web.corrections import list_corrections
from shared_apps.teachers.web.forms import colours_of, stored_names
from shared_apps.teachers.web.teacher import look_of
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories.people import make_staff, make_student, owner_of

PALE = {
    "primary": "#ffff66",
    "primary_light": "#ffffee",
    "primary_dark": "#999900",
    "secondary": "#66ffff",
    "accent": "#ff66ff",
    "background": "#ffffff",
}


def profile_of(school: ActiveTenant) -> TeacherProfile:
    return TeacherProfile.objects.get(tenant_id=school.id)


def six_of(profile: TeacherProfile) -> dict[str, str]:
    return {short: getattr(profile, stored) for short, stored in zip(PALE, stored_names(PALE), strict=True)}


def owner(api: ApiMaker, school: ActiveTenant) -> Api:
    return api(school=school).sign_in(owner_of(school), kind="staff")


def brand(school: ActiveTenant, **changes: Any) -> dict[str, Any]:
    """The form as the page shows it, with some fields changed."""
    profile = profile_of(school)
    texts = {"full_name": profile.full_name, "specialization": "", "bio": ""}
    return {"look": look_of(six_of(profile)), **six_of(profile), **texts, **changes}


def save(client: Api, data: dict[str, Any], status: int = 302) -> Any:
    return client.post("/teach/brand/", data, status=status, format="multipart")


def test_brand_is_for_the_owner_of_this_school(
    api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant
) -> None:
    with context.enter(alpha):
        student, helper = make_student(), make_staff("assistant")
    client = api(school=alpha)
    assert client.get("/teach/brand/", status=302)["Location"] == "/teach/sign-in/?next=%2Fteach%2Fbrand%2F"
    api(school=alpha).sign_in(student.user).get("/teach/brand/", status=403)
    api(school=alpha).sign_in(helper.user, kind="staff").get("/teach/brand/", status=403)
    api(school=alpha).sign_in(owner_of(beta), kind="staff", school=beta).get("/teach/brand/", status=302)
    owner(api, alpha).get("/teach/brand/")


def test_brand_takes_a_ready_look(api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant) -> None:
    elsewhere, version = six_of(profile_of(beta)), profile_of(alpha).brand_version
    response = save(owner(api, alpha), brand(alpha, look="sinai"))
    assert response["Location"] == "/teach/brand/"
    assert six_of(profile_of(alpha)) == colours_of(find_ready_theme(slug="sinai").colours)
    assert profile_of(alpha).brand_version == version + 1
    assert six_of(profile_of(beta)) == elsewhere


def test_brand_keeps_own_colours_even_if_nobody_ticked_own(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = owner(api, alpha)
    save(client, brand(alpha, look="sinai"))
    save(client, brand(alpha, primary="#AA00AA"))
    assert six_of(profile_of(alpha))["primary"] == "#aa00aa"
    body = client.get("/teach/brand/").content.decode()
    assert re.search(r'value="own" checked', body)


def test_brand_shown_first_saves_nothing(api: ApiMaker, alpha: ActiveTenant) -> None:
    before = six_of(profile_of(alpha))
    body = save(owner(api, alpha), brand(alpha, **PALE, look="own", show="1"), status=200).content.decode()
    assert "primary=%23ffff66" in body
    assert six_of(profile_of(alpha)) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("primary", "red"),
        ("accent", "#12345"),
        ("background", "#ffffff;}body{display:none"),
        ("full_name", ""),
        ("look", "xx"),
        ("bio", "x" * 5001),
    ],
)
def test_brand_refuses_and_keeps_the_rest(api: ApiMaker, alpha: ActiveTenant, field: str, value: str) -> None:
    before = profile_of(alpha)
    given = brand(alpha, **{"look": "own", "specialization": "Physics & more", field: value})
    body = save(owner(api, alpha), given, status=200).content.decode()
    assert "data-form-errors" in body
    assert 'value="Physics &amp; more"' in body
    after = profile_of(alpha)
    assert (six_of(after), after.full_name, after.brand_version) == (
        six_of(before),
        before.full_name,
        before.brand_version,
    )


def test_brand_texts_are_shown_as_text(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = owner(api, alpha)
    save(client, brand(alpha, full_name="<script>alert(1)</script>", bio="</textarea><b>"))
    body = client.get("/teach/brand/").content.decode()
    assert "<script>alert" not in body
    assert "</textarea><b>" not in body


def test_brand_takes_a_logo_by_its_bytes(api: ApiMaker, alpha: ActiveTenant) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "#0f766e").save(picture, "PNG")
    picture.seek(0)
    picture.name = "logo.png"
    client = owner(api, alpha)
    save(client, brand(alpha, logo=picture))
    assert profile_of(alpha).logo.name.startswith(f"tenants/{alpha.id}/public/")
    fake = io.BytesIO(b"<svg onload=alert(1)>")
    fake.name = "logo.png"
    kept = profile_of(alpha).logo.name
    assert "JPG or PNG" in save(client, brand(alpha, logo=fake), status=200).content.decode()
    assert profile_of(alpha).logo.name == kept


def test_brand_page_reads_in_few_queries(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = owner(api, alpha)
    client.get("/teach/brand/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/teach/brand/")
    assert len(queries) == 3


def test_corrections_show_chosen_beside_used(api: ApiMaker, alpha: ActiveTenant) -> None:
    body = owner(api, alpha).get("/teach/brand/corrections/", PALE).content.decode()
    assert "#ffff66 →" in body
    numbers = {row["number"] for row in list_corrections(colours=PALE)}
    assert {int(number) for number in re.findall(r"chip-chosen-(\d+)", body)} == numbers
    sheet = owner(api, alpha).get("/teach/brand/colours.css", PALE).content.decode()
    assert all(f".chip-used-{number}{{background:#" in sheet for number in numbers)
    api(school=alpha).get("/teach/brand/corrections/", PALE, status=302)


def test_corrections_of_readable_colours_say_so(api: ApiMaker, alpha: ActiveTenant) -> None:
    colours = colours_of(READY_THEMES[0].colours) | {"accent": "#9a5b00", "primary": "#0b5f58"}
    by_day = [row for row in list_corrections(colours=colours) if row["mode"] == "by day"]
    assert by_day == []


@pytest.mark.parametrize("colour", ["", "red", "#fff", "url(x)", "#ffffff}body{display:none}"])
def test_colours_sheet_never_carries_what_was_typed(api: ApiMaker, alpha: ActiveTenant, colour: str) -> None:
    response = api(school=alpha).get("/teach/brand/colours.css", PALE | {"accent": colour})
    assert (response.content, response["Content-Type"]) == (b"", "text/css; charset=utf-8")


def test_look_of_knows_every_ready_set() -> None:
    assert [look_of(colours_of(theme.colours)) for theme in READY_THEMES] == [t.slug for t in READY_THEMES]
    assert look_of(PALE) == "own"


def test_corrections_say_why_with_figures(api: ApiMaker, alpha: ActiveTenant) -> None:
    rows = {(row["mode"], row["label"]): row["reason"] for row in list_corrections(colours=PALE)}
    assert rows["by day", "Main colour"] == "Buttons and marks would reach a contrast of 1.1; they need 3.0."
    assert rows["by day", "Links"] == "Words in it would reach a contrast of 1.1; words need 4.5."
    dark = list_corrections(colours=PALE | {"background": "#101418"})
    reasons = [row["reason"] for row in dark if row["label"] == "Background colour"]
    assert reasons == ["A page by day has to be light, or dark words could not be read on it."]


def test_brand_shows_what_is_made_of_the_logo(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = owner(api, alpha)
    before = client.get("/teach/brand/").content.decode()
    assert before.count('class="icon-letter"') == 3
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "#0f766e").save(picture, "PNG")
    picture.seek(0)
    picture.name = "logo.png"
    save(client, brand(alpha, logo=picture))
    forget_brand(tenant_id=alpha.id)
    after = client.get("/teach/brand/").content.decode()
    shown = re.findall(r'<img [^>]*src="(/[a-z0-9-]+\.png\?v=[0-9a-f]{16})"', after)
    assert [address.partition("?")[0] for address in shown] == [
        "/icon-maskable-192.png",
        "/apple-touch-icon.png",
        "/icon-192.png",
        "/share.png",
    ]
    assert {client.get(address)["Cache-Control"] for address in shown} == {
        "public, max-age=31536000, immutable"
    }
