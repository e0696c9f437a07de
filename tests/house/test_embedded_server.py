"""The embedded PostgreSQL server: started once, shared, found again after every kind of death."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tenants.embedded import PROJECT, EmbeddedError, database_url, server_for

START = "import sys; from pathlib import Path; from tenants.embedded import database_url; "
START += "print(database_url(purpose='test', project=Path(sys.argv[1])))"


def ask(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchall() if cursor.description else []


def settings(url: str, *names: str) -> dict[str, str]:
    return {name: str(ask(url, f"SHOW {name}")[0][0]) for name in names}


def postmaster(project: Path) -> int:
    data = server_for(purpose="test", project=project).place.data
    return int((data / "postmaster.pid").read_text().splitlines()[0])


def start_in_another_process(project: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", START, str(project)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_database_url_starts_a_server_for_tests(project: Path) -> None:
    url = database_url(purpose="test", project=project)

    assert settings(
        url,
        "listen_addresses",
        "unix_socket_directories",
        "server_encoding",
        "password_encryption",
        "max_connections",
        "max_locks_per_transaction",
        "TimeZone",
        "fsync",
        "synchronous_commit",
        "full_page_writes",
    ) == {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "server_encoding": "UTF8",
        "password_encryption": "scram-sha-256",
        "max_connections": "200",
        "max_locks_per_transaction": "512",
        "TimeZone": "UTC",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
    }
    assert ask(
        url, "SELECT current_user, datname, datcollate FROM pg_database WHERE datname = current_database()"
    ) == [("edupro", "edupro", "C")]


def test_demo_data_is_kept_safely(project: Path) -> None:
    url = database_url(purpose="demo", project=project)

    assert settings(url, "fsync", "synchronous_commit", "full_page_writes") == {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
    }


def test_demo_and_test_are_two_servers(project: Path) -> None:
    demo = database_url(purpose="demo", project=project)
    test = database_url(purpose="test", project=project)
    ask(demo, "CREATE TABLE only_here ()")

    assert ask(test, "SELECT to_regclass('only_here')") == [(None,)]


def test_second_call_finds_the_running_server_within_a_second(project: Path) -> None:
    first = database_url(purpose="test", project=project)
    pid = postmaster(project)
    started = time.monotonic()
    second = database_url(purpose="test", project=project)

    assert (second, postmaster(project)) == (first, pid)
    assert time.monotonic() - started < 1


def test_connection_without_the_password_is_refused(project: Path) -> None:
    url = database_url(purpose="test", project=project)
    password = url.split(":")[2].partition("@")[0]

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url.replace(password, "guess"))


def test_server_runs_as_an_unprivileged_account_and_its_files_are_closed(project: Path) -> None:
    database_url(purpose="test", project=project)
    home = server_for(purpose="test", project=project).place.home
    owner = Path(f"/proc/{postmaster(project)}").stat().st_uid

    assert owner != 0
    assert {
        path.name: (path.stat().st_uid, oct(stat.S_IMODE(path.stat().st_mode)))
        for path in (home, *home.iterdir())
    } == {
        home.name: (owner, "0o700"),
        "data": (owner, "0o700"),
        "password": (owner, "0o600"),
        "state.json": (owner, "0o600"),
        "server.log": (owner, "0o600"),
    }


def test_four_processes_starting_at_once_share_one_server(project: Path) -> None:
    processes = [start_in_another_process(project) for _ in range(4)]
    answers = [process.communicate(timeout=90) for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0, 0], answers
    urls = {out.strip() for out, _ in answers}
    assert urls == {database_url(purpose="test", project=project)}
    assert sum("making a test cluster" in err for _, err in answers) == 1


def test_server_outlives_the_process_that_started_it(project: Path) -> None:
    out, _ = start_in_another_process(project).communicate(timeout=60)

    assert ask(out.strip(), "SELECT 1") == [(1,)]
    assert database_url(purpose="test", project=project) == out.strip()


def test_stop_ends_the_server_and_start_finds_the_data_again(project: Path) -> None:
    server = server_for(purpose="test", project=project)
    ask(server.ensure(), "CREATE TABLE kept AS SELECT 7 AS number")

    assert (server.stop(), server.stop(), server.url()) == (True, False, None)
    assert ask(server.ensure(), "SELECT number FROM kept") == [(7,)]


def test_stop_of_a_server_that_never_was_makes_nothing(project: Path) -> None:
    assert server_for(purpose="test", project=project).stop() is False
    assert list(project.iterdir()) == []


def test_killed_server_starts_again_with_its_data(project: Path) -> None:
    server = server_for(purpose="demo", project=project)
    ask(server.ensure(), "CREATE TABLE kept AS SELECT 7 AS number")
    pid = int((server.place.data / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]:
        time.sleep(0.05)

    assert ask(server.ensure(), "SELECT number FROM kept") == [(7,)]


def test_pid_file_with_the_number_of_a_stranger_is_no_obstacle(project: Path) -> None:
    server = server_for(purpose="test", project=project)
    server.ensure()
    pid_file = server.place.data / "postmaster.pid"
    left = pid_file.read_text().splitlines()
    server.stop()
    stranger = subprocess.Popen(["sleep", "60"], **account(server.place.account.uid))
    try:
        pid_file.write_text("\n".join([str(stranger.pid), *left[1:]]) + "\n")
        pid_file.chmod(0o600)
        os.chown(pid_file, server.place.account.uid, server.place.account.gid)

        assert server.url() is None
        assert server.stop() is False
        assert ask(server.ensure(), "SELECT 1") == [(1,)]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def account(uid: int) -> dict[str, int]:
    return {"user": uid} if os.geteuid() == 0 else {}


def test_cluster_that_was_half_made_is_made_anew(project: Path) -> None:
    server = server_for(purpose="demo", project=project)
    server.place.prepare()
    server.place.unfinished.mkdir()
    (server.place.unfinished / "PG_VERSION").write_text("15\n")

    assert ask(server.ensure(), "SELECT 1") == [(1,)]
    assert not server.place.unfinished.exists()


def test_broken_test_cluster_is_made_anew(project: Path) -> None:
    server = server_for(purpose="test", project=project)
    server.ensure()
    server.stop()
    shutil.rmtree(server.place.data / "global")

    assert ask(server.ensure(), "SELECT 1") == [(1,)]


def test_broken_demo_cluster_is_kept_and_the_log_is_shown(project: Path) -> None:
    server = server_for(purpose="demo", project=project)
    server.ensure()
    server.stop()
    shutil.rmtree(server.place.data / "global")

    with pytest.raises(EmbeddedError, match=r"does not start in .*\n(.*\n)*.*global"):
        server.ensure()
    assert (server.place.data / "base").is_dir()


def test_data_of_another_version_is_kept_for_a_demo_and_named(project: Path) -> None:
    server = server_for(purpose="demo", project=project)
    server.ensure()
    server.stop()
    (server.place.data / "PG_VERSION").write_text("9\n")

    with pytest.raises(
        EmbeddedError, match=r"was made by PostgreSQL 9; here is only .*\n?.*PG_BIN.*make clean"
    ):
        server.ensure()


@pytest.mark.parametrize("harm", ["readable by others", "missing"])
@pytest.mark.parametrize("running", [True, False])
def test_password_that_is_not_private_is_replaced(project: Path, harm: str, running: bool) -> None:
    server = server_for(purpose="demo", project=project)
    before = server.ensure()
    ask(before, "CREATE TABLE kept AS SELECT 7 AS number")
    if not running:
        server.stop()
    if harm == "missing":
        server.place.password_file.unlink()
    else:
        server.place.password_file.chmod(0o644)

    after = server.ensure()

    assert ask(after, "SELECT number FROM kept") == [(7,)]
    assert stat.S_IMODE(server.place.password_file.stat().st_mode) == 0o600
    old_password = before.split(":")[2].partition("@")[0]
    assert old_password not in after
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(after.replace(after.split(":")[2].partition("@")[0], old_password))


def test_taken_port_is_no_obstacle(project: Path) -> None:
    import socket

    server = server_for(purpose="test", project=project)
    port = int(server.ensure().rpartition(":")[2].partition("/")[0])
    server.stop()
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()

        assert ask(server.ensure(), "SELECT 1") == [(1,)]
    assert int(server.ensure().rpartition(":")[2].partition("/")[0]) != port
