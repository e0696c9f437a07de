"""A video at the video service: from the teacher's browser to the student, with every trouble."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from fakes.faults import Fault
from fakes.serving import running
from fakes.vdocipher import PLATFORM_SECRET, VdoCipherFake
from tests import database
from tests.journeys.conftest import Complaints
from tests.journeys.opening import open_school
from tests.journeys.server import Product, running_product
from tests.journeys.test_first_school import PASSWORD, VIDEO, Visitor

pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(420)]

PHONES = {"ar": ("01066600071", "01066600081"), "en": ("01066600072", "01066600082")}
STUDENT = {"ar": ("سلمى", "حسن"), "en": ("Sara", "Hope")}


class Service:
    """The stand-in, as the journey moves it."""

    def __init__(self, fake: VdoCipherFake) -> None:
        self.fake = fake

    def trouble(self, kind: str, path: str, **options: Any) -> None:
        self.fake.faults.add(Fault(kind, path=path, **{"times": -1, **options}))

    def well(self) -> None:
        self.fake.faults.clear()

    def hold(self, word: str) -> None:
        """The newest video stays at this word; an empty one lets it go on."""
        list(self.fake.state.videos.values())[-1].word = word


@pytest.fixture(scope="module")
def service() -> Iterator[tuple[Service, str]]:
    fake = VdoCipherFake()
    with running(fake) as base:
        yield Service(fake), base


@pytest.fixture(scope="module")
def films(
    service: tuple[Service, str],
    django_db_blocker: Any,
    template_database: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Product]:
    """A copy of the product whose platform has an account at the stand-in."""
    base, line = service[1], connections.databases["default"]
    more = {
        "VDOCIPHER_BASE_URL": f"{base}/api",
        "VDOCIPHER_PLAYER_URL": f"{base}/v2/",
        "VDOCIPHER_UPLOAD_ORIGINS": base,
        "VDOCIPHER_API_SECRET": PLATFORM_SECRET,
    }
    with (
        pytest.MonkeyPatch.context() as patched,
        django_db_blocker.unblock(),
        database.separate_database(template_database, "films") as name,
    ):
        for key, value in more.items():
            patched.setitem(os.environ, key, value)
        url = f"postgres://{line['USER']}:{line['PASSWORD']}@{line['HOST']}:{line['PORT']}/{name}"
        with running_product(database_url=url, state=tmp_path_factory.mktemp("films")) as product:
            yield product


@pytest.fixture
def vdocipher(service: tuple[Service, str], complaints: Complaints) -> Iterator[Service]:
    service[0].fake.state.pace.queued = 3
    yield service[0]
    service[0].well()
    # Chromium tells of every request that failed; what the pages do about it is what is looked at here.
    complaints[:] = [one for one in complaints if "Failed to load resource" not in one]


def words(text: str, language: str) -> str:
    """A sentence of the pages in the reader's language."""
    with translation.override(language):
        return translation.gettext(text)


def row(visitor: Visitor, name: str = "sample.mp4") -> Locator:
    return visitor.page.locator(".upload-row").filter(has_text=name).last


def expect_state(
    visitor: Visitor, state: str, text: str, name: str = "sample.mp4", seconds: int = 30
) -> None:
    """The sign and the words of an upload."""
    place = row(visitor, name)
    expect(place).to_have_attribute("data-state", state, timeout=seconds * 1000)
    expect(place.locator("[data-upload-word]")).to_have_text(words(text, visitor.language))


READY = "Ready: students can watch it."
PREPARED = "The video service prepares it. You can leave this page."
SILENT = "The video service does not answer. Please try again later."
DOWN = "The video service does not answer. Try again."


@pytest.mark.parametrize(("language", "phone"), [("ar", True), ("en", False)], ids=["ar-phone", "en"])
def test_teacher_uploads_and_student_watches(
    films: Product,
    vdocipher: Service,
    open_browser: Callable[..., Page],
    shots: Path | None,
    language: str,
    phone: bool,
) -> None:
    school = f"films-{language}"
    teacher = Visitor(open_browser(language=language, phone=phone), language, shots)
    _open_school(teacher, films, school)
    course = _make_course(teacher, films, school)
    _upload(teacher, vdocipher)
    _meet_trouble(teacher, vdocipher)
    lesson = teacher.page.url.partition("#")[0].rstrip("/").rpartition("/")[2]
    _publish(teacher, films.url(school, f"/teach/courses/{course}/"))
    teacher.go(films.url(school, f"/teach/courses/{course}/lessons/{lesson}/preview/"))
    expect(teacher.page.frame_locator("iframe").locator(".note")).to_contain_text("Teacher Example")
    teacher.look("09-preview")

    student = Visitor(open_browser(language=language, phone=phone), language, shots)
    _enter(student, films, school, course)
    student.go(films.url(school, f"/learn/lessons/{lesson}/"))
    _watch(student)
    _meet_trouble_watching(student, vdocipher)
    _wait_for_the_next(teacher, student, vdocipher)


def test_several_files_go_up_one_after_the_other(
    films: Product, vdocipher: Service, open_browser: Callable[..., Page], shots: Path | None, tmp_path: Path
) -> None:
    teacher = Visitor(open_browser(language="en"), "en", shots)
    _open_school(teacher, films, "films-many")
    course = _make_course(teacher, films, "films-many")
    teacher.go(films.url("films-many", f"/teach/courses/{course}/"))
    teacher.page.locator("a[href$='/videos/']").first.click()
    teacher.check()
    teacher.look("01-none")
    files = [tmp_path / f"Week_{number}.mp4" for number in (1, 2, 3)]
    for file in files:
        file.write_bytes(VIDEO.read_bytes())
    (tmp_path / "notes.txt").write_text("no film")
    vdocipher.trouble("slow", "/bucket", method="POST", seconds=1.5)
    teacher.page.locator("video-uploader input[type=file]").set_input_files([*files, tmp_path / "notes.txt"])
    expect_state(teacher, "failed", "This is not a video.", "notes.txt")
    expect_state(teacher, "waiting", "Waits for its turn", "Week_3.mp4")
    assert teacher.page.locator(".upload-row[data-state=uploading]").count() == 1
    assert _leaving_asks(teacher.page)
    teacher.look("02-queue")
    for file in files:
        expect_state(teacher, "ready", READY, file.name, seconds=45)
    teacher.look("03-ready")
    assert not _leaving_asks(teacher.page)
    teacher.go(films.url("films-many", f"/teach/courses/{course}/"))
    for number in (1, 2, 3):
        expect(teacher.page.get_by_text(f"Week {number}", exact=True)).to_be_visible()
    teacher.page.get_by_role("link", name="Week 1", exact=True).click()
    teacher.page.locator("#lesson-form [name=is_free]").check()
    teacher.page.locator("#lesson-form [name=is_published]").check()
    teacher.send("#lesson-form")
    _publish(teacher, films.url("films-many", f"/teach/courses/{course}/"))
    visitor = Visitor(open_browser(language="ar", phone=True), "ar", shots)
    _look_first(visitor, vdocipher, films.url("films-many", f"/courses/{course}/"))


def _look_first(visitor: Visitor, vdocipher: Service, course: str) -> None:
    """Without an account: the service is asked by the press only, and the school's name is shown."""
    tickets = len(vdocipher.fake.state.otps)
    visitor.page.context.add_cookies([{"name": "language", "value": "ar", "url": course}])
    visitor.go(course)
    with visitor.page.expect_navigation():
        visitor.page.locator("a.cover-play").click()
    visitor.check()
    visitor.look("04-before-the-press")
    assert len(vdocipher.fake.state.otps) == tickets
    visitor.page.locator("[data-player-start] button").click()
    note = visitor.page.frame_locator("iframe").locator(".note")
    expect(note).to_have_text("Teacher Example")
    visitor.look("05-free-film")
    assert len(vdocipher.fake.state.otps) == tickets + 1


def _leaving_asks(page: Page) -> bool:
    """Whether the browser would ask before it leaves the page."""
    return bool(
        page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))"),
    )


def _open_school(teacher: Visitor, product: Product, school: str) -> None:
    phone = PHONES[teacher.language][0] if school != "films-many" else "01066600073"
    open_school(teacher, product, school=school, phone=phone, password=PASSWORD)


def _make_course(teacher: Visitor, product: Product, school: str) -> str:
    """A free course that students see; the teacher stands before the first lesson's video."""
    teacher.go(product.url(school, "/teach/settings/video/"))
    teacher.look("00-account")
    teacher.go(product.url(school, "/teach/courses/new/"))
    teacher.fill(title="Algebra")
    teacher.page.locator("#course-form [name=is_free]").check()
    teacher.send("#course-form")
    course = teacher.page.url.rstrip("/").rpartition("/")[2]
    teacher.fill(title="Equations")
    teacher.send("#new-module form")
    teacher.page.locator("a[href$='/lessons/new/']").first.click()
    teacher.page.locator("#lesson-form [name=title]").fill("What is x")
    teacher.look("01-new-lesson")
    with teacher.page.expect_navigation(url=re.compile(r"/lessons/[0-9a-f-]{36}/#video")):
        teacher.page.locator("#lesson-form button[name=video]").click()
    teacher.check()
    return course


def _choose(teacher: Visitor) -> None:
    teacher.page.locator("video-uploader input[type=file]").set_input_files(VIDEO)


def _upload(teacher: Visitor, vdocipher: Service) -> None:
    """The line is cut in the middle; then all its states until it is ready."""
    teacher.look("02-choose")
    vdocipher.trouble("cut", "/bucket", method="POST", times=1)
    vdocipher.trouble("slow", "/bucket", method="POST", times=1, seconds=3)
    _choose(teacher)
    expect_state(teacher, "uploading", "The line is cut. It goes on by itself.")
    teacher.look("03-cut")
    expect_state(teacher, "uploading", "Going up. Stay on this page.")
    expect(row(teacher).locator("[data-upload-figures]")).to_contain_text("%")
    assert _leaving_asks(teacher.page)
    teacher.look("04-going-up")
    expect_state(teacher, "processing", PREPARED)
    assert not _leaving_asks(teacher.page)
    teacher.look("05-prepared")
    expect_state(teacher, "ready", READY)
    teacher.look("06-ready")


def _meet_trouble(teacher: Visitor, vdocipher: Service) -> None:
    """Down, garbage, slow, credentials that are over: the lesson keeps its video, and the button goes on."""
    for kind in ("cut", "garbage"):
        vdocipher.trouble(kind, "/api/")
        _choose(teacher)
        expect_state(teacher, "failed", SILENT)
        teacher.look(f"07-{kind}")
        vdocipher.well()
    vdocipher.trouble("slow", "/api/", times=2, seconds=2)
    vdocipher.fake.state.pace.policy = -60
    row(teacher).locator("[data-upload-retry]").click()
    expect_state(teacher, "uploading", "Asking the video service for a place…")
    teacher.look("08-slow")
    expect_state(teacher, "failed", "The video service does not answer. The lesson is kept: try again.")
    vdocipher.fake.state.pace.policy = 3600
    row(teacher).locator("[data-upload-retry]").click()
    expect_state(teacher, "ready", READY)


def _publish(teacher: Visitor, course: str) -> None:
    teacher.go(course)
    with teacher.page.expect_navigation():
        teacher.page.locator(
            "button[name=do][value=publish]:visible, [form] [value=publish]:visible"
        ).last.click()
    teacher.check()


def _enter(student: Visitor, product: Product, school: str, course: str) -> None:
    student.go(product.url(school, "/sign-up/"))
    student.fill(
        full_name=" ".join(STUDENT[student.language]),
        phone=PHONES[student.language][1],
        parent_phone="01055599997",
        email=f"{school}@students.example",
        password=PASSWORD,
    )
    student.send("form[action$='/sign-up/']")
    student.go(product.url(school, f"/courses/{course}/"))
    student.send(f"form[action$='/courses/{course}/enroll/']")


def _watch(student: Visitor) -> None:
    """The film plays under the student's own name, and the product hears how far it is."""
    frame = student.page.frame_locator("iframe")
    expect(frame.locator(".note")).to_contain_text(" ".join(STUDENT[student.language]))
    expect(frame.locator(".note")).to_contain_text("••••")
    film = frame.locator("video")
    film.evaluate("film => { film.muted = true; return film.play(); }")
    for _ in range(60):
        if film.evaluate("film => film.currentTime") > 2.5:
            break
        student.page.wait_for_timeout(100)
    student.look("10-plays")
    # A word that does not come from the player's frame counts nothing.
    student.page.evaluate("postMessage({ event: 'timeupdate', currentTime: 5000 }, '*')")
    with student.page.expect_response(re.compile(r"/watch/$")) as told:
        film.evaluate("film => film.pause()")
    assert told.value.status == 200
    assert 2 <= told.value.json()["watched_seconds"] <= 10
    assert told.value.request.post_data_json["position_seconds"] <= 10


def _meet_trouble_watching(student: Visitor, vdocipher: Service) -> None:
    for kind in ("cut", "garbage"):
        vdocipher.trouble(kind, "/api/")
        student.page.reload()
        cover = student.page.locator("[data-player-error]")
        expect(cover).to_be_visible(timeout=30_000)
        expect(cover.locator("p")).to_have_text(words(DOWN, student.language))
        student.look(f"11-{kind}")
        vdocipher.well()
    vdocipher.trouble("slow", "/api/", times=1, seconds=2)
    student.page.locator("[data-player-error] [data-player-retry]").click()
    expect(student.page.locator("[data-player-wait]")).to_be_visible()
    student.look("12-slow")
    expect(student.page.frame_locator("iframe").locator(".note")).to_be_visible(timeout=15_000)


def _wait_for_the_next(teacher: Visitor, student: Visitor, vdocipher: Service) -> None:
    """Another video in its place is prepared; the student's page shows it as soon as it is there."""
    teacher.go(teacher.page.url.removesuffix("preview/"))
    vdocipher.fake.state.pace.queued = 3600
    _choose(teacher)
    expect_state(teacher, "processing", PREPARED)
    student.page.reload()
    expect(student.page.locator("video-wait")).to_be_attached()
    student.look("13-being-prepared")
    vdocipher.fake.state.pace.queued = 0
    expect(student.page.frame_locator("iframe").locator(".note")).to_be_visible(timeout=40_000)
