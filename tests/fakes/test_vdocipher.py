"""The stand-in for VdoCipher behaves as the service is described."""

from __future__ import annotations

import base64
import json
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
import requests

from fakes.vdocipher import PLATFORM_SECRET, SCHOOL_UPLOADER, SCHOOL_VIEWER
from tests.uploads import SAMPLE_SECONDS, video_bytes

FORM = {"policy", "key", "x-amz-signature", "x-amz-algorithm", "x-amz-date", "x-amz-credential", "uploadLink"}
EXTRA = {"success_action_status": "201", "success_action_redirect": ""}


class Caller:
    def __init__(self, base: str, secret: str = PLATFORM_SECRET) -> None:
        self.base = base
        self.headers = {"Authorization": f"Apisecret {secret}", "Accept": "application/json"}

    def ask(self, method: str, path: str, status: int = 200, **options: Any) -> Any:
        answer = requests.request(
            method, f"{self.base}/api{path}", headers=self.headers, timeout=5, **options
        )
        assert answer.status_code == status, answer.text
        return answer.json() if "json" in answer.headers["Content-Type"] else answer.text

    def reserve(self, title: str = "Slope") -> tuple[str, str, dict[str, str]]:
        told = self.ask("PUT", "/videos", params={"title": title})
        payload = told["clientPayload"]
        link = payload.pop("uploadLink")
        return told["videoId"], link, payload | EXTRA

    def ready(self, service: Any) -> str:
        name, link, fields = self.reserve()
        assert service.upload(link, fields).status_code == 201
        service.fake.state.advance(5)
        return name


@pytest.fixture
def caller(vdocipher_server):
    return Caller(vdocipher_server.base)


@pytest.fixture
def service(vdocipher_server):
    return vdocipher_server


def test_video_walks_from_reserved_to_ready(caller, service):
    told = caller.ask("PUT", "/videos", params={"title": "Slope"})
    assert set(told["clientPayload"]) == FORM
    name, fields = told["videoId"], dict(told["clientPayload"]) | EXTRA
    assert caller.ask("GET", f"/videos/{name}")["status"] == "PRE-Upload"
    answer = service.upload(fields.pop("uploadLink"), fields)
    assert (answer.status_code, answer.headers["Content-Type"]) == (201, "application/xml")
    assert f"<Key>orig/{name}</Key>" in answer.text
    seen = caller.ask("GET", f"/videos/{name}")
    assert (seen["status"], seen["length"], seen["title"]) == ("Queued", 0, "Slope")
    service.fake.state.advance(2)
    seen = caller.ask("GET", f"/videos/{name}")
    assert (seen["status"], seen["length"]) == ("ready", SAMPLE_SECONDS)
    assert service.video(name).size == len(video_bytes())


def test_form_is_refused_late_unsigned_incomplete_or_out_of_order(caller, service):
    name, link, fields = caller.reserve()
    assert _refused(service.upload(link, {**fields, "x-amz-signature": "0" * 64})) == (
        403,
        "SignatureDoesNotMatch",
    )
    assert _refused(service.upload(link, {**fields, "key": "orig/other"})) == (403, "AccessDenied")
    without = {field: value for field, value in fields.items() if field != "x-amz-date"}
    assert _refused(service.upload(link, without)) == (400, "InvalidArgument")
    first = {"file": ("a.mp4", b"film"), **{field: (None, value) for field, value in fields.items()}}
    assert _refused(requests.post(link, files=first, timeout=5)) == (400, "InvalidArgument")
    assert _refused(requests.post(link, data=b"x", timeout=5)) == (400, "MalformedPOSTRequest")
    assert _refused(requests.post(link, headers=caller.headers, files=first, timeout=5)) == (
        400,
        "InvalidArgument",
    )
    service.fake.state.advance(3601)
    late = service.upload(link, fields)
    assert (late.status_code, "Policy expired" in late.text) == (403, True)
    assert caller.ask("GET", f"/videos/{name}")["status"] == "PRE-Upload"


def _refused(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.text.partition("<Code>")[2].partition("</Code>")[0]


def test_browser_of_another_origin_may_upload(caller):
    _name, link, _fields = caller.reserve()
    answer = requests.options(link, headers={"Origin": "http://alice.localhost"}, timeout=5)
    allowed = [answer.headers[f"Access-Control-Allow-{what}"] for what in ("Origin", "Methods")]
    assert (answer.status_code, allowed) == (200, ["*", "POST"])


def test_keys_have_duties_and_accounts_their_videos(caller, service):
    school, viewer = Caller(service.base, SCHOOL_UPLOADER), Caller(service.base, SCHOOL_VIEWER)
    name, _link, _fields = school.reserve()
    assert viewer.ask("GET", f"/videos/{name}")["id"] == name
    viewer.ask("PUT", "/videos?title=x", 403)
    caller.ask("GET", f"/videos/{name}", 404)
    Caller(service.base, "wrong").ask("GET", "/videos", 401)
    caller.ask("PUT", "/videos", 400)


def test_ticket_records_its_terms(caller, service):
    name = caller.ready(service)
    terms = {
        "ttl": 300,
        "annotate": json.dumps([{"type": "rtext", "text": "Bob"}]),
        "whitelisthref": "alice.edupro.test",
        "userId": "a" * 36,
        "ipGeo": {"allow": ["EG"]},
    }
    told = caller.ask("POST", f"/videos/{name}/otp", json=terms)
    assert json.loads(base64.b64decode(told["playbackInfo"])) == {"videoId": name}
    assert service.fake.state.otps[told["otp"]].terms == terms


@pytest.mark.parametrize(
    "terms",
    [
        {"annotate": [{"type": "rtext"}]},
        {"annotate": "no json"},
        {"userId": "a" * 37},
        {"userId": "bob@example.com"},
        {"ttl": "300"},
        {"whitelisthref": ["a"]},
        {"ipGeo": {"permit": ["EG"]}},
    ],
)
def test_ticket_is_refused(caller, service, terms):
    caller.ask("POST", f"/videos/{caller.ready(service)}/otp", 400, json=terms)
    assert service.fake.state.otps == {}


def test_no_ticket_before_it_is_ready(caller):
    caller.ask("POST", f"/videos/{caller.reserve()[0]}/otp", 400, json={})


class TestPlayer:
    REFERER = {"Referer": "http://alice.edupro.test/"}

    def ticket(self, caller, service, **terms):
        notes = json.dumps([{"type": "rtext", "text": "<Bob>"}])
        name = caller.ready(service)
        told = caller.ask("POST", f"/videos/{name}/otp", json={"annotate": notes, "ttl": 300, **terms})
        return {"otp": told["otp"], "playbackInfo": told["playbackInfo"]}

    def open(self, service, params, **headers):
        return requests.get(f"{service.base}/v2/", params=params, headers=headers, timeout=5)

    def test_plays_once_with_the_watermark(self, caller, service):
        params = self.ticket(caller, service, whitelisthref="alice.edupro.test")
        page = self.open(service, params, **self.REFERER)
        assert (page.status_code, "&lt;Bob&gt;" in page.text) == (200, True)
        place = page.text.partition('src="')[2].partition('"')[0]
        film = requests.get(f"{service.base}{place}", timeout=5)
        assert (film.status_code, film.content) == (200, video_bytes())
        part = requests.get(f"{service.base}{place}", headers={"Range": "bytes=10-19"}, timeout=5)
        assert (part.status_code, part.content) == (206, video_bytes()[10:20])
        again = self.open(service, params, **self.REFERER)
        assert (again.status_code, "OTP was used" in again.text) == (403, True)

    def test_refuses_what_is_not_fresh_or_not_here(self, caller, service):
        params = self.ticket(caller, service, whitelisthref="alice.edupro.test")
        elsewhere = self.open(service, params, Referer="http://evil.example/")
        assert (elsewhere.status_code, "may not be embedded" in elsewhere.text) == (403, True)
        service.fake.state.advance(301)
        late = self.open(service, params, **self.REFERER)
        assert (late.status_code, "OTP expired" in late.text) == (403, True)
        assert "OTP is invalid" in self.open(service, {"otp": "x", "playbackInfo": "y"}).text


def test_lists_edits_and_deletes(caller):
    names = [caller.reserve(f"Lesson {number}")[0] for number in range(3)]
    assert caller.ask("POST", f"/videos/{names[0]}", json={"title": "First"}) == {"message": "Done"}
    caller.ask("POST", "/videos/tags", json={"videos": names[:2], "tags": ["a"]})
    caller.ask("POST", "/videos/tags", json={"videos": names[:1], "tags": ["b"]})
    both = caller.ask("GET", "/videos", params={"tags": "a,b"})
    assert [row["title"] for row in both["rows"]] == ["First"]
    assert [row["id"] for row in caller.ask("GET", "/videos", params={"limit": 2})["rows"]] == names[:0:-1]
    told = caller.ask("DELETE", "/videos", params={"videos": ",".join(names[:2])})
    assert told == {"message": "Successfully deleted 2 videos"}
    caller.ask("GET", f"/videos/{names[0]}", 404)
    caller.ask("DELETE", "/videos", 404, params={"videos": names[0]})
    assert caller.ask("GET", "/videos")["count"] == 1


def test_folders_keep_their_videos_when_they_go(caller, service):
    folder = caller.ask("POST", "/videos/folders", json={"name": "alice", "parent": "root"})["id"]
    name = caller.ask("PUT", "/videos", params={"title": "x", "folderId": folder})["videoId"]
    assert caller.ask("POST", "/videos/folders/search", json={"name": "ali"})["folders"][0]["id"] == folder
    assert [one["id"] for one in caller.ask("GET", "/videos/folders/root")["folderList"]] == [folder]
    caller.ask("DELETE", f"/videos/folders/{folder}")
    assert service.video(name).folder == "root"


def test_files_meta_import_and_usage(caller):
    name = caller.ask("PUT", "/videos/importUrl", json={"url": "https://a.example/f.mp4"})["id"]
    caller.ask("PUT", "/videos/importUrl", 400, json={"url": "https://youtube.com/watch?v=1"})
    made = caller.ask("POST", f"/videos/{name}/files?language=en", files={"file": ("a.vtt", b"WEBVTT")})
    assert caller.ask("GET", f"/videos/{name}/files") == [made]
    caller.ask("DELETE", f"/videos/{name}/files/{made['id']}")
    assert caller.ask("GET", f"/videos/{name}/files") == []
    assert caller.ask("GET", f"/meta/{name}")["title"] == "f.mp4"
    assert caller.ask("POST", "/account/video-usage", json={"date": "2026-11-20"}).startswith("videoId,")


def test_hook_tells_once_when_a_video_is_ready(caller, service, listener):
    made = caller.ask(
        "POST", "/hooks/", json={"type": "http", "value": listener.url, "event": "video:ready", "status": 1}
    )
    caller.ask("POST", "/hooks/", 400, json={"type": "mail", "value": "x", "event": "video:ready"})
    service.fake.state.pace.queued = 0.1
    name, link, fields = caller.reserve()
    service.upload(link, fields)
    listener.wait(1)
    told = listener.heard[0]
    assert (told["hookId"], told["event"], told["payload"]["id"]) == (made["uuid"], "video:ready", name)
    assert (told["payload"]["status"], told["payload"]["length"]) == ("ready", SAMPLE_SECONDS)
    requests.post(f"{service.base}/_fake/clock", json={"seconds": 5}, timeout=5)
    caller.ask("DELETE", "/hooks/", json={"uuid": made["uuid"]})
    assert caller.ask("GET", "/hooks/") == []
    assert len(listener.heard) == 1


class Listener:
    def __init__(self) -> None:
        self.heard: list[Any] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    def wait(self, count: int) -> None:
        until = time.monotonic() + 5
        while len(self.heard) < count and time.monotonic() < until:
            time.sleep(0.02)


@pytest.fixture
def listener():
    made = Listener()
    thread = Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()


class TestFaults:
    def script(self, service, **fault):
        answer = requests.post(f"{service.base}/_fake/faults", json=fault, timeout=5)
        return answer.status_code

    def test_before_and_after_the_effect(self, caller, service):
        assert self.script(service, kind="cut", method="PUT") == 200
        with pytest.raises(requests.ConnectionError):
            caller.reserve()
        assert service.fake.state.videos == {}
        for kind in ("cut_after", "error_after"):
            self.script(service, kind=kind, method="PUT")
            with pytest.raises((requests.ConnectionError, AssertionError)):
                caller.reserve()
        assert len(service.fake.state.videos) == 2
        caller.reserve()

    def test_error_once_garbage_and_limit(self, caller, service):
        self.script(service, kind="error", path="/api/videos")
        caller.ask("GET", "/videos", 500)
        caller.ask("GET", "/videos")
        self.script(service, kind="garbage")
        assert caller.ask("GET", "/videos").startswith("<html>")
        self.script(service, kind="limit")
        caller.ask("GET", "/videos", 429)

    def test_slow(self, caller, service):
        self.script(service, kind="slow", seconds=0.3)
        started = time.monotonic()
        caller.ask("GET", "/videos")
        assert time.monotonic() - started >= 0.3

    def test_unknown_fault_is_refused(self, service):
        assert (self.script(service, kind="rain"), self.script(service)) == (400, 400)

    def test_stuck_video_and_what_is_remembered(self, caller, service):
        name = caller.ready(service)
        requests.post(f"{service.base}/_fake/videos/{name}", json={"word": "Queued"}, timeout=5)
        assert caller.ask("GET", f"/videos/{name}")["status"] == "Queued"
        told = requests.get(f"{service.base}/_fake", timeout=5).json()
        assert [video["id"] for video in told["videos"]] == [name]
        requests.post(f"{service.base}/_fake/reset", timeout=5)
        assert requests.get(f"{service.base}/_fake", timeout=5).json()["videos"] == []
