"""The school as an app: manifest, icons, share card, worker, and the page for no connection."""

from __future__ import annotations

import io
import json
import re
import uuid
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from branding import selectors
from branding.rules.marks import short_name
from branding.services import forget_brand
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.services import update_teacher_profile
from tenant_apps.courses.services import update_course
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_course

ICONS = {
    "/apple-touch-icon.png": 180,
    "/icon-192.png": 192,
    "/icon-512.png": 512,
    "/icon-maskable-192.png": 192,
    "/icon-maskable-512.png": 512,
}


def profile_of(school: ActiveTenant) -> TeacherProfile:
    return TeacherProfile.objects.get(tenant_id=school.id)


def change(school: ActiveTenant, **changes: Any) -> None:
    update_teacher_profile(tenant_id=school.id, changes=changes, now=timezone.now())
    forget_brand(tenant_id=school.id)  # what the commit, which a test never sees, does


def red_square() -> ContentFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 60), "#c81e32").save(out, "PNG")
    return ContentFile(out.getvalue(), name="logo.png")


def test_manifest_is_complete(api: ApiMaker, alpha: ActiveTenant) -> None:
    answer = api(school=alpha).get("/manifest.webmanifest?language=ar")
    data = json.loads(answer.content)
    name = profile_of(alpha).full_name
    assert answer["Content-Type"] == "application/manifest+json"
    told = ("id", "start_url", "scope", "display", "lang", "dir", "name", "short_name")
    assert [data[key] for key in told] == [
        *("/", "/today/", "/", "standalone", "ar", "rtl", name, short_name(name=name))
    ]
    icons = [(icon["sizes"], icon["type"], icon["purpose"]) for icon in data["icons"]]
    assert icons == [
        ("192x192", "image/png", "any"),
        ("512x512", "image/png", "any"),
        ("192x192", "image/png", "maskable"),
        ("512x512", "image/png", "maskable"),
    ]
    assert data["shortcuts"][0]["url"] == "/learn/"
    assert "/redeem/" in [shortcut["url"] for shortcut in data["shortcuts"]]
    assert data["description"]


def test_manifest_of_a_teacher_opens_the_dashboard(api: ApiMaker, alpha: ActiveTenant) -> None:
    data = json.loads(api(school=alpha).get("/manifest.webmanifest?for=teacher&language=en").content)
    assert (data["id"], data["start_url"], data["lang"], data["dir"]) == ("/teach/", "/teach/", "en", "ltr")
    assert "/teach/courses/" in [shortcut["url"] for shortcut in data["shortcuts"]]
    platform = json.loads(api().get("/manifest.webmanifest?for=teacher&language=en").content)
    assert (platform["name"], platform["start_url"]) == ("EduPro", "/")


def test_addresses_in_the_manifest_answer(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api(school=alpha)
    data = json.loads(client.get("/manifest.webmanifest").content)
    addresses = [icon["src"] for icon in data["icons"]]
    addresses += [icon["src"] for shortcut in data["shortcuts"] for icon in shortcut["icons"]]
    kept = {address: client.get(address)["Cache-Control"] for address in addresses}
    assert set(kept.values()) == {"public, max-age=31536000, immutable"}
    assert {client.get(shortcut["url"], status=None).status_code for shortcut in data["shortcuts"]} <= {
        200,
        302,
    }


def test_unchanged_manifest_is_not_sent_again(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api(school=alpha)
    tag = client.get("/manifest.webmanifest?language=en")["ETag"]
    again = client.get("/manifest.webmanifest?language=en", status=304, HTTP_IF_NONE_MATCH=tag)
    assert (again.content, again["ETag"]) == (b"", tag)
    change(alpha, full_name="Alice's lab")
    assert client.get("/manifest.webmanifest?language=en", HTTP_IF_NONE_MATCH=tag).status_code == 200


@pytest.mark.parametrize("path", ICONS)
def test_icon_follows_colours_and_logo(api: ApiMaker, alpha: ActiveTenant, path: str) -> None:
    client = api(school=alpha)
    first = client.get(path)
    picture = Image.open(io.BytesIO(first.content))
    assert (first["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", (ICONS[path],) * 2)
    assert client.get(path, status=304, HTTP_IF_NONE_MATCH=first["ETag"]).content == b""
    change(alpha, primary_color="#7a1fa2")
    coloured = client.get(path, HTTP_IF_NONE_MATCH=first["ETag"])
    change(alpha, logo=red_square())
    drawn = client.get(path, HTTP_IF_NONE_MATCH=coloured["ETag"])
    assert len({first.content, coloured.content, drawn.content}) == 3
    centre = Image.open(io.BytesIO(drawn.content)).convert("RGB").getpixel((ICONS[path] // 2,) * 2)
    assert max(abs(a - b) for a, b in zip(centre, (200, 30, 50), strict=True)) < 6


def test_icons_of_two_schools_do_not_meet(api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant) -> None:
    here, there = (api(school=school).get("/icon-192.png") for school in (alpha, beta))
    assert here["ETag"] != there["ETag"]
    assert here.content != there.content


def test_picture_is_drawn_once(api: ApiMaker, alpha: ActiveTenant, monkeypatch: Any) -> None:
    drawn = []
    real = selectors.draw_icon
    monkeypatch.setattr(selectors, "draw_icon", lambda **given: drawn.append(given["side"]) or real(**given))
    client = api(school=alpha)
    for _ in range(3):
        client.get("/icon-512.png")
    assert drawn == [512]


def test_card_of_the_school_may_be_shown_elsewhere(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api(school=alpha)
    first = client.get("/share.png")
    assert (first["Content-Type"], first["Cross-Origin-Resource-Policy"]) == ("image/png", "cross-origin")
    assert Image.open(io.BytesIO(first.content)).size == (1200, 630)
    change(alpha, specialization="فيزياء")
    assert client.get("/share.png", HTTP_IF_NONE_MATCH=first["ETag"]).content != first.content


def test_page_names_its_card_and_icons(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api(school=alpha)
    body = client.get("/").content.decode()
    card = re.search(r'property="og:image" content="([^"]+)"', body)
    assert card
    assert re.fullmatch(r"http://alice\.edupro\.test/share\.png\?v=[0-9a-f]{16}", card[1])
    assert client.get(card[1].removeprefix("http://alice.edupro.test"))["Cache-Control"].endswith("immutable")
    assert 'name="twitter:card" content="summary_large_image"' in body
    assert re.search(r'rel="apple-touch-icon" href="/apple-touch-icon\.png\?v=[0-9a-f]{16}"', body)
    assert re.search(r'rel="manifest" href="/manifest\.webmanifest\?language=(ar|en)"', body)
    assert 'data-worker="/sw.js"' in body


def test_private_pages_name_no_card(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api(school=alpha)
    assert "og:image" not in client.get("/nothing-here/", status=404).content.decode()


def kept(client: Api) -> dict[str, Any]:
    answer = client.get("/sw.js")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript", "no-cache")
    first, _line, rest = answer.content.decode().partition(";\n")
    assert "addEventListener" in rest
    return dict(json.loads(first.removeprefix("self.KEPT=")))


def test_worker_keeps_the_shell_and_nothing_of_a_person(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api(school=alpha)
    told = kept(client)
    assert told["pages"] == {"ar": "/offline/?language=ar", "en": "/offline/?language=en"}
    wanted = {
        "app.css",
        "icons.svg",
        "pattern.svg",
        "kit.js",
        "offline.js",
        "theme.css",
        "icon-192.png",
        "favicon.svg",
    }
    names = {address.partition("?")[0].rpartition("/")[2] for address in told["files"]}
    assert {name for name in names if not name.endswith((".woff2", ".min.js"))} == wanted
    for address in [*told["files"], *told["pages"].values()]:
        client.get(address)


def test_worker_changes_with_the_look(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api(school=alpha)
    before = kept(client)
    assert kept(client) == before
    change(alpha, primary_color="#7a1fa2")
    assert kept(client)["version"] != before["version"]


def test_worker_that_is_switched_off_keeps_nothing(api: ApiMaker, alpha: ActiveTenant, settings: Any) -> None:
    settings.OFFLINE_PAGES = False
    told = kept(api(school=alpha))
    assert (told["version"], told["files"]) == ("", [])


@pytest.mark.parametrize(
    ("language", "words"), [("ar", "لا يوجد اتصال"), ("en", "No connection at the moment")]
)
def test_page_for_no_connection_is_the_same_for_everybody(
    api: ApiMaker, alpha: ActiveTenant, language: str, words: str
) -> None:
    client = api(school=alpha)
    body = client.get(f"/offline/?language={language}").content.decode()
    assert f'<html lang="{language}"' in body
    assert words in body
    assert "csrf" not in body
    assert client.get("/offline/?language=xx").status_code == 200


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Oakfield Physics Academy", "Oakfield"),
        ("أ. نور الدين محمود", "أ. نور الدين"),
        ("Donaudampfschifffahrt", "Donaudampfschi"),
        ("", ""),
    ],
)
def test_short_name_is_whole_words(name: str, short: str) -> None:
    assert short_name(name=name) == short


def test_course_has_a_card_as_long_as_it_is_offered(
    api: ApiMaker, alpha: ActiveTenant, beta: ActiveTenant
) -> None:
    with context.enter(alpha):
        course, draft = make_course(title="الموجات والضوء"), make_course(state="draft")
    client = api(school=alpha)
    page = client.get(f"/courses/{course.id}/").content.decode()
    told = dict(re.findall(r'property="(og:[a-z:_]+)" content="([^"]*)"', page))
    assert (told["og:title"], told["og:url"]) == (
        "الموجات والضوء",
        f"http://alice.edupro.test/courses/{course.id}/",
    )
    address = told["og:image"].removeprefix("http://alice.edupro.test")
    card = client.get(address)
    assert (card["Content-Type"], card["Cache-Control"]) == (
        "image/png",
        "public, max-age=31536000, immutable",
    )
    assert Image.open(io.BytesIO(card.content)).size == (1200, 630)
    assert card.content != client.get("/share.png").content
    client.get(f"/courses/{course.id}/share.png", status=304, HTTP_IF_NONE_MATCH=card["ETag"])
    for hidden in (draft.id, uuid.uuid4()):
        client.get(f"/courses/{hidden}/share.png", status=404)
    api(school=beta).get(f"/courses/{course.id}/share.png", status=404)


def test_card_of_a_renamed_course_is_another(api: ApiMaker, alpha: ActiveTenant) -> None:
    with context.enter(alpha):
        course = make_course(title="Waves")
        client = api(school=alpha)
        first = client.get(f"/courses/{course.id}/share.png")
        update_course(course_id=course.id, changes={"title": "Light"}, now=timezone.now())
    again = client.get(f"/courses/{course.id}/share.png", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content != first.content) == (200, True)
